package org.clientregistrar.process;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service on a PostgreSQL that somebody else runs, and what becomes of it when that goes away.
 */
class ExternalDatabaseIT {

    private static final String V = "{\"redirect_uris\": [\"https://client.example.org/cb\"]}";

    @TempDir Path directory;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void startPostgres() throws Exception {
        postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory.resolve("external"))
                        .setCleanDataDirectory(false)
                        .start();
    }

    @AfterEach
    void stopPostgres() throws Exception {
        postgres.close();
    }

    private Service start(Map<String, String> more) throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "QUARKUS_DATASOURCE_JDBC_URL",
                                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                                "QUARKUS_DATASOURCE_USERNAME",
                                "postgres",
                                "QUARKUS_DATASOURCE_PASSWORD",
                                "trusted",
                                "REGISTRAR_CLIENT_SECRET_KEYSET",
                                TestDatabase.KEY));
        environment.putAll(more);
        return Service.start(directory, environment);
    }

    @Test
    @DisplayName("With a datasource configured nothing is embedded or unpacked")
    void embedsNothing() throws Exception {
        try (var service = start(Map.of())) {
            service.json().body(V).post("/register").then().statusCode(201);
            assertFalse(Files.exists(directory.resolve("data")));
            assertTrue(
                    service.output().contains("nobody can administer this service yet"),
                    service.output());
            assertTrue(
                    service.output()
                            .contains(
                                    "database      jdbc:postgresql://127.0.0.1:"
                                            + postgres.getPort()
                                            + "/postgres"),
                    service.output());
        }
    }

    @Test
    @DisplayName(
            "The database frozen or gone: 503 with Retry-After within 2 seconds, live but not ready; it comes back, and so does the service")
    void outlivesItsDatabase() throws Exception {
        try (var service = start(Map.of())) {
            service.json().body(V).post("/register").then().statusCode(201);

            signalPostgres("STOP");
            assertUnavailable(service);
            signalPostgres("CONT");
            assertRecovers(service);

            postgres.close();
            assertUnavailable(service);
            postgres =
                    EmbeddedPostgres.builder()
                            .setPort(postgres.getPort())
                            .setDataDirectory(directory.resolve("external"))
                            .setCleanDataDirectory(false)
                            .start();
            assertRecovers(service);
            assertServesAtOnce(service);
        }
    }

    private static void assertUnavailable(Service service) {
        for (int i = 0; i < 3; i++) {
            service.json()
                    .body(V)
                    .post("/register")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", equalTo("1"))
                    .header("X-Request-Id", notNullValue())
                    .body("error", equalTo("temporarily_unavailable"))
                    .time(lessThan(2000L));
            service.json()
                    .header("Authorization", "Bearer x")
                    .get("/register/x")
                    .then()
                    .statusCode(503)
                    .time(lessThan(2000L));
            service.json()
                    .header("Authorization", "Bearer key_x")
                    .get("/admin/whoami")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", equalTo("1"))
                    .body("error", equalTo("temporarily_unavailable"))
                    .time(lessThan(2000L));
        }
        service.json().get("/q/health/live").then().statusCode(200);
        service.json().get("/q/health/ready").then().statusCode(503);
    }

    /** Each dead connection would cost a request: they must have been found before. */
    private static void assertServesAtOnce(Service service) {
        for (int i = 0; i < 20; i++) {
            service.json().body(V).post("/register").then().statusCode(201);
        }
    }

    private static void assertRecovers(Service service) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> service.json().body(V).post("/register").then().statusCode(201));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> service.json().get("/q/health/ready").then().statusCode(200));
    }

    private void signalPostgres(String signal) throws Exception {
        var postmaster =
                ProcessHandle.of(
                                Long.parseLong(
                                        Files.readAllLines(
                                                        directory.resolve(
                                                                "external/postmaster.pid"))
                                                .get(0)
                                                .strip()))
                        .orElseThrow();
        var command =
                new java.util.ArrayList<>(
                        List.of("kill", "-" + signal, Long.toString(postmaster.pid())));
        postmaster.descendants().forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Test
    @DisplayName("SIGTERM: a request that is under way gets its answer before the service ends")
    void finishesRunningRequests() throws Exception {
        try (var service = start(Map.of());
                var blocker = postgres.getPostgresDatabase().getConnection()) {
            service.json().body(V).post("/register").then().statusCode(201);
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table client in access exclusive mode");
            var answer =
                    CompletableFuture.supplyAsync(
                            () -> service.json().body(V).post("/register").statusCode());
            await().until(() -> isWaiting());
            service.signalToEnd();
            TimeUnit.MILLISECONDS.sleep(200); // the service's time to do the wrong thing
            blocker.rollback();
            assertEquals(201, answer.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    @DisplayName(
            "SIGTERM: who waits for changes is answered at once, and the end does not wait for them")
    void answersWaitingReaders() throws Exception {
        var settings =
                Map.of(
                        "REGISTRAR_ADMIN_ACCESS_KEY",
                        TestDatabase.ACCESS_KEY,
                        "REGISTRAR_CHANGE_FEED_READERS",
                        "1");
        try (var service = start(settings)) {
            var feed = "/clients/changes";
            var authorization = "Bearer " + TestDatabase.ACCESS_KEY;
            String now =
                    service.json().header("Authorization", authorization).get(feed).path("next");
            Supplier<Response> waiting =
                    () ->
                            service.json()
                                    .header("Authorization", authorization)
                                    .get(feed + "?wait=9&after=" + now);
            var answer =
                    CompletableFuture.supplyAsync(
                            () ->
                                    Stream.generate(waiting) // until it has the only seat
                                            .filter(reply -> reply.statusCode() != 503)
                                            .findFirst()
                                            .orElseThrow());
            await().atMost(Duration.ofSeconds(5))
                    .until(
                            () ->
                                    service.json()
                                            .header("Authorization", authorization)
                                            .get(feed + "?wait=1&after=" + now)
                                            .statusCode(),
                            equalTo(503));
            var begin = System.nanoTime();
            service.terminate();
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(6));
            answer.get(1, TimeUnit.SECONDS)
                    .then()
                    .statusCode(200)
                    .body("next", equalTo(now))
                    .body("changes.size()", equalTo(0));
        }
    }

    private boolean isWaiting() throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("select count(*) from pg_locks where not granted")) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }

    @Test
    @DisplayName(
            "RFC6819-5.1.4.1.3-01, RFC7591-6-01: neither log nor database has a secret, a token or a contact in the clear; with one setting every line of the log is JSON")
    void keepsSecretsOutOfTheLog() throws Exception {
        var initial = "iat_0hL5yJd1m8Q2vXc3ZbN7wRtKfPqSgUe4";
        JsonPath client;
        Service service =
                start(
                        Map.of(
                                "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                                "true",
                                "REGISTRAR_REGISTRATION_INITIAL_ACCESS_TOKEN",
                                initial));
        try (service) {
            client =
                    service.json()
                            .header("Authorization", "Bearer " + initial)
                            .body(V.replace("}", ", \"contacts\": [\"somebody@c.example\"]}"))
                            .post("/register")
                            .then()
                            .statusCode(201)
                            .extract()
                            .jsonPath();
            service.json()
                    .header(
                            "Authorization",
                            "Bearer " + client.getString("registration_access_token"))
                    .body(
                            "{\"client_id\": \"x\", \"client_secret\": \""
                                    + client.getString("client_secret")
                                    + "\", \"client_name\": \"\\u0000\"")
                    .put("/register/" + client.getString("client_id"))
                    .then()
                    .statusCode(400);
            signalPostgres("STOP");
            service.json()
                    .header(
                            "Authorization",
                            "Bearer " + client.getString("registration_access_token"))
                    .get("/register/" + client.getString("client_id"))
                    .then()
                    .statusCode(503);
            signalPostgres("CONT");
        }
        var dump = dump();
        assertTrue(dump.contains(client.getString("client_id")));
        for (var secret :
                List.of(
                        initial,
                        client.getString("registration_access_token"),
                        client.getString("client_secret"))) {
            assertFalse(service.output().contains(secret));
            assertFalse(dump.contains(secret));
        }
        assertFalse(service.output().contains("somebody@"));
        for (var line : service.output().strip().lines().toList()) {
            assertTrue(new ObjectMapper().readTree(line).has("message"), line);
        }
    }

    private String dump() throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select string_agg(client::text, e'\\n') from client")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
