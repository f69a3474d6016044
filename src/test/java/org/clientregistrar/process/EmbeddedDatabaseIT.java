package org.clientregistrar.process;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The service as a newcomer starts it: nothing configured, a PostgreSQL of its own. */
class EmbeddedDatabaseIT {

    private static final String V = "{\"redirect_uris\": [\"https://client.example.org/cb\"]}";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    @DisplayName(
            "RFC7591-3-02, RFC7591-A-01: nothing configured: the service runs on loopback with its own database, and says so last; what was registered is there after a restart")
    void keepsClientsOverRestart() throws Exception {
        JsonPath client;
        try (var service = Service.start(directory, Map.of())) {
            var banner = service.output().strip().lines().toList();
            var last = String.join("\n", banner.subList(banner.size() - 6, banner.size()));
            assertTrue(last.startsWith("client-registrar is ready"), last);
            for (var told :
                    new String[] {
                        "http://localhost:" + service.port() + "/register",
                        "/docs",
                        "/q/health",
                        "embedded PostgreSQL",
                        firstKey(),
                        directory.toRealPath().resolve("data/access-key").toString(),
                        directory.toRealPath().resolve("data").toString(),
                        "open to everyone"
                    }) {
                assertTrue(last.contains(told), last);
            }
            client = register(service);
            whoAmI(service, firstKey())
                    .statusCode(200)
                    .body("name", equalTo("bootstrap"))
                    .body("scopes", hasItems("keys:write", "clients:write", "audit:read"));
        }
        try (var service = Service.start(directory, Map.of())) {
            assertReadable(service, client);
            whoAmI(service, firstKey()).statusCode(200);
            assertTrue(service.output().contains("data/access-key"), service.output());
            assertFalse(service.output().contains(firstKey()));
        }
    }

    @Test
    @DisplayName(
            "RFC6819-5.1.4.1.3-01: where the console is a log in JSON it never has the first access key; revoked, the key stays so, and a key of the settings opens again")
    void keepsFirstKeyOutOfTheLog() throws Exception {
        var json = Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        try (var service = Service.start(directory, json)) {
            var id =
                    whoAmI(service, firstKey())
                            .statusCode(200)
                            .extract()
                            .jsonPath()
                            .getString("id");
            assertFalse(service.output().contains(firstKey()));
            assertTrue(service.output().contains("data/access-key"), service.output());
            service.json()
                    .header("Authorization", "Bearer " + firstKey())
                    .delete("/admin/access-keys/" + id)
                    .then()
                    .statusCode(204);
        }
        var other = "key_that-lets-the-operator-in-again-00000";
        try (var service = Service.start(directory, Map.of("REGISTRAR_ADMIN_ACCESS_KEY", other))) {
            whoAmI(service, firstKey()).statusCode(401);
            whoAmI(service, other).statusCode(200);
        }
        try (var service =
                Service.start(directory, Map.of("REGISTRAR_ADMIN_ACCESS_KEY", firstKey()))) {
            whoAmI(service, firstKey()).statusCode(401);
            assertTrue(
                    service.output().contains("registrar.admin.access-key: the key was revoked"));
            assertFalse(service.output().contains(firstKey()));
        }
    }

    private String firstKey() throws IOException {
        return Files.readString(directory.resolve("data/access-key")).strip();
    }

    private static ValidatableResponse whoAmI(Service service, String key) {
        return service.json().header("Authorization", "Bearer " + key).get("/admin/whoami").then();
    }

    @Test
    @DisplayName(
            "CHOICE-03: keyset and password lie beside the data, readable by their owner alone; the database writes through and wants its password")
    void guardsItsFiles() throws Exception {
        try (var service = Service.start(directory, Map.of())) {
            for (var file : new String[] {"keyset", "postgres-password", "access-key"}) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        directory.resolve("data").resolve(file))),
                        file);
            }
            var url = "jdbc:postgresql://127.0.0.1:" + postgresPort() + "/postgres";
            var password = Files.readString(directory.resolve("data/postgres-password")).strip();
            try (var connection = java.sql.DriverManager.getConnection(url, "postgres", password);
                    var rows =
                            connection
                                    .createStatement()
                                    .executeQuery(
                                            "select current_setting('fsync'), current_setting('synchronous_commit')")) {
                rows.next();
                assertEquals("on", rows.getString(1));
                assertEquals("on", rows.getString(2));
            }
            org.junit.jupiter.api.Assertions.assertThrows(
                    java.sql.SQLException.class,
                    () -> java.sql.DriverManager.getConnection(url, "postgres", "wrong").close());
            assertTrue(service.isAlive());
        }
    }

    private String postgresPort() throws IOException {
        return Files.readAllLines(directory.resolve("data/postgres/postmaster.pid")).get(3).strip();
    }

    @Test
    @DisplayName(
            "RFC7591-3.1-02: kill -9 of the service in the middle of writes: every acknowledged registration is still there")
    void survivesKillOfTheService() throws Exception {
        var service = Service.start(directory, Map.of());
        var acknowledged = registerUntil(service, service::kill);
        try (var next = Service.start(directory, Map.of())) {
            assertFalse(acknowledged.isEmpty());
            acknowledged.forEach(client -> assertReadable(next, client));
        }
    }

    @Test
    @DisplayName(
            "RFC7591-3.1-02: kill -9 of the service and of its PostgreSQL: every acknowledged registration is still there")
    void survivesKillOfBoth() throws Exception {
        var service = Service.start(directory, Map.of());
        var postmaster =
                ProcessHandle.of(
                                Long.parseLong(
                                        Files.readAllLines(
                                                        directory.resolve(
                                                                "data/postgres/postmaster.pid"))
                                                .get(0)
                                                .strip()))
                        .orElseThrow();
        var acknowledged =
                registerUntil(
                        service,
                        () -> {
                            postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
                            postmaster.destroyForcibly();
                            service.kill();
                        });
        try (var next = Service.start(directory, Map.of())) {
            assertFalse(acknowledged.isEmpty());
            acknowledged.forEach(client -> assertReadable(next, client));
        }
    }

    @Test
    @DisplayName("A first start that was killed half way is no obstacle to the next")
    void recoversFromUnfinishedStart() throws Exception {
        Files.createDirectories(directory.resolve("data/postgres/base"));
        Files.writeString(directory.resolve("data/postgres/PG_VERSION"), "18\n");
        try (var service = Service.start(directory, Map.of())) {
            register(service);
        }
    }

    @Test
    @DisplayName("Two services cannot run on the same data")
    void refusesSecondService() throws Exception {
        try (var first = Service.start(directory, Map.of())) {
            var second = Service.startInVain(directory, Map.of(), Service.freePort());
            assertEquals(1, second.exitCode());
            assertTrue(
                    second.output()
                            .contains(
                                    "cannot start: registrar.embedded.data-directory: another client-registrar"),
                    second.output());
            register(first);
        }
    }

    /** Registers clients from several sides until the blow falls in the middle of it. */
    private static Queue<JsonPath> registerUntil(Service service, Runnable blow) throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<JsonPath>();
        acknowledged.add(
                register(service)); // REST-assured's first step is not made for several threads
        var over = new AtomicBoolean();
        var writers = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            writers.submit(
                    () -> {
                        while (!over.get()) {
                            acknowledged.add(register(service)); // a failure ends this writer
                        }
                    });
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= 200);
        blow.run();
        over.set(true);
        writers.shutdown();
        assertTrue(writers.awaitTermination(60, TimeUnit.SECONDS));
        return acknowledged;
    }

    private static JsonPath register(Service service) {
        return service.json().body(V).post("/register").then().statusCode(201).extract().jsonPath();
    }

    private static void assertReadable(Service service, JsonPath client) {
        service.json()
                .header("Authorization", "Bearer " + client.getString("registration_access_token"))
                .get("/register/" + client.getString("client_id"))
                .then()
                .statusCode(200)
                .body("client_secret", equalTo(client.getString("client_secret")));
    }
}
