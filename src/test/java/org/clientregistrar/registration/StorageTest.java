package org.clientregistrar.registration;

import static org.awaitility.Awaitility.await;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.List;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.client.ClientRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What lies in the database, seen by somebody who has stolen it. */
@RegistrarTest
class StorageTest {

    @Inject ClientRegistry clients;

    private static String row(String clientId) {
        return Rows.select("select client::text from client where client_id = ?", clientId).get(0);
    }

    @Test
    @DisplayName(
            "RFC6819-5.1.4.1.3-01, CHOICE-03, CHOICE-48, RFC7592-5-03: neither secret nor token lies there in the clear")
    void holdsNoCredentials() {
        var client = registered(V);
        var row = row(client.id());
        assertFalse(row.contains(client.secret()));
        assertFalse(row.contains(client.token()));
        assertFalse(row.contains(client.token().substring(4)));
        assertTrue(row.contains("SEALED"));
    }

    @Test
    @DisplayName(
            "CHOICE-30: of an ended client the credentials are gone at once, and when the restore window ends there is its id, and nothing else")
    void erasesEndedClients() {
        var client = registeredWith("\"contacts\": [\"somebody@c.example\"]");
        client.authorized().delete(client.path()).then().statusCode(204);
        assertTrue(row(client.id()).contains("somebody"));
        assertTrue(row(client.id()).contains(",[],,"), row(client.id()));
        var earlier =
                "update client set deleted_at = deleted_at - interval '7 days' where client_id = ?";
        assertEquals(1, Rows.update(earlier, client.id()));
        await().untilAsserted(
                        () -> {
                            clients.eraseEnded(); // be it that the job is at it just now
                            var row = row(client.id());
                            assertFalse(row.contains("somebody"));
                            assertTrue(
                                    row.startsWith("(" + client.id() + ",DELETED,OPEN,{},[],,"),
                                    row);
                        });
    }

    @Test
    @DisplayName(
            "RFC9700-4.11.2-01, RFC8252-8.4-02: how a client came to be is recorded beside what it says of itself")
    void recordsOrigin() {
        assertTrue(row(registered(V).id()).contains(",ACTIVE,OPEN,"));
    }

    @Test
    @DisplayName("RFC7592-5-01: a registration access token does not expire, be it ten years old")
    void tokensDoNotExpire() {
        var client = registered(V);
        var earlier =
                "update client set issued_at = issued_at - interval '10 years', updated_at = updated_at - interval '10 years' where client_id = ?";
        assertEquals(1, Rows.update(earlier, client.id()));
        client.get().statusCode(200);
    }

    @Test
    @DisplayName("CHOICE-03: the database knows which keys it needs, by their ids")
    void recordsKeyIds() {
        registered(V);
        assertEquals(List.of("1"), Rows.select("select count(*) from keyset_key"));
    }
}
