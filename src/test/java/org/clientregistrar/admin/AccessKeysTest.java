package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys with which operators come in. */
@RegistrarTest
class AccessKeysTest {

    private static final String KEYS = "/admin/access-keys";

    private static ValidatableResponse issue(String members) {
        return admin().body("{" + members + "}").post(KEYS).then();
    }

    /** A key with these scopes, given as the inside of a JSON array. */
    private static JsonPath issued(String scopes) {
        return issue("\"name\": \"a test's\", \"scopes\": [" + scopes + "]")
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static String path(JsonPath key) {
        return KEYS + "/" + key.getString("key_id");
    }

    private static int count(String sql) {
        return Integer.parseInt(first(sql));
    }

    private static String first(String sql) {
        return Rows.select(sql).get(0);
    }

    @Test
    @DisplayName("A key is shown once, opens what its scopes say, and nobody sees it again")
    void handsOut() {
        var key =
                issue(
                                """
                                "name": "P\u00fcnktchen's pipeline", "scopes": ["clients:read", "audit:read"], "expires_in": 3600""")
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .header("Location", matchesPattern("/admin/access-keys/[0-9a-f-]{36}"))
                        .body("access_key", matchesPattern("key_[A-Za-z0-9_-]{43}"))
                        .body("name", equalTo("P\u00fcnktchen's pipeline"))
                        .body("scopes", equalTo(List.of("clients:read", "audit:read")))
                        .body("state", equalTo("active"))
                        .body("created_by", matchesPattern("access_key:[0-9a-f-]{36}"))
                        .body("$", not(hasKey("last_used_at")))
                        .extract()
                        .jsonPath();
        var left =
                Instant.parse(key.getString("expires_at")).getEpochSecond()
                        - Instant.parse(key.getString("created_at")).getEpochSecond();
        assertTrue(left >= 3590 && left <= 3610, () -> "expires in " + left);
        with(key.getString("access_key"))
                .get("/admin/whoami")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("type", equalTo("access_key"))
                .body("id", equalTo(key.getString("key_id")))
                .body("name", equalTo("P\u00fcnktchen's pipeline"))
                .body("scopes", equalTo(List.of("clients:read", "audit:read")));
        var read =
                admin().get(path(key))
                        .then()
                        .statusCode(200)
                        .body("$", not(hasKey("access_key")))
                        .body("expires_at", equalTo(key.getString("expires_at")))
                        .body("$", hasKey("last_used_at"))
                        .extract()
                        .asString();
        var list =
                admin().get(KEYS)
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", "no-store")
                        .body("access_keys.key_id", hasItem(key.getString("key_id")))
                        .extract()
                        .asString();
        var history =
                first(
                        "select changes::text from audit_event where action = 'issued' and target_id = '%s'"
                                .formatted(key.getString("key_id")));
        for (var text : List.of(read, list, history)) {
            assertFalse(text.contains(key.getString("access_key")));
        }
        assertTrue(history.contains("\"name\": {\"to\": \"P\u00fcnktchen's pipeline\"}"), history);
        assertTrue(history.contains("expires_at"), history);
    }

    @Test
    @DisplayName("A revoked key is of no use at once; its end is in the history, once")
    void revokes() {
        var key = issued("\"clients:read\"");
        admin().delete(path(key)).then().statusCode(204).header("Cache-Control", "no-store");
        with(key.getString("access_key"))
                .get("/admin/whoami")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""));
        admin().get(path(key)).then().statusCode(200).body("state", equalTo("revoked"));
        admin().delete(path(key)).then().statusCode(204);
        assertEquals(
                1,
                count(
                        "select count(*) from audit_event where action = 'revoked' and target_type = 'access_key' and target_id = '%s' and actor_type = 'access_key'"
                                .formatted(key.getString("key_id"))));
    }

    @Test
    @DisplayName("A key that another replica revoked is of no use here either")
    void revokesElsewhere() {
        var key = issued("\"clients:read\"");
        with(key.getString("access_key")).get("/admin/whoami").then().statusCode(200);
        Rows.update(
                "update access_key set revoked_at = now() where key_id = '%s'"
                        .formatted(key.getString("key_id")));
        with(key.getString("access_key")).get("/admin/whoami").then().statusCode(401);
    }

    @Test
    @DisplayName("An expired key is of no use, and is listed as expired")
    void expires() {
        var key =
                issue(
                                "\"name\": \"x\", \"scopes\": [\"keys:write\"], \"expires_at\": \"%s\""
                                        .formatted(Instant.now().plusSeconds(3600)))
                        .statusCode(201)
                        .extract()
                        .jsonPath();
        with(key.getString("access_key")).get(KEYS).then().statusCode(200);
        Rows.update(
                "update access_key set expires_at = now() - interval '1 second' where key_id = '%s'"
                        .formatted(key.getString("key_id")));
        with(key.getString("access_key")).get(KEYS).then().statusCode(401);
        admin().get(KEYS)
                .then()
                .body(
                        "access_keys.find { it.key_id == '%s' }.state"
                                .formatted(key.getString("key_id")),
                        equalTo("expired"));
    }

    @Test
    @DisplayName("RFC6750-3.1-03: nobody hands out a scope that he does not have")
    void handsOutNoMoreThanOwn() {
        var before = count("select count(*) from access_key");
        var key = issued("\"keys:write\", \"clients:read\"").getString("access_key");
        with(key)
                .body(
                        "{\"name\": \"x\", \"scopes\": [\"audit:read\", \"clients:read\", \"clients:write\"]}")
                .post(KEYS)
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("error=\"insufficient_scope\""))
                .header("WWW-Authenticate", containsString("scope=\"clients:write audit:read\""))
                .body("error", equalTo("insufficient_scope"))
                .body(
                        "error_description",
                        equalTo("this needs the scope clients:write audit:read"));
        assertEquals(before + 1, count("select count(*) from access_key"));
        with(key)
                .body("{\"name\": \"x\", \"scopes\": [\"clients:read\"]}")
                .post(KEYS)
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    @DisplayName("RFC6750-3.1-03: without keys:write the keys cannot be seen or made")
    void needsItsScope(String method) {
        with(issued("\"clients:write\"").getString("access_key"))
                .body("{\"name\": \"x\", \"scopes\": [\"clients:write\"]}")
                .request(method, KEYS)
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("scope=\"keys:write\""))
                .body("error", equalTo("insufficient_scope"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scopes\": [\"clients:read\"]",
                "\"name\": \"\", \"scopes\": [\"clients:read\"]",
                "\"name\": \"  \", \"scopes\": [\"clients:read\"]",
                "\"name\": \"a\\nb\", \"scopes\": [\"clients:read\"]",
                "\"name\": \"a\\u2029b\", \"scopes\": [\"clients:read\"]",
                "\"name\": \"a\\u2066b\", \"scopes\": [\"clients:read\"]",
                "\"name\": 7, \"scopes\": [\"clients:read\"]",
                "\"name\": \"x\"",
                "\"name\": \"x\", \"scopes\": []",
                "\"name\": \"x\", \"scopes\": \"clients:read\"",
                "\"name\": \"x\", \"scopes\": {\"a\": \"clients:read\"}",
                "\"name\": \"x\", \"scopes\": [\"clients:read\", \"clients\"]",
                "\"name\": \"x\", \"scopes\": [null]",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_in\": 0",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_in\": 1.5",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_in\": \"60\"",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_in\": 3155760001",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_in\": 1e40",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_at\": \"2020-01-01T00:00:00Z\"",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_at\": \"2027-02-30T00:00:00Z\"",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_at\": \"2199-01-01\"",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_at\": \"2199-01-01T00:00:00\"",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_at\": \"+12199-01-01T00:00:00Z\"",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_at\": 4102444800",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expires_in\": 60, \"expires_at\": \"2199-01-01T00:00:00Z\"",
                "\"name\": \"x\", \"scopes\": [\"clients:read\"], \"expire_in\": 60"
            })
    @DisplayName("A request that is not as it has to be makes no key")
    void refuses(String members) {
        var before = count("select count(*) from access_key");
        issue(members).statusCode(400).body("error", equalTo("invalid_request"));
        assertEquals(before, count("select count(*) from access_key"));
    }

    @Test
    @DisplayName("The name has at most 255 characters, whatever their script")
    void measuresNames() {
        var scopes = "\", \"scopes\": [\"clients:read\"]";
        issue("\"name\": \"" + "\ud83d\ude00".repeat(255) + scopes).statusCode(201);
        issue("\"name\": \"" + "x".repeat(256) + scopes).statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "%00", "00000000-0000-0000-0000-000000000000", "%F0%9F%98%80", "%FF"})
    @DisplayName("An id that no key has is 404, whatever its characters")
    void knowsNoOthers(String id) {
        admin().urlEncodingEnabled(false).get(KEYS + "/" + id).then().statusCode(404);
        admin().urlEncodingEnabled(false).delete(KEYS + "/" + id).then().statusCode(404);
    }

    @Test
    @DisplayName("The last use is known to the minute, and not written more often")
    void notesUse() {
        var key = issued("\"clients:read\"");
        var where = " where key_id = '" + key.getString("key_id") + "'";
        var used = "select last_used_at from access_key" + where;
        with(key.getString("access_key")).get("/admin/whoami").then().statusCode(200);
        Rows.update("update access_key set last_used_at = now() - interval '50 seconds'" + where);
        var recent = first(used);
        with(key.getString("access_key")).get("/admin/whoami").then().statusCode(200);
        assertEquals(recent, first(used));
        Rows.update("update access_key set last_used_at = now() - interval '61 seconds'" + where);
        with(key.getString("access_key")).get("/admin/whoami").then().statusCode(200);
        assertEquals(
                1,
                count(
                        "select count(*) from access_key"
                                + where
                                + " and last_used_at > now() - interval '30 seconds'"));
    }

    @Test
    @DisplayName("There are a thousand live keys at most, also when several are asked for at once")
    void limitsTheirNumber() throws Exception {
        Rows.update(
                """
                insert into access_key (key_id, name, scopes, created_at, created_by)
                select 'filler-' || n, 'filler', '["clients:read"]', now() - interval '1 day', 'test'
                from generate_series(1, 996 - (select count(*) from access_key
                    where revoked_at is null and (expires_at is null or expires_at > now()))) n""");
        try {
            Callable<Integer> call =
                    () ->
                            admin().body("{\"name\": \"x\", \"scopes\": [\"clients:read\"]}")
                                    .post(KEYS)
                                    .statusCode();
            var statuses = AtOnce.run(Collections.nCopies(8, call)).stream().sorted().toList();
            assertEquals(List.of(201, 201, 201, 201, 409, 409, 409, 409), statuses);
            issue("\"name\": \"x\", \"scopes\": [\"clients:read\"]")
                    .statusCode(409)
                    .body("error", equalTo("invalid_request"));
            admin().get(KEYS).then().statusCode(200);
        } finally {
            Rows.update("delete from access_key where name = 'filler'");
        }
    }

    @Test
    @DisplayName(
            "Live keys are listed first; ended ones for 90 days, then they are forgotten, but for those of the settings")
    void forgets() {
        Rows.update(
                """
                insert into access_key (key_id, name, scopes, created_at, created_by, expires_at, revoked_at) values
                ('old-revoked', 'x', '[]', now() - interval '1 year', 'test', null, now() - interval '91 days'),
                ('old-expired', 'x', '[]', now() - interval '1 year', 'test', now() - interval '91 days', null),
                ('old-bootstrap', 'x', '[]', now() - interval '1 year', 'service', null, now() - interval '91 days'),
                ('new-revoked', 'x', '[]', now() - interval '1 year', 'test', null, now() - interval '89 days')""");
        try {
            issued("\"clients:read\"");
            var left =
                    first(
                            "select string_agg(key_id, ' ' order by key_id) from access_key where key_id ~ '^(old|new)-'");
            assertEquals("new-revoked old-bootstrap", left);
            var listed =
                    admin().get(KEYS)
                            .then()
                            .extract()
                            .jsonPath()
                            .getList("access_keys", JsonKey.class);
            assertTrue(listed.stream().anyMatch(key -> key.key_id.equals("new-revoked")));
            assertFalse(listed.stream().anyMatch(key -> key.key_id.equals("old-bootstrap")));
            var states = listed.stream().map(key -> key.state.equals("active")).toList();
            assertTrue(states.lastIndexOf(true) < states.indexOf(false), states::toString);
        } finally {
            Rows.update("delete from access_key where key_id ~ '^(old|new)-'");
        }
    }

    /** What this test reads of an item of the list. */
    @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
    public static class JsonKey {
        public String key_id;
        public String state;
    }
}
