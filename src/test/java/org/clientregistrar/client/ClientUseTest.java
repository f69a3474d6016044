package org.clientregistrar.client;

import static org.awaitility.Awaitility.await;
import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.TestDatabase;
import org.clientregistrar.admin.Clients;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When clients and their secrets were last of use. */
@RegistrarTest
class ClientUseTest {

    @Inject ClientUse use;
    @Inject ClientRegistry registry;
    @Inject UseTable table;

    private final String owner = "owner " + UUID.randomUUID();

    private static ValidatableResponse lookUp(String id) {
        return with(Clients.key("clients:lookup")).get("/clients/" + id).then();
    }

    private static ValidatableResponse verify(String id, String secret) {
        return with(Clients.key("clients:verify"))
                .body(
                        "{\"method\": \"client_secret_basic\", \"client_secret\": \"%s\"}"
                                .formatted(secret))
                .post("/clients/" + id + "/verify")
                .then();
    }

    private static List<String> secretsUsed(String id) {
        return Rows.select("select secret_id from secret_use where client_id = ?", id);
    }

    private static String secretOf(String id) {
        return Rows.select("select secrets->0->>'id' from client where client_id = ?", id).get(0);
    }

    private static boolean isUsed(String id) {
        return Rows.select(
                                "select 1 from client_use where client_id = ? and last_used_at > '-infinity'",
                                id)
                        .size()
                > 0;
    }

    private ValidatableResponse find(String query) {
        return admin().get("/admin/clients?owner=" + owner + query).then().statusCode(200);
    }

    private String owned() {
        return Clients.created("\"owner\": \"" + owner + "\"");
    }

    private static void setUse(String id, String time) {
        assertEquals(
                1,
                Rows.update(
                        "update client_use set last_used_at = cast(? as timestamptz) where client_id = ?",
                        time,
                        id));
    }

    @Test
    @DisplayName("A lookup counts as use of the client, be it 200 or 304; what finds none does not")
    void countsLookups() {
        var client = Clients.created("");
        Clients.get(client).body("$", not(hasKey("last_used_at")));
        var before = Instant.now();
        var etag = lookUp(client).statusCode(200).extract().header("ETag");
        use.write();
        var first = Instant.parse(Clients.get(client).extract().path("last_used_at"));
        assertFalse(first.isBefore(before.minusMillis(1)), first + " " + before);
        with(Clients.key("clients:lookup"))
                .header("If-None-Match", etag)
                .get("/clients/" + client)
                .then()
                .statusCode(304);
        use.write();
        var second = Instant.parse(Clients.get(client).extract().path("last_used_at"));
        assertTrue(second.isAfter(first));
        lookUp("nobody").statusCode(404);
        use.write();
        assertEquals(List.of(), Rows.select("select 1 from client_use where client_id = 'nobody'"));
    }

    @Test
    @DisplayName(
            "A secret that is verified counts as used, and its client with it; a wrong one does not")
    void countsVerifications() {
        var client = Clients.registered("");
        verify(client.id(), "wrong").body("active", equalTo(false));
        use.write();
        assertFalse(isUsed(client.id()));
        assertEquals(List.of(), secretsUsed(client.id()));
        String secret =
                verify(client.id(), client.secret())
                        .body("active", equalTo(true))
                        .extract()
                        .path("secret_id");
        use.write();
        assertTrue(isUsed(client.id()));
        assertEquals(List.of(secret), secretsUsed(client.id()));
        verify(client.id(), client.secret());
        use.write();
        assertEquals(List.of(secret), secretsUsed(client.id()));
    }

    @Test
    @DisplayName("The job writes every few seconds what was collected")
    void isWrittenByAJob() {
        var client = Clients.created("");
        lookUp(client).statusCode(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> isUsed(client));
    }

    @Test
    @DisplayName("A later time that another replica has written stays")
    void keepsTheLatest() {
        var client = Clients.created("");
        lookUp(client);
        setUse(client, "2999-01-01T00:00:00Z");
        use.write();
        Clients.get(client).body("last_used_at", equalTo("2999-01-01T00:00:00Z"));
    }

    @Test
    @DisplayName("While the database does not take it, use is collected and nobody waits for it")
    void survivesTheDatabase() throws Exception {
        var client = Clients.registered("");
        try (var connection = TestDatabase.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table client_use in share mode");
            lookUp(client.id()).statusCode(200);
            verify(client.id(), client.secret()).body("active", equalTo(true));
            assertThrows(RuntimeException.class, () -> use.write());
            lookUp(client.id()).statusCode(200);
            connection.rollback();
        }
        use.write();
        assertTrue(isUsed(client.id()));
        assertEquals(1, secretsUsed(client.id()).size());
    }

    @Test
    @DisplayName("Replicas that write the same clients at once do not stand in each other's way")
    void writesAtOnce() throws Exception {
        var clients = IntStream.range(0, 40).mapToObj(i -> owned()).toList();
        var secrets = clients.stream().map(ClientUseTest::secretOf).toList();
        var replicas = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 4; i++) {
            var replica = new ClientUse(table, Clock.systemUTC());
            for (int n = 0; n < clients.size(); n++) {
                var place = i % 2 == 0 ? n : clients.size() - 1 - n;
                replica.noteVerification(clients.get(place), secrets.get(place));
            }
            replicas.add(
                    () -> {
                        replica.write();
                        return true;
                    });
        }
        AtOnce.run(replicas);
        for (int i = 0; i < clients.size(); i++) {
            assertTrue(isUsed(clients.get(i)));
            assertEquals(List.of(secrets.get(i)), secretsUsed(clients.get(i)));
        }
    }

    @Test
    @DisplayName("The use of a secret that is ended before it is written does not come back")
    void forgetsEnded() {
        var client = Clients.registered("");
        verify(client.id(), client.secret()).body("active", equalTo(true));
        var secret = secretOf(client.id());
        admin().delete("/admin/clients/" + client.id() + "/secrets/" + secret)
                .then()
                .statusCode(204);
        use.write();
        assertTrue(isUsed(client.id()));
        assertEquals(List.of(), secretsUsed(client.id()));
    }

    @Test
    @DisplayName("Where one batch cannot be written, the others are, and it is the next time")
    void writesOtherBatches() throws Exception {
        var ids = Stream.of(Clients.created(""), Clients.created("")).sorted().toList();
        var replica = new ClientUse(table, Clock.systemUTC());
        // In front of all identifiers that are issued, so that the second one is in a batch of its
        // own.
        IntStream.range(0, 499).forEach(i -> replica.noteLookup("!" + i));
        ids.forEach(replica::noteLookup);
        try (var connection = TestDatabase.dataSource().getConnection();
                var locking =
                        connection.prepareStatement(
                                "select from client_use where client_id = ? for update")) {
            connection.setAutoCommit(false);
            locking.setString(1, ids.get(0));
            locking.execute();
            assertThrows(RuntimeException.class, replica::write);
            connection.rollback();
        }
        assertEquals(List.of(false, true), ids.stream().map(ClientUseTest::isUsed).toList());
        replica.write();
        assertTrue(isUsed(ids.get(0)));
    }

    @Test
    @DisplayName(
            "CHOICE-22: who erases expired secrets locks clients in the order in which their use is written")
    void erasesInOrder() throws Exception {
        var ids = Stream.of(owned(), owned()).sorted().toList();
        for (int i = 0; i < 2; i++) {
            Rows.update(
                    "insert into secret_use values (?, ?, now())",
                    ids.get(i),
                    secretOf(ids.get(i)));
            Rows.update(
                    "update client set secrets = jsonb_set(secrets, '{0,expires_at}', '1000'), next_secret_end = to_timestamp(?) where client_id = ?",
                    100 - i,
                    ids.get(i));
        }
        CompletableFuture<Integer> cleaning;
        try (var connection = TestDatabase.dataSource().getConnection();
                var locking =
                        connection.prepareStatement(
                                "select from secret_use where client_id = ? for update nowait")) {
            connection.setAutoCommit(false);
            locking.setString(1, ids.get(0));
            locking.execute();
            cleaning = CompletableFuture.supplyAsync(registry::eraseExpiredSecrets);
            await().pollInterval(Duration.ofMillis(10)).until(ClientUseTest::isErasureWaiting);
            locking.setString(1, ids.get(1));
            locking.execute(); // it would have been locked first, and each would wait for the other
            connection.rollback();
        }
        cleaning.get();
        ids.forEach(id -> assertEquals(List.of(), secretsUsed(id)));
    }

    private static boolean isErasureWaiting() {
        return !Rows.select(
                        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'delete from secret_use%'")
                .isEmpty();
    }

    @Test
    @DisplayName("What is collected is bounded; what is known already still gets its newest time")
    void isBounded() {
        var client = Clients.created("");
        var full = new ClientUse(table, Clock.systemUTC());
        IntStream.range(0, ClientUse.MOST).forEach(i -> full.noteLookup("stranger-" + i));
        full.noteLookup(client);
        full.write();
        assertFalse(isUsed(client));
        full.noteLookup(client);
        full.write();
        assertTrue(isUsed(client));
    }

    @Test
    @DisplayName(
            "CHOICE-30: when a client is erased, its use is too, and what was collected of it finds no place")
    void vanishes() {
        var client = Clients.registered("");
        verify(client.id(), client.secret()).body("active", equalTo(true));
        use.write();
        lookUp(client.id());
        verify(client.id(), client.secret()).body("active", equalTo(true));
        Clients.delete(client.id()).statusCode(204);
        assertTrue(isUsed(client.id()), "until it is erased");
        Rows.update(
                "update client set deleted_at = '2020-01-01T00:00:00Z' where client_id = ?",
                client.id());
        while (registry.eraseEnded() > 0) {
            // the next few
        }
        use.write();
        assertFalse(isUsed(client.id()));
        assertEquals(
                List.of(),
                Rows.select("select 1 from client_use where client_id = ?", client.id()));
        assertEquals(List.of(), secretsUsed(client.id()));
    }

    @Test
    @DisplayName(
            "Operators find clients by their last use; those that were never used are before all times")
    void isFound() {
        var never = owned();
        var early = owned();
        var late = owned();
        setUse(early, "2026-01-01T00:00:00Z");
        setUse(late, "2026-03-01T00:00:00.000001Z");
        find("&used_after=2026-01-01T00:00:00Z")
                .body("clients.client_id", containsInAnyOrder(early, late));
        find("&used_before=2026-01-01T00:00:00Z").body("clients.client_id", contains(never));
        find("&used_before=2026-01-01T00:00:00.000001Z&sort=created&total=true")
                .body("clients.client_id", contains(never, early))
                .body("total", equalTo(2))
                .body("clients[0]", not(hasKey("last_used_at")))
                .body("clients[1].last_used_at", equalTo("2026-01-01T00:00:00Z"));
        find("&used_after=2026-01-02T00:00:00Z&used_before=2026-04-01T00:00:00Z")
                .body("clients.client_id", contains(late))
                .body("clients.last_used_at", contains("2026-03-01T00:00:00.000001Z"));
        find("&sort=created&limit=1&used_before=2026-02-01T00:00:00Z")
                .body("clients.client_id", contains(never))
                .body("$", hasKey("next_cursor"));
        for (var name : List.of("used_after", "used_before")) {
            admin().get("/admin/clients?" + name + "=yesterday")
                    .then()
                    .statusCode(400)
                    .body("errors[0].member", equalTo(name));
        }
    }

    @Test
    @DisplayName("CHOICE-32: use is no change of the client: version, ETag and updated_at stay")
    void isNoChange() {
        var client = owned();
        var before = Clients.get(client).extract();
        lookUp(client);
        use.write();
        var after = Clients.get(client).body("$", hasKey("last_used_at")).extract();
        assertEquals(before.header("ETag"), after.header("ETag"));
        assertEquals(before.<String>path("updated_at"), after.path("updated_at"));
        admin().header("If-None-Match", before.header("ETag"))
                .get("/admin/clients/" + client)
                .then()
                .statusCode(304);
        for (var sent :
                Stream.of(
                                after.asString(),
                                after.asString()
                                        .replace("\"last_used_at\":\"2", "\"last_used_at\":\"1"))
                        .toList()) {
            admin().body(sent)
                    .put("/admin/clients/" + client)
                    .then()
                    .statusCode(200)
                    .header("ETag", before.header("ETag"));
        }
    }
}
