package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.admin.Clients.URIS;
import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.key;
import static org.clientregistrar.admin.Clients.put;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Clients.self;
import static org.clientregistrar.admin.Clients.sent;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.UUID;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PUT at the admin door: creates or replaces. */
@RegistrarTest
class ClientReplacementTest {

    @Test
    @DisplayName(
            "PUT with an id of one's own creates a client, and the same PUT again changes nothing")
    void createsOrReplaces() {
        var id = "declared-" + UUID.randomUUID();
        String secret =
                put(id, "\"client_name\": \"Declared\"")
                        .statusCode(201)
                        .header("Location", "/admin/clients/" + id)
                        .body("client_id", equalTo(id))
                        .body("imported", equalTo(true))
                        .body("warnings.member", contains("client_id"))
                        .extract()
                        .path("client_secret");
        put(id, "\"client_name\": \"Declared\"")
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("$", not(hasKey("client_secret")))
                .body("$", not(hasKey("warnings")));
        put(id, "\"client_id\": \"" + id + "\", \"client_name\": \"Renamed\"")
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("client_name", equalTo("Renamed"))
                .body("$", not(hasKey("client_secret")));
        assertEquals(2, Clients.history(id, "action").size());
        put(id, "\"client_secret\": \"" + secret + "\"")
                .statusCode(200)
                .body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName(
            "What a PUT leaves out falls back to its default, but state, lock, secret and registration access token stay")
    void keepsStateAndCredentials() {
        var client = registered("\"client_name\": \"Before\", \"contacts\": [\"ops@c.example\"]");
        Clients.patch(
                        client.id(),
                        "{\"owner\": \"Ops\", \"note\": \"n\", \"require_consent\": false, \"locked\": true, \"state\": \"disabled\"}")
                .statusCode(200);
        put(client.id(), "\"client_name\": \"After\"")
                .statusCode(200)
                .body("client_name", equalTo("After"))
                .body("$", not(hasKey("contacts")))
                .body("$", not(hasKey("owner")))
                .body("$", not(hasKey("note")))
                .body("require_consent", equalTo(true))
                .body("locked", equalTo(true))
                .body("state", equalTo("disabled"))
                .body("origin", equalTo("open"));
        put(client.id(), "\"locked\": false, \"state\": \"active\"")
                .statusCode(200)
                .body("locked", equalTo(false))
                .body("state", equalTo("active"));
        self("GET", client.id(), client.token(), null)
                .statusCode(200)
                .body("client_secret", equalTo(client.secret()))
                .body("registration_access_token", equalTo(client.token()));
    }

    @Test
    @DisplayName("What GET answers can be sent back in PUT as it is, and changes nothing")
    void takesItsOwnReply() {
        var id =
                created(
                        """
                        "client_name": "Echo", "client_name#fr": "\u00c9cho", "contacts": ["ops@c.example", "dev@c.example"],
                        "client_uri": "https://c.example/", "id_token_signed_response_alg": "HS256", "default_max_age": 3600,
                        "jwks": {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]},
                        "owner": "Ops", "note": "a\\nb", "require_consent": false, "date_created": "2015-05-05T05:05:05.123456Z\"""");
        var before = get(id).extract();
        sent(admin().body(before.asString()), "PUT", id)
                .statusCode(200)
                .header("ETag", before.header("ETag"));
        get(id).body("$", equalTo(before.jsonPath().getMap("$")));
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, '\"other\"'",
        "client_id, 1",
        "created_at, '\"2001-01-01T00:00:00Z\"'",
        "client_id_issued_at, 1",
        "client_id_issued_at, '\"1\"'",
        "origin, '\"open\"'",
        "imported, true",
        "deleted_at, '\"2001-01-01T00:00:00Z\"'",
        "date_created, '\"2001-01-01\"'",
        "date_created, '\"x\"'",
        "registration_access_token, '\"rat_x\"'",
        "client_secret_expires_at, 1",
        "issue_registration_access_token, true"
    })
    @DisplayName("What only this service sets can be repeated, not changed")
    void refusesOtherValues(String member, String value) {
        var id = created("");
        put(id, "\"" + member + "\": " + value)
                .statusCode(400)
                .body("errors.size()", equalTo(1))
                .body("errors[0].member", equalTo(member));
        Clients.patch(id, "{\"" + member + "\": " + value + "}")
                .statusCode(400)
                .body("errors[0].member", equalTo(member));
        get(id).header("ETag", "\"0\"");
    }

    @Test
    @DisplayName(
            "A client_secret that is good already is kept; another one becomes the only one, and is shown")
    void takesSecrets() {
        var client = registered("");
        put(client.id(), "\"client_secret\": \"" + client.secret() + "\"")
                .statusCode(200)
                .body("imported", equalTo(false));
        put(client.id(), "\"client_secret\": \"another one\"")
                .statusCode(200)
                .body("client_secret", equalTo("another one"))
                .body("client_secret_expires_at", equalTo(0))
                .body("imported", equalTo(true))
                .body("warnings.member", hasItem("client_secret"));
        self("GET", client.id(), client.token(), null)
                .body("client_secret", equalTo("another one"));
        for (var old : new String[] {client.secret(), "x"}) {
            Clients.update(client, "\"client_secret\": \"" + old + "\"").statusCode(400);
        }
        sent(
                        with(key("clients:write"))
                                .body("{" + URIS + ", \"client_secret\": \"another one\"}"),
                        "PUT",
                        client.id())
                .statusCode(403)
                .body("error", equalTo("insufficient_scope"));
        put(client.id(), "\"token_endpoint_auth_method\": \"none\", \"client_secret\": \"x\"")
                .statusCode(400)
                .body("errors[0].member", equalTo("client_secret"));
    }

    @Test
    @DisplayName(
            "CHOICE-32: If-Match and If-None-Match guard PUT and PATCH, If-Match all other changes too, and they spare GET a body")
    void honoursPreconditions() {
        var id = "guarded-" + UUID.randomUUID();
        sent(admin().header("If-Match", "\"0\"").body("{" + URIS + "}"), "PUT", id).statusCode(412);
        sent(admin().header("If-Match", "*").body("{" + URIS + "}"), "PUT", id).statusCode(412);
        sent(admin().header("If-None-Match", "*").body("{" + URIS + "}"), "PUT", id)
                .statusCode(201);
        sent(admin().header("If-None-Match", "*").body("{" + URIS + "}"), "PUT", id)
                .statusCode(412);
        sent(admin().header("If-None-Match", "\"0\"").body("{" + URIS + "}"), "PUT", id)
                .statusCode(412);
        for (var stale : new String[] {"\"1\"", "x", "W/\"0\"", ""}) {
            sent(admin().header("If-Match", stale).body("{" + URIS + "}"), "PUT", id)
                    .statusCode(412)
                    .body("errors[0].rule", equalTo("CHOICE-32"));
            sent(admin().header("If-Match", stale).body("{\"owner\": \"x\"}"), "PATCH", id)
                    .statusCode(412);
            sent(admin().header("If-Match", stale), "DELETE", id).statusCode(412);
            for (var other :
                    new String[] {
                        "POST /secrets",
                        "POST /registration-access-token",
                        "DELETE /registration-access-token"
                    }) {
                var words = other.split(" ");
                Clients.at(admin().header("If-Match", stale), words[0], Clients.path(id) + words[1])
                        .statusCode(412);
            }
        }
        for (var unknown : new String[] {"\"1\"", "x", "W/\"1\"", ""}) {
            sent(admin().header("If-None-Match", unknown), "GET", id).statusCode(200);
        }
        sent(admin().header("If-Match", "\"7\", \"0\"").body("{\"owner\": \"x\"}"), "PATCH", id)
                .statusCode(200)
                .header("ETag", "\"1\"");
        for (var known : new String[] {"\"1\"", "W/\"1\"", "\"0\", \"1\"", "*"}) {
            sent(admin().header("If-None-Match", known), "GET", id)
                    .statusCode(304)
                    .header("ETag", "\"1\"")
                    .header("Cache-Control", "no-store")
                    .body(equalTo(""));
        }
        sent(admin().header("If-Match", "*"), "DELETE", id).statusCode(204);
        var restore = Clients.path(id) + "/restore";
        Clients.at(admin().header("If-Match", "\"1\""), "POST", restore)
                .statusCode(412)
                .body("errors[0].rule", equalTo("CHOICE-32"));
        get(id).body("state", equalTo("deleted"));
        Clients.at(admin().header("If-Match", "\"2\""), "POST", restore).statusCode(200);
    }

    @Test
    @DisplayName("A bad PUT or PATCH changes nothing")
    void changesNothingOnFaults() {
        var id = created("\"client_name\": \"Before\"");
        put(id, "\"client_name\": \"After\", \"logo_uri\": \"x\"").statusCode(400);
        Clients.patch(id, "{\"client_name\": \"After\", \"redirect_uris\": []}").statusCode(400);
        Clients.patch(id, "{\"client_name\": \"After\", \"locked\": 1}").statusCode(400);
        sent(admin().body("[1]"), "PATCH", id).statusCode(400);
        sent(admin().contentType("text/plain").body("{}"), "PATCH", id)
                .statusCode(415)
                .body(
                        "error_description",
                        equalTo(
                                "the Content-Type must be application/merge-patch+json or application/json, in UTF-8"));
        get(id).header("ETag", "\"0\"").body("client_name", equalTo("Before"));
    }

    @Test
    @DisplayName("RFC 7396: a merge patch changes what it names, and null takes it away")
    void patches() {
        var id =
                created(
                        "\"client_name\": \"Before\", \"client_name#fr\": \"Avant\", \"owner\": \"Ops\", \"require_consent\": false, \"contacts\": [\"a\", \"b\"]");
        Clients.patch(
                        id,
                        "{\"client_name\": \"After\", \"client_name#fr\": null, \"owner\": null, \"contacts\": [\"c\"]}")
                .statusCode(200)
                .body("client_name", equalTo("After"))
                .body("$", not(hasKey("client_name#fr")))
                .body("$", not(hasKey("owner")))
                .body("require_consent", equalTo(false))
                .body("contacts", contains("c"));
        sent(admin().body("{\"require_consent\": null, \"nonsense\": 1}"), "PATCH", id)
                .statusCode(200)
                .body("require_consent", equalTo(true))
                .body("warnings.member", contains("nonsense"));
        Clients.patch(id, "{}").statusCode(200).header("ETag", "\"2\"");
        Clients.patch("nobody", "{}").statusCode(404);
    }

    @Test
    @DisplayName("Members of an object are patched one by one, as RFC 7396 says")
    void patchesObjects() {
        var id = created("\"jwks\": {\"keys\": [], \"x_note\": \"kept\"}");
        Clients.patch(
                        id,
                        "{\"jwks\": {\"keys\": [{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}}")
                .statusCode(200)
                .body("jwks.keys.size()", equalTo(1))
                .body("jwks.x_note", equalTo("kept"));
    }

    @Test
    @DisplayName(
            "A client can be disabled though its metadata could not be registered any more: what a request leaves alone is not judged")
    void doesNotJudgeWhatItLeavesAlone() {
        var id = created("");
        Rows.update(
                "update client set metadata = metadata || '{\"redirect_uris\": [\"http://old.example/cb\"], \"x_gone\": true}' where client_id = '"
                        + id
                        + "'");
        Clients.patch(id, "{\"state\": \"disabled\"}")
                .statusCode(200)
                .body("x_gone", equalTo(true))
                .body("$", not(hasKey("warnings")));
        Clients.patch(id, "{\"client_name\": \"Judged\"}")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
    }

    @Test
    @DisplayName(
            "A whole client of the largest metadata, with note, owner and the other words, fits into a PUT")
    void takesLargeRecords() {
        var tag = "\uD83D\uDE00";
        var id =
                created(
                        "\"note\": \""
                                + tag.repeat(4000)
                                + "\", \"owner\": \""
                                + tag.repeat(255)
                                + "\", \"client_name\": \""
                                + tag.repeat(1024)
                                + "\", \"contacts\": [\""
                                + tag.repeat(1024)
                                + "\"]");
        var uris = new StringBuilder();
        for (int i = 0; i < 29; i++) {
            uris.append("\"https://client.example.org/" + i + "/" + "a".repeat(1800) + "\",");
        }
        Clients.patch(id, "{\"post_logout_redirect_uris\": [" + uris + "\"https://c.example/\"]}")
                .statusCode(200);
        var whole = get(id).extract().asByteArray();
        assertTrue(whole.length > 65536 + 4096, "" + whole.length);
        sent(admin().body(whole), "PUT", id).statusCode(200);
    }

    @Test
    @DisplayName("CHOICE-34: a client can neither set nor change nor drop what operators say of it")
    void keepsOperatorsWordsFromClients() {
        var others =
                "\"require_consent\": false, \"reuse_consent\": false, \"owner\": \"me\", \"note\": \"me\", \"locked\": true, \"state\": \"disabled\", \"origin\": \"admin\", \"imported\": true, \"client_type\": \"public\", \"date_created\": \"2001-01-01\", \"name\": \"me\"";
        var client = registered(others);
        get(client.id())
                .body("require_consent", equalTo(true))
                .body("reuse_consent", equalTo(true))
                .body("$", not(hasKey("owner")))
                .body("$", not(hasKey("note")))
                .body("$", not(hasKey("name")))
                .body("locked", equalTo(false))
                .body("imported", equalTo(false))
                .body("client_type", equalTo("confidential"))
                .body("origin", equalTo("open"))
                .body("state", equalTo("active"));
        Clients.patch(
                        client.id(),
                        "{\"require_consent\": false, \"reuse_consent\": false, \"owner\": \"Ops\", \"note\": \"n\"}")
                .statusCode(200);
        for (var members :
                new String[] {"", "\"require_consent\": true, \"owner\": null, \"note\": \"me\""}) {
            Clients.update(client, members).statusCode(200);
            get(client.id())
                    .body("require_consent", equalTo(false))
                    .body("reuse_consent", equalTo(false))
                    .body("owner", equalTo("Ops"))
                    .body("note", equalTo("n"));
        }
    }

    @Test
    @DisplayName(
            "CHOICE-34: nor can a client whose users are not asked for their consent become public")
    void keepsConsentFromPublicClients() {
        var client = registered("");
        Clients.patch(client.id(), "{\"require_consent\": false}").statusCode(200);
        Clients.update(client, "\"token_endpoint_auth_method\": \"none\"")
                .statusCode(400)
                .body("errors[0].member", equalTo("token_endpoint_auth_method"))
                .body("errors[0].rule", equalTo("CHOICE-34"));
        Clients.patch(client.id(), "{\"client_type\": \"public\"}")
                .statusCode(400)
                .body("errors[0].member", equalTo("require_consent"));
        get(client.id()).body("client_type", equalTo("confidential"));
        Map<String, Object> whole = get(client.id()).extract().jsonPath().getMap("$");
        assertEquals(false, whole.get("require_consent"));
        create("").statusCode(201);
    }
}
