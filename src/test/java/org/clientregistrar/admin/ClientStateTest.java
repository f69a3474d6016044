package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.delete;
import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.key;
import static org.clientregistrar.admin.Clients.patch;
import static org.clientregistrar.admin.Clients.path;
import static org.clientregistrar.admin.Clients.post;
import static org.clientregistrar.admin.Clients.put;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Clients.self;
import static org.clientregistrar.admin.Clients.sent;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.client.ClientRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Disabled, locked, deleted, restored, erased; and the credentials that operators hand out. */
@RegistrarTest
class ClientStateTest {

    @Inject ClientRegistry clients;

    @Test
    @DisplayName(
            "CHOICE-45: everything at the configuration URI of a disabled client answers 401, as for one that is not there; an operator still reads, edits, enables and deletes it")
    void disables() {
        var client = registered("");
        patch(client.id(), "{\"state\": \"disabled\"}").statusCode(200);
        var unknown =
                self("GET", "nobody", client.token(), null).statusCode(401).extract().asString();
        assertEquals(
                unknown,
                self("GET", client.id(), client.token(), null)
                        .statusCode(401)
                        .extract()
                        .asString());
        Clients.update(client, "").statusCode(401);
        self("DELETE", client.id(), client.token(), null).statusCode(401);
        Clients.at(with(client.token()), "POST", "/register/" + client.id() + "/secret")
                .statusCode(401);
        get(client.id()).statusCode(200).body("state", equalTo("disabled"));
        patch(client.id(), "{\"client_name\": \"Edited\"}")
                .statusCode(200)
                .body("state", equalTo("disabled"));
        patch(client.id(), "{\"state\": \"active\"}").statusCode(200);
        self("GET", client.id(), client.token(), null)
                .statusCode(200)
                .body("client_secret", equalTo(client.secret()))
                .body("client_name", equalTo("Edited"));
        patch(client.id(), "{\"state\": \"disabled\"}").statusCode(200);
        delete(client.id()).statusCode(204);
    }

    @Test
    @DisplayName(
            "RFC7592-2.1-07, RFC7592-2.2-14, RFC7592-2.3-07, OIDCREG-4.4-02: a locked client can neither read, change nor end its registration: 403, and nothing changes; a wrong token stays 401")
    void locks() {
        var client = registered("\"client_name\": \"Locked\"");
        patch(client.id(), "{\"locked\": true}").statusCode(200);
        self("GET", client.id(), client.token(), null)
                .statusCode(403)
                .body("error", equalTo("access_denied"))
                .body("errors[0].rule", equalTo("RFC7592-2.1-07"));
        Clients.update(client, "").statusCode(403).body("error", equalTo("access_denied"));
        self("DELETE", client.id(), client.token(), null)
                .statusCode(403)
                .body("error", equalTo("access_denied"))
                .body("errors[0].rule", equalTo("RFC7592-2.3-07"));
        Clients.at(with(client.token()), "POST", "/register/" + client.id() + "/secret")
                .statusCode(403);
        self("GET", client.id(), "rat_wrong", null).statusCode(401);
        self("DELETE", client.id(), "rat_wrong", null).statusCode(401);
        get(client.id()).header("ETag", "\"1\"").body("client_name", equalTo("Locked"));
        patch(client.id(), "{\"locked\": false}").statusCode(200);
        self("GET", client.id(), client.token(), null)
                .statusCode(200)
                .body("client_secret", equalTo(client.secret()));
    }

    @Test
    @DisplayName(
            "CHOICE-30: a deleted client is without credentials at once, can be read and restored, and nothing else")
    void deletes() {
        var client = registered("\"client_name\": \"Gone\"");
        patch(client.id(), "{\"owner\": \"Ops\", \"locked\": true}").statusCode(200);
        delete(client.id()).statusCode(204).header("Cache-Control", "no-store").body(equalTo(""));
        self("GET", client.id(), client.token(), null).statusCode(401);
        var gone =
                get(client.id())
                        .statusCode(200)
                        .body("state", equalTo("deleted"))
                        .body("client_name", equalTo("Gone"))
                        .body("owner", equalTo("Ops"))
                        .extract();
        assertEquals(
                Instant.parse(gone.path("deleted_at")).plus(Duration.ofDays(7)),
                Instant.parse(gone.path("restorable_until")));
        put(client.id(), "").statusCode(409).body("error_description", containsString("deleted"));
        patch(client.id(), "{}").statusCode(409);
        delete(client.id()).statusCode(409);
        post(client.id(), "/secrets", "{}").statusCode(409);
        post(client.id(), "/registration-access-token", "").statusCode(409);
        Clients.at(admin(), "DELETE", Clients.path(client.id()) + "/registration-access-token")
                .statusCode(409);
        create("\"client_id\": \"" + client.id() + "\"").statusCode(409);
        post(client.id(), "/restore", "")
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("client_name", equalTo("Gone"))
                .body("owner", equalTo("Ops"))
                .body("locked", equalTo(true))
                .body("client_secret", matchesPattern("[A-Za-z0-9_-]{64}"))
                .body("client_secret", not(client.secret()))
                .body("client_secret_expires_at", equalTo(0))
                .body("$", not(hasKey("registration_access_token")))
                .body("$", not(hasKey("deleted_at")))
                .body("$", not(hasKey("restorable_until")));
        self("GET", client.id(), client.token(), null).statusCode(401);
        post(client.id(), "/restore", "").statusCode(404);
        post("nobody", "/restore", "").statusCode(404);
        delete("nobody").statusCode(404);
    }

    @Test
    @DisplayName(
            "When the restore window ends nothing but the id is left, which is never used again, and what was erased is not in the event of it")
    void erases() {
        var id = created("\"client_name\": \"Erased\", \"owner\": \"Ops\", \"note\": \"n\"");
        delete(id).statusCode(204);
        Rows.update(
                "update client set deleted_at = deleted_at - interval '7 days' where client_id = '"
                        + id
                        + "'");
        // From the moment on at which the window ends, be the job late.
        get(id).statusCode(404);
        post(id, "/restore", "").statusCode(404);
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            clients.eraseEnded();
                            assertEquals(
                                    List.of("registered", "deleted", "erased"),
                                    Clients.history(id, "action"));
                        });
        assertEquals(
                List.of("service {}"),
                Clients.history(id, "actor_type || ' ' || changes").subList(2, 3));
        get(id).statusCode(404);
        patch(id, "{}").statusCode(404);
        delete(id).statusCode(404);
        post(id, "/secrets", "{}").statusCode(404);
        put(id, "").statusCode(409).body("errors[0].member", equalTo("client_id"));
        create("\"client_id\": \"" + id + "\"").statusCode(409);
        assertFalse(Clients.row(id).contains("Ops"), Clients.row(id));
    }

    @Test
    @DisplayName("A public client is restored without a secret")
    void restoresPublicClients() {
        var id = created("\"client_type\": \"public\"");
        delete(id).statusCode(204);
        post(id, "/restore", "").statusCode(200).body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName("A client that ends itself can be restored, too")
    void restoresSelfDeleted() {
        var client = registered("");
        self("DELETE", client.id(), client.token(), null).statusCode(204);
        get(client.id()).statusCode(200).body("state", equalTo("deleted"));
        post(client.id(), "/restore", "").statusCode(200);
    }

    @Test
    @DisplayName("A new registration access token ends the earlier one; it can be taken away, too")
    void reissuesTokens() {
        var client = registered("");
        String token =
                post(client.id(), "/registration-access-token", "")
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .body("registration_access_token", startsWith("rat_"))
                        .body(
                                "registration_client_uri",
                                equalTo("https://registrar.example/register/" + client.id()))
                        .body("$", not(hasKey("client_secret")))
                        .extract()
                        .path("registration_access_token");
        self("GET", client.id(), client.token(), null).statusCode(401);
        self("GET", client.id(), token, null).statusCode(200);
        var path = Clients.path(client.id()) + "/registration-access-token";
        Clients.at(admin().header("If-Match", "\"0\""), "DELETE", path).statusCode(412);
        for (int i = 0; i < 2; i++) {
            Clients.at(admin(), "DELETE", path).statusCode(204);
        }
        self("GET", client.id(), token, null).statusCode(401);
        assertEquals(
                List.of("registered", "registration_token_issued", "registration_token_revoked"),
                Clients.history(client.id(), "action"));
        Clients.at(with(key("clients:write")), "DELETE", path).statusCode(403);
        Clients.at(with(key("clients:write")), "POST", path).statusCode(403);
        Clients.at(admin(), "DELETE", Clients.path("nobody") + "/registration-access-token")
                .statusCode(404);
    }

    @Test
    @DisplayName("CHOICE-43: an operator rotates a secret by the same verb as the client")
    void rotatesSecrets() {
        var client = registered("");
        String next =
                post(client.id(), "/secrets", "{\"overlap_seconds\": 600}")
                        .statusCode(201)
                        .header("ETag", "\"1\"")
                        .body("client_secret", not(client.secret()))
                        .body("$", not(hasKey("registration_access_token")))
                        .extract()
                        .path("client_secret");
        for (var good : new String[] {client.secret(), next}) {
            Clients.update(client, "\"client_secret\": \"" + good + "\"")
                    .statusCode(200)
                    .body("client_secret", equalTo(next));
        }
        post(client.id(), "/secrets", "").statusCode(201);
        post(client.id(), "/secrets", "{\"overlap_seconds\": -1}").statusCode(400);
        post(client.id(), "/secrets", "{\"overlap_second\": 0}")
                .statusCode(400)
                .body("error_description", containsString("other than overlap_seconds"));
        post(created("\"client_type\": \"public\""), "/secrets", "{}").statusCode(400);
        post("nobody", "/secrets", "{}").statusCode(404);
        sent(with(key("clients:write", "clients:read")), "GET", client.id()).statusCode(200);
        Clients.at(with(key("clients:write")), "POST", Clients.path(client.id()) + "/secrets")
                .statusCode(403);
    }

    @Test
    @DisplayName(
            "Whoever may not rotate secrets cannot have a new one made for a client that is here already, whatever the way")
    void needsScopeForNewSecrets() {
        var key = key("clients:read", "clients:write");
        var flipped = created("");
        with(key).body("{\"client_type\": \"public\"}").patch(path(flipped)).then().statusCode(200);
        with(key)
                .body("{\"client_type\": \"confidential\"}")
                .patch(path(flipped))
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("scope=\"secrets:write\""));
        get(flipped).body("client_type", equalTo("public"));
        var deleted = created("");
        delete(deleted).statusCode(204);
        with(key).post(path(deleted) + "/restore").then().statusCode(403);
        get(deleted).body("state", equalTo("deleted"));
        post(deleted, "/restore", "").statusCode(200);
    }
}
