package org.clientregistrar.server;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.server.Lookups.lookUp;
import static org.clientregistrar.server.Lookups.lookUpWithSecrets;
import static org.clientregistrar.server.Lookups.path;
import static org.clientregistrar.server.Lookups.server;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.admin.Clients;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /clients/{client_id}: what an authorization server is told of a client. */
@RegistrarTest
class LookupTest {

    private static final String JWT = "\"token_endpoint_auth_method\": \"client_secret_jwt\"";

    private static String etag(ValidatableResponse reply) {
        return reply.statusCode(200).extract().header("ETag");
    }

    @Test
    @DisplayName("A client is told with its state, its consent flags and all metadata, no more")
    void tells() {
        var id = Clients.created("\"client_name\": \"Ledger\", \"client_name#fr\": \"Livre\"");
        Clients.patch(
                        id,
                        "{\"owner\": \"Ops\", \"note\": \"n\", \"require_consent\": false, \"reuse_consent\": false}")
                .statusCode(200);
        lookUp(id)
                .statusCode(200)
                .contentType("application/json")
                .header("ETag", "\"1\"")
                .header("Cache-Control", "private, no-cache")
                .header("Pragma", nullValue())
                .header("Vary", "Authorization")
                .body("client_id", equalTo(id))
                .body("client_id_issued_at", org.hamcrest.Matchers.greaterThan(1_600_000_000))
                .body("state", equalTo("active"))
                .body("client_type", equalTo("confidential"))
                .body("require_consent", equalTo(false))
                .body("reuse_consent", equalTo(false))
                .body("client_name", equalTo("Ledger"))
                .body("'client_name#fr'", equalTo("Livre"))
                .body("grant_types", contains("authorization_code"))
                .body("$", not(hasKey("owner")))
                .body("$", not(hasKey("note")))
                .body("$", not(hasKey("locked")))
                .body("$", not(hasKey("origin")))
                .body("$", not(hasKey("created_at")))
                .body("$", not(hasKey("name")))
                .body("$", not(hasKey("client_secret")))
                .body("$", not(hasKey("client_secret_expires_at")))
                .body("$", not(hasKey("client_secrets")));
        lookUp(Clients.created("\"token_endpoint_auth_method\": \"none\""))
                .body("client_type", equalTo("public"));
    }

    @Test
    @DisplayName("Who has the version is told so with 304, until the client changes")
    void knowsVersions() {
        var id = Clients.created("");
        var first = etag(lookUp(id));
        server().header("If-None-Match", "\"0\", W/" + first)
                .get(path(id))
                .then()
                .statusCode(304)
                .header("ETag", first)
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Authorization")
                .body(equalTo(""));
        Clients.patch(id, "{\"state\": \"disabled\"}").statusCode(200);
        var second = etag(lookUp(id).body("state", equalTo("disabled")));
        assertNotEquals(first, second);
        server().header("If-None-Match", first).get(path(id)).then().statusCode(200);
        server().head(path(id)).then().statusCode(200).header("ETag", second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a b", "%00", "\u00e9", "..%2F", ".", "x/y"})
    @DisplayName("An identifier that was never issued is 404 unknown_client, as good to keep")
    void knowsStrangers(String id) {
        lookUp(id + " ")
                .statusCode(404)
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Authorization")
                .header("ETag", nullValue())
                .body("error", equalTo("unknown_client"))
                .body("error_description", containsString("client_id"))
                .body("errors", hasSize(1));
    }

    @Test
    @DisplayName(
            "A semicolon is a part of an identifier when it is written as %3B, and is 400 when it is not: no other client is meant, at any door")
    void keepsSemicolons() {
        var id = Clients.created("");
        lookUp(id + ";a").statusCode(404);
        for (var path : List.of("/clients/" + id + ";a", "/register/" + id + ";a")) {
            server().get(path)
                    .then()
                    .statusCode(400)
                    .body("error", equalTo("invalid_request"))
                    .body("error_description", containsString("%3B"));
        }
        admin().urlEncodingEnabled(false)
                .delete("/admin/clients/" + id + ";a")
                .then()
                .statusCode(400);
        lookUp(id).statusCode(200);
    }

    @Test
    @DisplayName(
            "CHOICE-30: a client that has ended is 410 deleted_client, be it erased or not, until it is restored")
    void knowsTheDeparted() {
        var id = Clients.created("");
        Clients.delete(id).statusCode(204);
        lookUp(id)
                .statusCode(410)
                .header("Cache-Control", "private, no-cache")
                .body("error", equalTo("deleted_client"))
                .body("error_description", containsString("deleted"));
        Clients.post(id, "/restore", "").statusCode(200);
        lookUp(id).statusCode(200).body("state", equalTo("active"));
        Clients.delete(id).statusCode(204);
        Rows.update("update client set deleted_at = null, metadata = '{}' where client_id = ?", id);
        lookUp(id).statusCode(410).body("error", equalTo("deleted_client"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"redirect_uris\": [\"https://App.example/a\", \"https://app.example:8443/b\"]|app.example",
                "\"redirect_uris\": [\"https://a.example/\", \"https://b.example/\"]|",
                "\"redirect_uris\": [\"com.example.app:/cb\"], \"application_type\": \"native\"|",
                "\"redirect_uris\": [], \"grant_types\": [\"client_credentials\"]|"
            })
    @DisplayName(
            "OIDCCORE-8.1-02: the sector is the host that all redirect URIs have, if there is one")
    void tellsTheSector(String members, String sector) {
        String id =
                admin().body("{" + members + "}")
                        .post("/admin/clients")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("client_id");
        lookUp(id).statusCode(200).body("sector_identifier", equalTo(sector));
    }

    @Test
    @DisplayName("OIDCCORE-8.1-02: the host of sector_identifier_uri goes before all others")
    void tellsTheSectorOfADocument() {
        var id = Clients.created("");
        Rows.update(
                "update client set metadata = metadata || '{\"sector_identifier_uri\": \"https://S.example/x.json\"}' where client_id = ?",
                id);
        lookUp(id).statusCode(200).body("sector_identifier", equalTo("s.example"));
    }

    @Test
    @DisplayName(
            "A secret is told to whom has secrets:read, where it is a key: all live ones, the newest first, and kept by nobody")
    void tellsKeys() {
        var client = Clients.registered(JWT);
        var alone = etag(lookUp(client.id()).body("$", not(hasKey("client_secret"))));
        var one =
                lookUpWithSecrets(client.id())
                        .statusCode(200)
                        .header("Cache-Control", "no-store")
                        .header("Vary", "Authorization")
                        .body("client_secret", equalTo(client.secret()))
                        .body("client_secret_expires_at", equalTo(0))
                        .body("client_secrets.client_secret", contains(client.secret()))
                        .body("client_secrets[0].secret_id", matchesPattern("[0-9a-f]{16}"));
        assertNotEquals(alone, etag(one));
        String second =
                Clients.post(client.id(), "/secrets", "{\"overlap_seconds\": 600}")
                        .statusCode(201)
                        .extract()
                        .path("client_secret");
        var two =
                lookUpWithSecrets(client.id())
                        .body("client_secret", equalTo(second))
                        .body("client_secrets.client_secret", contains(second, client.secret()))
                        .body("client_secrets[0].client_secret_expires_at", equalTo(0))
                        .body(
                                "client_secrets[1].client_secret_expires_at",
                                org.hamcrest.Matchers.greaterThan(1_600_000_000));
        var withSecrets = Clients.key("clients:lookup", "secrets:read");
        with(withSecrets)
                .header("If-None-Match", etag(two))
                .get(path(client.id()))
                .then()
                .statusCode(304)
                .header("Cache-Control", "no-store");
        Rows.update(
                "update client set secrets = jsonb_set(secrets, '{0,expires_at}', '1700000000') where client_id = ?",
                client.id());
        with(withSecrets)
                .header("If-None-Match", etag(two))
                .get(path(client.id()))
                .then()
                .statusCode(200)
                .body("client_secrets.client_secret", contains(second));
        Rows.update("update client set secrets = '[]' where client_id = ?", client.id());
        lookUpWithSecrets(client.id())
                .body("client_secrets", empty())
                .body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName("A secret that is only compared is told to nobody")
    void keepsPasswords() {
        var client = Clients.registered("");
        lookUpWithSecrets(client.id())
                .statusCode(200)
                .header("Cache-Control", "private, no-cache")
                .body("$", not(hasKey("client_secret")))
                .body("$", not(hasKey("client_secrets")));
        assertEquals(etag(lookUp(client.id())), etag(lookUpWithSecrets(client.id())));
    }

    @Test
    @DisplayName("RFC6750-3.1-03: without clients:lookup nobody is told whether there is a client")
    void refusesOthers() {
        anonymous()
                .get("/clients/nobody")
                .then()
                .statusCode(401)
                .header("Cache-Control", "no-store")
                .body("error", equalTo("invalid_token"));
        with(Clients.key("clients:read", "clients:verify", "secrets:read"))
                .get("/clients/nobody")
                .then()
                .statusCode(403)
                .header("Cache-Control", "no-store")
                .header("WWW-Authenticate", containsString("scope=\"clients:lookup\""));
    }
}
