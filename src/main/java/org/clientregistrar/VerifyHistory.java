package org.clientregistrar;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.clientregistrar.audit.Anchor;
import org.clientregistrar.audit.Verification;
import org.clientregistrar.audit.Verification.Finding;
import org.clientregistrar.secret.HistoryMac;

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
        try (var database = CommandDatabase.open(config, ended)) {
            return verify(
                    database.connection(), new HistoryMac(database.keyset()), from, expected, out);
        }
    }

    /**
     * Verifies all of it, and prints what is to be said.
     *
     * @return whether it is intact
     */
    static boolean verify(
            Connection connection,
            HistoryMac key,
            long from,
            List<Anchor> expected,
            PrintStream out)
            throws SQLException {
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
            report.findings().forEach(finding -> print(finding, out));
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

    private static void print(Finding finding, PrintStream out) {
        out.printf(
                "FAULT %s:%s%s %s%n",
                finding.kind(),
                finding.seal().map(seal -> " seal " + seal).orElse(""),
                finding.event().map(event -> " event " + event).orElse(""),
                finding.detail());
    }
}
