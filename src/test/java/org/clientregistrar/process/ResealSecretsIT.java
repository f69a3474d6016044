package org.clientregistrar.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.clientregistrar.TestDatabase;
import org.clientregistrar.secret.Keyset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The command that lets a key be dropped, as an operator runs it. */
class ResealSecretsIT {

    private static final String NAME = "resealed";
    private static final String A = TestDatabase.KEY;
    private static final String B = Keyset.generateKey();
    private static final Pattern SEALED = Pattern.compile("history sealed: (\\d+:\\S+) events=");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private record Client(String id, String token, String secret) {}

    private static Map<String, String> settings(String keyset, String storage) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                TestDatabase.jdbcUrl(NAME),
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "REGISTRAR_CLIENT_SECRET_KEYSET",
                keyset,
                "REGISTRAR_CLIENT_SECRET_STORAGE",
                storage,
                "REGISTRAR_ADMIN_ACCESS_KEY",
                TestDatabase.ACCESS_KEY,
                "REGISTRAR_AUDIT_SEAL_INTERVAL",
                "1s");
    }

    private static Client register(Service service, String members) {
        var reply =
                service.json()
                        .body(
                                "{\"redirect_uris\": [\"https://client.example.org/cb\"]"
                                        + members
                                        + "}")
                        .post("/register")
                        .then()
                        .statusCode(201)
                        .extract();
        return new Client(
                reply.path("client_id"),
                reply.path("registration_access_token"),
                reply.path("client_secret"));
    }

    private static ValidatableResponse read(Service service, Client client) {
        return service.json()
                .header("Authorization", "Bearer " + client.token())
                .get("/register/" + client.id())
                .then();
    }

    /** Whether the service takes a secret for the client's own. */
    private static void assertOwn(Service service, Client client, int status) {
        service.json()
                .header("Authorization", "Bearer " + client.token())
                .body(
                        "{\"client_id\": \"%s\", \"client_secret\": \"%s\", \"redirect_uris\": [\"https://client.example.org/cb\"]}"
                                .formatted(client.id(), client.secret()))
                .put("/register/" + client.id())
                .then()
                .statusCode(status);
    }

    /** The client with a new secret, which is its only one. */
    private static Client rotate(Service service, Client client) {
        String secret =
                service.json()
                        .header("Authorization", "Bearer " + client.token())
                        .body("{\"overlap_seconds\": 0}")
                        .post("/register/" + client.id() + "/secret")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("client_secret");
        return new Client(client.id(), client.token(), secret);
    }

    private String run(int exitCode, Map<String, String> settings, String... command)
            throws Exception {
        var run = Service.run(directory, settings, command);
        assertEquals(exitCode, run.exitCode(), run.output());
        assertThat(run.output(), not(containsString("\tat ")));
        return run.output();
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    @DisplayName(
            "A new key takes over while the service runs: secrets are shown and compared, the history verifies, and the old key can be dropped")
    void rotatesKey() throws Exception {
        TestDatabase.newDatabase(NAME);
        Client client;
        String anchor;
        try (var service = Service.start(directory, settings(A, "sealed"))) {
            client = register(service, "");
            service.awaitOutput("history sealed: ");
            anchor =
                    SEALED.matcher(service.output())
                            .results()
                            .reduce((first, second) -> second)
                            .orElseThrow()
                            .group(1);
        }
        // A replica whose turn has not come yet has the old key first.
        try (var service = Service.start(directory, settings(A + "," + B, "sealed"))) {
            assertThat(
                    run(2, settings(B + "," + A, "sealed"), "reseal-secrets"),
                    containsString("no service has used the first key yet"));
            read(service, client).body("client_secret", equalTo(client.secret()));
        }
        var both = settings(B + "," + A, "sealed");
        try (var service = Service.start(directory, both)) {
            assertThat(run(2, both, "reseal-secrets", "--help"), containsString("takes --expect"));
            var busy = register(service, "");
            var isOver = new AtomicBoolean();
            var rotations =
                    CompletableFuture.supplyAsync(
                            () -> {
                                var now = busy;
                                while (!isOver.get()) {
                                    now = rotate(service, now);
                                }
                                return now;
                            });
            String report;
            try {
                report = run(0, both, "reseal-secrets", "--expect", anchor);
            } finally {
                isOver.set(true);
            }
            assertOwn(service, rotations.get(), 200);
            assertThat(report, containsString("the history is intact"));
            assertThat(report, containsString("stored the secrets of 1 clients anew"));
            assertThat(report, containsString("key 2 of the keyset is not needed any more"));
            read(service, client)
                    .header("ETag", equalTo("\"0\""))
                    .body("client_secret", equalTo(client.secret()));
            assertThat(
                    run(0, both, "reseal-secrets"),
                    containsString("stored the secrets of 0 clients anew"));
        }
        var alone = settings(B, "sealed");
        try (var service = Service.start(directory, alone)) {
            read(service, client).body("client_secret", equalTo(client.secret()));
            assertOwn(service, client, 200);
            assertThat(
                    run(0, alone, "verify-history", "--expect", anchor),
                    containsString("the history is intact"));
        }
        assertThat(
                run(2, settings(A, "sealed"), "verify-history"),
                containsString("registrar.client-secret.keyset"));
    }

    @Test
    @DisplayName(
            "Where storage becomes hashed, all secrets but keys become hashes; hashes keep the key that made them; back to sealed, they stay hashes")
    void switchesStorage() throws Exception {
        TestDatabase.newDatabase(NAME);
        Client client;
        Client key;
        try (var service = Service.start(directory, settings(A, "sealed"))) {
            client = register(service, "");
            key = register(service, ", \"token_endpoint_auth_method\": \"client_secret_jwt\"");
            service.json()
                    .header("Authorization", "Bearer " + TestDatabase.ACCESS_KEY)
                    .body(
                            "{\"redirect_uris\": [\"https://client.example.org/cb\"], \"client_secret\": \"short\"}")
                    .post("/admin/clients")
                    .then()
                    .statusCode(201);
        }
        var hashed = settings(A, "hashed");
        try (var service = Service.start(directory, hashed)) {
            read(service, client).body("client_secret", equalTo(client.secret()));
            assertThat(
                    run(0, hashed, "reseal-secrets"),
                    containsString("1 short secrets have a slow hash"));
            read(service, client)
                    .statusCode(200)
                    .header("ETag", equalTo("\"1\""))
                    .body("$", not(hasKey("client_secret")));
            assertOwn(service, client, 200);
            read(service, key).body("client_secret", equalTo(key.secret()));
            service.json()
                    .header("Authorization", "Bearer " + TestDatabase.ACCESS_KEY)
                    .get("/admin/clients/" + client.id() + "/history")
                    .then()
                    .body("events.action", hasItem("secrets_hashed"))
                    .body("events.actor.type", hasItem("service"));
            service.awaitOutput("history sealed: ");
        }
        var both = settings(B + "," + A, "sealed");
        try (var service = Service.start(directory, both)) {
            assertThat(
                    run(0, both, "reseal-secrets"),
                    containsString("key 2 of the keyset is still needed for 1 hashed secrets"));
            read(service, client).body("$", not(hasKey("client_secret")));
            assertOwn(service, client, 200);
        }
        var vain = Service.startInVain(directory, settings(B, "sealed"), Service.freePort());
        assertThat(vain.output(), containsString("registrar.client-secret.keyset"));
    }

    @Test
    @DisplayName(
            "Of an altered history the seals stay as they are; after the keyset is lost, all but secrets goes on, and clients get new ones")
    void copesWithLosses() throws Exception {
        var database = TestDatabase.newDatabase(NAME);
        Client client;
        try (var service = Service.start(directory, settings(A, "sealed"))) {
            client = register(service, "");
            service.awaitOutput("history sealed: ");
        }
        var both = settings(B + "," + A, "sealed");
        try (var service = Service.start(directory, both)) {
            execute(
                    database,
                    "update audit_event set action = 'restored' where event_id = (select min(event_id) from audit_event)");
            try (var connection = database.getConnection();
                    var locking = connection.createStatement()) {
                connection.setAutoCommit(false);
                locking.execute("select from client for update");
                assertThat(
                        run(1, both, "reseal-secrets"),
                        containsString(
                                "still needed for 1 sealed secrets, made or held by others"));
                connection.rollback();
            }
            var report = run(1, both, "reseal-secrets");
            assertThat(report, containsString("FAULT event_altered"));
            assertThat(report, containsString("the seals of the history are left as they are"));
            assertThat(report, containsString("stored the secrets of 1 clients anew"));
            assertThat(report, containsString("still needed for seals of the history"));
            read(service, client).body("client_secret", equalTo(client.secret()));
        }
        execute(database, "delete from keyset_key");
        var c = Keyset.generateKey();
        String first;
        try (var service = Service.start(directory, settings(c, "sealed"))) {
            read(service, client).statusCode(200).body("$", not(hasKey("client_secret")));
            assertOwn(service, client, 400);
            assertOwn(service, rotate(service, client), 200);
            register(service, "");
            service.awaitOutput("history sealed: ");
            var line = SEALED.matcher(service.output());
            assertTrue(line.find());
            first = line.group(1).split(":")[0];
        }
        var next = settings(Keyset.generateKey() + "," + c, "sealed");
        try (var service = Service.start(directory, next)) {
            assertThat(
                    run(1, next, "reseal-secrets"),
                    containsString("still needed for seals of the history"));
            var report = run(0, next, "reseal-secrets", "--from", first);
            assertThat(report, containsString("the history is intact"));
            assertThat(report, containsString("key 2 of the keyset is not needed any more"));
            read(service, client).body("$", hasKey("client_secret"));
        }
    }
}
