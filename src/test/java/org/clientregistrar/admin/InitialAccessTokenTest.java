package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Tokens.PATH;
import static org.clientregistrar.admin.Tokens.issue;
import static org.clientregistrar.admin.Tokens.issued;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How operators hand out initial access tokens. */
@RegistrarTest
class InitialAccessTokenTest {

    @Test
    @DisplayName(
            "CHOICE-19, CHOICE-48: a token is for one client unless said otherwise, is shown once, and only its hash is kept")
    void issues() {
        var reply =
                issue("{}")
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .body("initial_access_token", matchesRegex("iat_[A-Za-z0-9_-]{43}"))
                        .body("state", equalTo("active"))
                        .body("max_uses", equalTo(1))
                        .body("uses", equalTo(0))
                        .body("bounds.size()", equalTo(0))
                        .body("$", not(hasKey("expires_at")))
                        .extract();
        String id = reply.path("token_id");
        String token = reply.path("initial_access_token");
        assertEquals(PATH + "/" + id, reply.header("Location"));
        admin().get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_id", equalTo(id))
                .body("created_by", containsString("access_key:"))
                .body(not(containsString("iat_")))
                .body(not(containsString("hash")));
        assertEquals(
                List.of("t"),
                Rows.select(
                        "select token_hash = sha256(convert_to(?, 'UTF8')) from initial_access_token where token_id = ?",
                        token,
                        id));
    }

    @Test
    @DisplayName("Label, owner, end, number of uses and bounds are kept as they were said")
    void keepsTerms() {
        var token =
                issued(
                        """
                        {"label": "Partner \u00e9", "owner": "team-a", "expires_at": "2099-12-31T23:59:59.5+01:00",
                         "max_uses": 5,
                         "bounds": {
                           "grant_types": ["authorization_code", "refresh_token", "authorization_code"],
                           "token_endpoint_auth_methods": ["none"],
                           "scopes": ["openid"],
                           "redirect_hosts": ["app.example.org", "*.example.com", "127.0.0.1", "[::1]", "localhost"],
                           "software_ids": ["app-1"],
                           "forced_members": {"client_name#fr": "Nom", "software_id": "app-1"},
                           "default_members": {"logo_uri": "https://app.example.org/logo.png"}}}""");
        admin().get(PATH + "/" + token.id())
                .then()
                .statusCode(200)
                .body("label", equalTo("Partner \u00e9"))
                .body("owner", equalTo("team-a"))
                .body("expires_at", equalTo("2099-12-31T22:59:59.500Z"))
                .body("max_uses", equalTo(5))
                .body("bounds.grant_types", equalTo(List.of("authorization_code", "refresh_token")))
                .body("bounds.redirect_hosts", hasSize(5))
                .body("bounds.forced_members.'client_name#fr'", equalTo("Nom"))
                .body("bounds.default_members.size()", equalTo(1));
    }

    @Test
    @DisplayName("A life in seconds ends then, and null uses are any number")
    void expiresIn() {
        var before = Instant.now();
        String at =
                issue(
                                "{\"expires_in\": 3600, \"max_uses\": null, \"label\": null, \"bounds\": null}")
                        .statusCode(201)
                        .body("$", hasKey("max_uses"))
                        .body("max_uses", nullValue())
                        .body("$", not(hasKey("uses")))
                        .extract()
                        .path("expires_at");
        var life = Duration.between(before, Instant.parse(at));
        assertTrue(life.toSeconds() >= 3599 && life.toSeconds() < 3700, at);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"max_uses\": 0}|max_uses",
                "{\"max_uses\": 1.5}|max_uses",
                "{\"max_uses\": \"1\"}|max_uses",
                "{\"max_uses\": 2147483648}|max_uses",
                "{\"expires_in\": 0}|expires_in",
                "{\"expires_in\": 99999999999}|expires_in",
                "{\"expires_in\": true}|expires_in",
                "{\"expires_in\": 1, \"expires_at\": \"2099-01-01T00:00:00Z\"}|expires_in",
                "{\"expires_at\": \"2020-01-01T00:00:00Z\"}|expires_at",
                "{\"expires_at\": \"2099-02-30T00:00:00Z\"}|expires_at",
                "{\"expires_at\": \"2099-01-01\"}|expires_at",
                "{\"expires_at\": \"+12099-01-01T00:00:00Z\"}|expires_at",
                "{\"expires_at\": 4070908800}|expires_at",
                "{\"label\": \"\"}|label",
                "{\"label\": \" \"}|label",
                "{\"label\": 1}|label",
                "{\"label\": \"a\\nb\"}|label",
                "{\"label\": \"a\\u202eb\"}|label",
                "{\"owner\": \"a\\u200fb\"}|owner",
                "{\"owner\": []}|owner",
                "{\"bounds\": []}|bounds",
                "{\"bounds\": {\"grants\": []}}|bounds",
                "{\"bounds\": {\"grant_types\": []}}|bounds.grant_types",
                "{\"bounds\": {\"grant_types\": \"implicit\"}}|bounds.grant_types",
                "{\"bounds\": {\"grant_types\": [\"implicit\", \"password\"]}}|bounds.grant_types[1]",
                "{\"bounds\": {\"grant_types\": [null]}}|bounds.grant_types[0]",
                "{\"bounds\": {\"token_endpoint_auth_methods\": [\"other\"]}}|bounds.token_endpoint_auth_methods[0]",
                "{\"bounds\": {\"scopes\": [\"a b\"]}}|bounds.scopes[0]",
                "{\"bounds\": {\"scopes\": [\"\u00e9\"]}}|bounds.scopes[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"App.example.org\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"app.example.org:443\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"u@app.example.org\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"https://app.example.org\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"app.example.org/cb\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"*\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"*.\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"a.*.example.org\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"redirect_hosts\": [\"\"]}}|bounds.redirect_hosts[0]",
                "{\"bounds\": {\"software_ids\": [\"\"]}}|bounds.software_ids[0]",
                "{\"bounds\": {\"forced_members\": {}}}|bounds.forced_members",
                "{\"bounds\": {\"forced_members\": []}}|bounds.forced_members",
                "{\"bounds\": {\"forced_members\": {\"logo_uri\": \"no URI\"}}}|bounds.forced_members.logo_uri",
                "{\"bounds\": {\"forced_members\": {\"logo_uri\": \"\"}}}|bounds.forced_members.logo_uri",
                "{\"bounds\": {\"forced_members\": {\"logo_uri\": null}}}|bounds.forced_members.logo_uri",
                "{\"bounds\": {\"forced_members\": {\"client_id\": \"x\"}}}|bounds.forced_members.client_id",
                "{\"bounds\": {\"forced_members\": {\"require_consent\": false}}}|bounds.forced_members.require_consent",
                "{\"bounds\": {\"forced_members\": {\"a \u00e9\": 1}}}|bounds.forced_members",
                "{\"bounds\": {\"forced_members\": {\"redirect_uris\": [\"https://a.example/\", \"https://b.example/#f\"]}}}|bounds.forced_members.redirect_uris[1]",
                "{\"bounds\": {\"forced_members\": {\"grant_types\": [\"password\"]}}}|bounds.forced_members.grant_types",
                "{\"bounds\": {\"forced_members\": {\"response_types\": [\"token\"]}}}|bounds.forced_members.response_types",
                "{\"bounds\": {\"forced_members\": {\"id_token_signed_response_alg\": \"RS1\"}}}|bounds.forced_members.id_token_signed_response_alg",
                "{\"bounds\": {\"forced_members\": {\"jwks\": {\"keys\": []}, \"jwks_uri\": \"https://a.example/k\"}}}|bounds.forced_members.jwks_uri",
                "{\"bounds\": {\"default_members\": {\"software_statement\": \"x\"}}}|bounds.default_members.software_statement"
            })
    @DisplayName(
            "CHOICE-19: a token that nobody could register with is refused when it is made, with the place of the fault")
    void refusesUnsoundTerms(String body, String member) {
        issue(body).statusCode(400).body("errors[0].member", equalTo(member));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"grant_types\": [\"implicit\"]|{\"grant_types\": [\"authorization_code\"]}|grant_types",
                "\"token_endpoint_auth_methods\": [\"none\"]|{\"token_endpoint_auth_method\": \"private_key_jwt\"}|token_endpoint_auth_method",
                "\"scopes\": [\"a\", \"b\"]|{\"scope\": \"b c\"}|scope",
                "\"redirect_hosts\": [\"a.example\"]|{\"redirect_uris\": [\"https://a.example/\", \"https://b.example/\"]}|redirect_uris[1]",
                "\"software_ids\": [\"a\"]|{\"software_id\": \"b\"}|software_id"
            })
    @DisplayName("Forced and default members outside of the bounds beside them are refused")
    void refusesContradictions(String bound, String members, String member) {
        for (var name : List.of("forced_members", "default_members")) {
            issue("{\"bounds\": {" + bound + ", \"" + name + "\": " + members + "}}")
                    .statusCode(400)
                    .body("errors", hasSize(1))
                    .body("errors[0].member", equalTo("bounds." + name + "." + member));
        }
        issue(
                        "{\"bounds\": {\"forced_members\": {\"client_name\": \"a\"}, \"default_members\": {\"client_name#fr\": \"b\"}}}")
                .statusCode(400)
                .body("errors[0].member", equalTo("bounds.default_members"));
    }

    @Test
    @DisplayName("CHOICE-36: bounds have a size, since each client keeps a copy")
    void limitsBounds() {
        var name = "x".repeat(1000);
        var uris = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            uris.add("\"https://a.example/" + name + "\"");
        }
        issue("{\"bounds\": {\"forced_members\": {\"redirect_uris\": " + uris + "}}}")
                .statusCode(400)
                .body("errors.rule", hasItem("CHOICE-36"))
                .body("errors[0].member", equalTo("bounds"));
        issue("{\"bounds\": {\"scopes\": [\"" + name + "\", \"" + name.replace('x', 'y') + "\"]}}")
                .statusCode(400)
                .body("errors[0].member", equalTo("bounds.scopes"));
        issue("{\"label\": \"" + "\u00e9".repeat(255) + "\"}").statusCode(201);
        issue("{\"label\": \"" + "\u00e9".repeat(256) + "\"}").statusCode(400);
    }

    @Test
    @DisplayName("A member that is not known is refused, and nothing is handed out")
    void refusesUnknownMembers() {
        var before = Rows.select("select count(*) from initial_access_token");
        issue("{\"maxUses\": 5, \"max_uses\": 0}")
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("errors", hasSize(2));
        assertEquals(before, Rows.select("select count(*) from initial_access_token"));
    }

    @Test
    @DisplayName("The list is read in pages, the newest first, and shows neither tokens nor hashes")
    void listsInPages() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.add(0, issued("{\"label\": \"page\"}").id());
        }
        // Two of one moment: their ids decide.
        Rows.update(
                "update initial_access_token set created_at = (select created_at from initial_access_token where token_id = ?) where token_id = ?",
                made.get(2),
                made.get(1));
        if (made.get(1).compareTo(made.get(2)) < 0) {
            made.add(1, made.remove(2));
        }
        var seen = new ArrayList<String>();
        var next = PATH + "?limit=2";
        while (seen.size() < 5) {
            var reply =
                    admin().urlEncodingEnabled(false)
                            .get(next)
                            .then()
                            .statusCode(200)
                            .header("Cache-Control", "no-store")
                            .body(not(containsString("iat_")))
                            .extract();
            JsonPath page = reply.jsonPath();
            seen.addAll(page.getList("initial_access_tokens.token_id"));
            String cursor = page.getString("next_cursor");
            if (seen.size() < 5) {
                next = PATH + "?limit=2&cursor=" + cursor;
                assertEquals(
                        "<%s?limit=2>; rel=\"first\", <%s>; rel=\"next\"".formatted(PATH, next),
                        reply.header("Link"));
            }
        }
        assertEquals(made, seen.subList(0, 5));
    }

    @Test
    @DisplayName("The last page has no next one; a page has at most 200 tokens")
    void endsTheList() {
        issued("{}");
        var reply = admin().get(PATH + "?limit=200").then().statusCode(200).extract();
        while (reply.jsonPath().getString("next_cursor") != null) {
            reply =
                    admin().get(
                                    PATH
                                            + "?limit=200&cursor="
                                            + reply.jsonPath().getString("next_cursor"))
                            .then()
                            .statusCode(200)
                            .extract();
        }
        assertEquals("<%s?limit=200>; rel=\"first\"".formatted(PATH), reply.header("Link"));
        for (var limit : new String[] {"0", "201", "x", "-1", "99999999999"}) {
            admin().queryParam("limit", limit)
                    .get(PATH)
                    .then()
                    .statusCode(400)
                    .body("errors[0].member", equalTo("limit"));
        }
        for (var cursor : new String[] {"x", "\u0000", "AAAA", "x".repeat(2000), "MSAx"}) {
            admin().queryParam("cursor", cursor)
                    .get(PATH)
                    .then()
                    .statusCode(400)
                    .body("errors[0].member", equalTo("cursor"));
        }
    }

    @Test
    @DisplayName("A token that is not there, or cannot be, is 404")
    void knowsNoOthers() {
        for (var id :
                new String[] {
                    "x", "%00", "a".repeat(300), "00000000-0000-0000-0000-000000000000"
                }) {
            for (var method : new String[] {"GET", "DELETE"}) {
                admin().urlEncodingEnabled(false)
                        .request(method, PATH + "/" + id)
                        .then()
                        .statusCode(404)
                        .body("error", equalTo("invalid_request"));
            }
        }
    }

    @Test
    @DisplayName(
            "A revoked token is gone at once, its hash is too, and revoking it again changes nothing")
    void revokes() {
        var token = issued("{\"max_uses\": 3}");
        token.revoke();
        token.revoke();
        admin().get(PATH + "/" + token.id())
                .then()
                .body("state", equalTo("revoked"))
                .body("$", hasKey("revoked_at"));
        assertEquals(
                List.of("t"),
                Rows.select(
                        "select token_hash is null from initial_access_token where token_id = ?",
                        token.id()));
        assertEquals(List.of("issued", "revoked"), actions(token.id()));
        assertEquals(
                List.of("{\"state\": {\"to\": \"revoked\", \"from\": \"active\"}}"),
                Rows.select(
                        "select changes::text from audit_event where action = 'revoked' and target_id = ?",
                        token.id()));
    }

    @Test
    @DisplayName("An expired token says so")
    void showsExpiry() {
        var token = issued("{\"expires_in\": 3600}");
        Rows.update(
                "update initial_access_token set expires_at = now() where token_id = ?",
                token.id());
        admin().get(PATH + "/" + token.id()).then().body("state", equalTo("expired"));
    }

    @Test
    @DisplayName("The history has what a token is good for, who handed it out, and never the token")
    void writesHistory() {
        var token =
                issued(
                        """
                        {"label": "L", "owner": "O", "expires_in": 60, "max_uses": 2, "bounds": {"scopes": ["a"]}}""");
        var event =
                Rows.select(
                                "select row_to_json(e) from audit_event e where target_id = ?",
                                token.id())
                        .get(0);
        var json = JsonPath.from(event);
        assertEquals("initial_access_token", json.getString("target_type"));
        assertEquals("access_key", json.getString("actor_type"));
        assertEquals("L", json.getString("changes.label.to"));
        assertEquals("O", json.getString("changes.owner.to"));
        assertEquals(2, json.getInt("changes.max_uses.to"));
        assertEquals("a", json.getString("changes.bounds.to.scopes[0]"));
        assertTrue(event.contains("expires_at"), event);
        assertFalse(event.contains(token.value()) || event.contains("token_hash"), event);
    }

    private static List<String> actions(String tokenId) {
        return Rows.select(
                "select action from audit_event where target_id = ? order by event_id", tokenId);
    }

    @Test
    @DisplayName("What ended 90 days ago is cleaned up when the next token is handed out")
    void cleansUp() {
        var revoked = issued("{}");
        var expired = issued("{\"expires_in\": 3600}");
        var usedUp = issued("{}");
        var live = issued("{}");
        var young = issued("{}");
        revoked.revoke();
        young.revoke();
        Rows.update(
                "update initial_access_token set revoked_at = now() - interval '91 days' where token_id = ?",
                revoked.id());
        Rows.update(
                "update initial_access_token set expires_at = now() - interval '91 days' where token_id = ?",
                expired.id());
        Rows.update(
                "update initial_access_token set uses = 1, created_at = now() - interval '91 days' where token_id = ?",
                usedUp.id());
        Rows.update(
                "update initial_access_token set created_at = now() - interval '91 days' where token_id = ?",
                live.id());
        issued("{}");
        for (var gone : List.of(revoked, expired, usedUp)) {
            admin().get(PATH + "/" + gone.id()).then().statusCode(404);
        }
        for (var kept : List.of(live, young)) {
            admin().get(PATH + "/" + kept.id()).then().statusCode(200);
        }
    }

    @Test
    @DisplayName("There are at most 10,000 tokens that are still good: 409 beyond")
    void limitsTokens() {
        Rows.update(
                """
                insert into initial_access_token (token_id, label, created_at, created_by, uses, max_uses, bounds)
                select 'many-' || n, 'many', now(), 'test', 0, 1, '{}' from generate_series(1, 10000) n""");
        try {
            issue("{}")
                    .statusCode(409)
                    .body("error", equalTo("invalid_request"))
                    .body("error_description", containsString("10000"));
            Rows.update("update initial_access_token set uses = 1 where label = 'many'");
            issue("{}").statusCode(201);
        } finally {
            Rows.update("delete from initial_access_token where label = 'many'");
        }
    }

    @Test
    @DisplayName("An initial access token opens nothing at this door, and no other caller does")
    void isForOperators() {
        var token = issued("{\"max_uses\": null}");
        for (var request :
                List.of(Admin.with(token.value()), Admin.anonymous(), Admin.with("key_x"))) {
            request.get(PATH).then().statusCode(401);
        }
        Admin.with(TestDatabase.ACCESS_KEY).get(PATH).then().statusCode(200);
    }

    @Test
    @DisplayName("The contract's examples work as they stand")
    void examplesWork() throws IOException {
        var examples =
                new YAMLMapper()
                        .readTree(Path.of("openapi", "openapi.yaml").toFile())
                        .at(
                                "/paths/~1admin~1initial-access-tokens/post/requestBody/content/application~1json/examples");
        assertFalse(examples.isEmpty());
        for (var example : examples) {
            issue(example.get("value").toString()).statusCode(201);
        }
    }
}
