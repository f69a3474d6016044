package org.clientregistrar.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The command that verifies the history, as an operator runs it. */
class VerifyHistoryIT {

    private static final String NAME = "verified_history";
    private static final Pattern SEALED = Pattern.compile("history sealed: (\\d+:\\S+) events=");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    TestDatabase.jdbcUrl(NAME),
                    "QUARKUS_DATASOURCE_USERNAME",
                    "postgres",
                    "REGISTRAR_CLIENT_SECRET_KEYSET",
                    TestDatabase.KEY,
                    "REGISTRAR_AUDIT_SEAL_INTERVAL",
                    "1s");

    private static void register(Service service) {
        service.json()
                .body("{\"redirect_uris\": [\"https://client.example.org/cb\"]}")
                .post("/register")
                .then()
                .statusCode(201);
    }

    /** What the log says of the last seal. */
    private static String anchor(Service service) throws Exception {
        return SEALED.matcher(service.output())
                .results()
                .reduce((first, second) -> second)
                .orElseThrow()
                .group(1);
    }

    private Service verify(int exitCode, Map<String, String> settings, String... options)
            throws Exception {
        var command = new String[options.length + 1];
        command[0] = "verify-history";
        System.arraycopy(options, 0, command, 1, options.length);
        var verification = Service.run(directory, settings, command);
        assertEquals(exitCode, verification.exitCode(), verification.output());
        assertThat(verification.output(), not(containsString("Listening on")));
        assertThat(verification.output(), not(containsString("\tat ")));
        return verification;
    }

    @Test
    @DisplayName(
            "The service seals by itself; the command says that the history is intact, also while the service runs, what was altered, and which seal is gone")
    void verifies() throws Exception {
        var database = TestDatabase.newDatabase(NAME);
        String anchor;
        try (var service = Service.start(directory, SETTINGS)) {
            register(service);
            service.awaitOutput("history sealed: ");
            anchor = anchor(service);
            assertThat(
                    verify(0, SETTINGS, "--expect", anchor).output(),
                    containsString("the history is intact"));
        }
        assertThat(verify(0, SETTINGS).output(), containsString("the latest seal is "));

        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table kept as select * from audit_event");
            statement.execute(
                    "update audit_event set action = 'restored' where actor_type = 'anyone'");
            assertThat(verify(1, SETTINGS).output(), containsString("FAULT event_altered: seal "));
            statement.execute("truncate audit_event, audit_seal");
            verify(0, SETTINGS);
            assertThat(
                    verify(1, SETTINGS, "--expect", anchor).output(),
                    containsString("FAULT seal_unexpected: seal " + anchor.split(":")[0]));
        }
    }

    @Test
    @DisplayName("The embedded database is verified while no service runs on it, and none is made")
    void verifiesEmbedded() throws Exception {
        var none = verify(2, Map.of());
        assertThat(none.output(), containsString("registrar.embedded.data-directory"));
        assertFalse(Files.exists(directory.resolve("data")));

        try (var service =
                Service.start(directory, Map.of("REGISTRAR_AUDIT_SEAL_INTERVAL", "1s"))) {
            register(service);
            service.awaitOutput("history sealed: ");
            assertThat(
                    verify(2, Map.of()).output(),
                    containsString("another client-registrar is running"));
        }
        assertThat(verify(0, Map.of()).output(), containsString("the history is intact"));
    }

    @Test
    @DisplayName("What keeps the command from telling is exit code 2: options, keys, the database")
    void saysWhyItCannot() throws Exception {
        for (var options :
                new String[][] {{"--expect"}, {"--expect", "1:x"}, {"--from", "0"}, {"--help"}}) {
            assertThat(
                    verify(2, SETTINGS, options).output(), containsString("verify-history takes"));
        }
        var away = new java.util.HashMap<>(SETTINGS);
        away.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/none");
        assertThat(verify(2, away).output(), containsString("quarkus.datasource.jdbc.url"));

        TestDatabase.newDatabase(NAME);
        assertThat(verify(2, SETTINGS).output(), containsString("quarkus.datasource.jdbc.url"));
        try (var service = Service.start(directory, SETTINGS)) {
            register(service);
        }
        var otherKeys = new java.util.HashMap<>(SETTINGS);
        otherKeys.put("REGISTRAR_CLIENT_SECRET_KEYSET", "q".repeat(43) + "=");
        assertThat(verify(2, otherKeys).output(), containsString("registrar.client-secret.keyset"));
    }
}
