package org.clientregistrar;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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

    private final PrintStream out = System.out;
    private final HistoryArguments arguments;

    private VerifyHistory(HistoryArguments arguments) {
        this.arguments = arguments;
    }

    /**
     * Runs it.
     *
     * @param arguments of the process, the command itself first
     * @param ended when the database is no longer needed
     * @return the exit code: 0 intact, 1 not intact, 2 for all that keeps it from telling
     */
    static int run(SmallRyeConfigBuilder config, List<String> arguments, CountDownLatch ended) {
        try {
            var command = new VerifyHistory(HistoryArguments.parse(arguments));
            return command.verify(config.build(), ended) ? INTACT : NOT_INTACT;
        } catch (RuntimeException | LinkageError | SQLException e) {
            System.err.println(
                    "client-registrar cannot verify the history: " + StartFailure.explain(e));
            return CANNOT;
        }
    }

    private boolean verify(SmallRyeConfig config, CountDownLatch ended) throws SQLException {
        try (var database = CommandDatabase.open(config, ended)) {
            return verify(database.connection(), new HistoryMac(database.keyset()), arguments, out);
        }
    }

    /**
     * Verifies all of it, and prints what is to be said.
     *
     * @return whether it is intact
     */
    static boolean verify(
            Connection connection, HistoryMac key, HistoryArguments arguments, PrintStream out)
            throws SQLException {
        var report = Verification.verify(connection, key, arguments.from(), arguments.expected());
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
