package org.clientregistrar.admin;

import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.delete;
import static org.clientregistrar.admin.Clients.history;
import static org.clientregistrar.admin.Clients.patch;
import static org.clientregistrar.admin.Clients.post;
import static org.clientregistrar.admin.Clients.put;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Clients.self;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the history says of the changes of clients. */
@RegistrarTest
class ClientHistoryEventsTest {

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private static JsonNode lastChanges(String id) throws Exception {
        var all = history(id, "changes::text");
        return json(all.get(all.size() - 1));
    }

    @Test
    @DisplayName(
            "Each change is one event, by whom and of what; a request that changes nothing is none")
    void tellsChanges() throws Exception {
        var id = created("\"client_name\": \"A\", \"default_max_age\": 300");
        patch(id, "{\"client_name\": \"B\", \"owner\": \"Ops\", \"state\": \"disabled\"}");
        assertEquals(
                json(
                        """
                        {"client_name": {"from": "A", "to": "B"}, "owner": {"to": "Ops"}, "state": {"from": "active", "to": "disabled"}}"""),
                lastChanges(id));
        patch(id, "{\"owner\": \"Ops\", \"default_max_age\": 300}").statusCode(200);
        patch(id, "{\"require_consent\": false, \"default_max_age\": 301}").statusCode(200);
        assertEquals(
                json(
                        """
                        {"require_consent": {"from": true, "to": false}, "default_max_age": {"from": 300, "to": 301}}"""),
                lastChanges(id));
        patch(id, "{\"require_consent\": true, \"client_type\": \"public\"}").statusCode(200);
        assertEquals(json("{\"from\": \"earlier\"}"), lastChanges(id).get("client_secret"));
        patch(id, "{\"client_type\": \"confidential\"}").statusCode(200);
        assertEquals(json("{\"to\": \"new\"}"), lastChanges(id).get("client_secret"));
        post(id, "/secrets", "{}").statusCode(201);
        assertEquals(
                json("{\"client_secret\": {\"from\": \"earlier\", \"to\": \"new\"}}"),
                lastChanges(id));
        post(id, "/registration-access-token", "").statusCode(201);
        assertEquals(json("{\"registration_access_token\": {\"to\": \"new\"}}"), lastChanges(id));
        delete(id).statusCode(204);
        assertEquals(
                json(
                        """
                        {"state": {"from": "disabled", "to": "deleted"}, "client_secret": {"from": "earlier"},
                         "registration_access_token": {"from": "earlier"}}"""),
                lastChanges(id));
        post(id, "/restore", "").statusCode(200);
        assertEquals(
                List.of(
                        "registered",
                        "updated",
                        "updated",
                        "updated",
                        "updated",
                        "secret_rotated",
                        "registration_token_issued",
                        "deleted",
                        "restored"),
                history(id, "action"));
        assertEquals(List.of("access_key"), history(id, "actor_type").stream().distinct().toList());
        assertTrue(history(id, "request_id").stream().noneMatch(java.util.Objects::isNull));
    }

    @Test
    @DisplayName("What a client does itself is its own")
    void tellsClients() throws Exception {
        var client = registered("");
        Clients.update(client, "\"client_name\": \"B\"").statusCode(200);
        self("DELETE", client.id(), client.token(), null).statusCode(204);
        assertEquals(
                List.of(
                        "registered anyone ",
                        "updated client " + client.id(),
                        "deleted client " + client.id()),
                history(
                        client.id(),
                        "action || ' ' || actor_type || ' ' || coalesce(actor_id, '')"));
    }

    @Test
    @DisplayName("No event has a secret or token, nor what is stored of one")
    void hidesCredentials() throws Exception {
        var secrets = new ArrayList<String>();
        secrets.add("imported-secret");
        var reply =
                create(
                                "\"client_secret\": \"imported-secret\", \"issue_registration_access_token\": true")
                        .statusCode(201)
                        .extract();
        String id = reply.path("client_id");
        secrets.add(reply.path("registration_access_token"));
        secrets.add(post(id, "/secrets", "{}").extract().path("client_secret"));
        secrets.add(
                post(id, "/registration-access-token", "")
                        .extract()
                        .path("registration_access_token"));
        put(id, "\"client_secret\": \"another-secret\"").statusCode(200);
        secrets.add("another-secret");
        delete(id);
        secrets.add(post(id, "/restore", "").extract().path("client_secret"));
        var rows = history(id, "audit_event::text");
        assertEquals(6, rows.size());
        for (var row : rows) {
            for (var secret : secrets) {
                assertFalse(row.contains(secret), row);
            }
            assertFalse(row.contains("SEALED"), row);
        }
    }
}
