package org.clientregistrar;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.clientregistrar.audit.Anchor;
import org.clientregistrar.audit.Verification;
import org.clientregistrar.audit.Verification.Finding;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.secret.HistoryMac;
import org.clientregistrar.secret.Keyset;
import org.clientregistrar.secret.KeysetLoader;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The command verify-history: holds the whole history against its seals and says what it found. It
 * starts no service, listens to nothing, and writes nothing to the database.
 */
final class VerifyHistory {

    static final String COMMAND = "verify-history";

    private static final int INTACT = 0;
    private static final int NOT_INTACT = 1;
    private static final int CANNOT = 2;

    private static final String EXPECT = "--expect";
    private static final String FROM = "--from";
    private static final String USAGE =
            "verify-history takes --expect <number>:<mac>, as often as needed, and --from <number>";

    private static final String JDBC_PROPERTIES =
            "quarkus.datasource.jdbc.additional-jdbc-properties.";

    /** Nobody waits for an answer here, as they do for that of a request. */
    private static final String PATIENCE_SECONDS = "60";

    private final PrintStream out = System.out;
    private final List<Anchor> expected = new ArrayList<>();
    private long from = 1;

    private VerifyHistory() {}

    /**
     * Runs it.
     *
     * @param arguments of the process, the command itself first
     * @param ended when the database is no longer needed
     * @return the exit code: 0 intact, 1 not intact, 2 for all that keeps it from telling
     */
    static int run(SmallRyeConfigBuilder config, List<String> arguments, CountDownLatch ended) {
        try {
            var command = new VerifyHistory();
            command.read(arguments);
            return command.verify(config.build(), ended) ? INTACT : NOT_INTACT;
        } catch (RuntimeException | LinkageError | SQLException e) {
            System.err.println(
                    "client-registrar cannot verify the history: " + StartFailure.explain(e));
            return CANNOT;
        }
    }

    private void read(List<String> arguments) {
        for (int i = 1; i < arguments.size(); i += 2) {
            var value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (arguments.get(i)) {
                case EXPECT ->
                        expected.add(
                                Anchor.parse(value)
                                        .orElseThrow(() -> new IllegalArgumentException(USAGE)));
                case FROM -> from = number(value);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
    }

    private static long number(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException(USAGE);
        }
        return Long.parseLong(text);
    }

    private boolean verify(SmallRyeConfig config, CountDownLatch ended) throws SQLException {
        var settings = config.getConfigMapping(RegistrarConfig.class);
        var directory = settings.embedded().dataDirectory();
        if (config.getOptionalValue(Main.DATASOURCE_URL, String.class).isEmpty()
                && !EmbeddedDatabase.existsIn(directory)) {
            throw new SettingException(
                    "registrar.embedded.data-directory",
                    "there is no database in " + directory.toAbsolutePath().normalize());
        }
        var keyset = KeysetLoader.existing(settings);
        Main.prepare(config, ended);
        try (var connection = connect(config)) {
            requireKeys(connection, keyset);
            return verify(connection, new HistoryMac(keyset));
        }
    }

    private static Connection connect(SmallRyeConfig config) throws SQLException {
        var database = new PGSimpleDataSource();
        database.setUrl(config.getValue(Main.DATASOURCE_URL, String.class));
        for (var name : config.getPropertyNames()) {
            if (name.startsWith(JDBC_PROPERTIES)) {
                database.setProperty(
                        name.substring(JDBC_PROPERTIES.length()),
                        config.getValue(name, String.class));
            }
        }
        for (var timeout : List.of("socketTimeout", "connectTimeout", "loginTimeout")) {
            database.setProperty(timeout, PATIENCE_SECONDS);
        }
        text(config, "quarkus.datasource.username").ifPresent(database::setUser);
        text(config, "quarkus.datasource.password").ifPresent(database::setPassword);
        return database.getConnection();
    }

    private static Optional<String> text(SmallRyeConfig config, String name) {
        return config.getOptionalValue(name, String.class);
    }

    /** With other keys every seal would look altered. */
    private static void requireKeys(Connection connection, Keyset keyset) throws SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery("select key_id from keyset_key")) {
            var used = new ArrayList<Integer>();
            while (rows.next()) {
                used.add(rows.getInt(1));
            }
            keyset.requireAll(used);
        }
    }

    private boolean verify(Connection connection, HistoryMac key) throws SQLException {
        var report = Verification.verify(connection, key, from, expected);
        report.removedBefore()
                .ifPresent(
                        seal ->
                                out.printf(
                                        "retention has removed the seals before number %d%n",
                                        seal));
        report.removedAnchors()
                .forEach(
                        seal ->
                                out.printf(
                                        "seal %d is expected, and was removed by retention%n",
                                        seal));
        long seals = 0;
        long events = 0;
        long faults = 0;
        while (true) {
            report.findings().forEach(this::print);
            if (report.more() > 0) {
                out.printf("FAULT and %d more in this part%n", report.more());
            }
            seals += report.seals();
            events += report.events();
            faults += report.findings().size() + report.more();
            if (report.next().isEmpty()) {
                break;
            }
            report = Verification.verify(connection, key, report.next().get(), List.of());
        }
        out.printf("looked at %d seals, which cover %d events%n", seals, events);
        report.latest().ifPresent(latest -> out.printf("the latest seal is %s%n", latest));
        var since = report.unsealedSince().map(time -> ", since " + time).orElse("");
        out.printf("not sealed yet: %d events%s%n", report.unsealed(), since);
        out.println(
                faults == 0
                        ? "the history is intact"
                        : "the history is NOT intact: " + faults + " faults");
        return faults == 0;
    }

    private void print(Finding finding) {
        out.printf(
                "FAULT %s:%s%s %s%n",
                finding.kind(),
                finding.seal().map(seal -> " seal " + seal).orElse(""),
                finding.event().map(event -> " event " + event).orElse(""),
                finding.detail());
    }
}
