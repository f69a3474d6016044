package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.admin.Clients.URIS;
import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.key;
import static org.clientregistrar.admin.Clients.self;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.UUID;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.metadata.Extension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator creates clients, and imports those of elsewhere. */
@RegistrarTest
class ClientCreationTest {

    @Test
    @DisplayName(
            "An operator creates a client with metadata and with what only operators say; the secret is shown this once, no registration access token is made")
    void creates() {
        var reply =
                create(
                                """
                                "client_name": "Shop", "require_consent": false, "reuse_consent": false,
                                "owner": "Shop team", "note": "line one\\nline two", "state": "disabled", "locked": true,
                                "grant_types": ["authorization_code", "client_credentials"]""")
                        .statusCode(201)
                        .contentType(equalTo("application/json"))
                        .header("Cache-Control", "no-store")
                        .header("ETag", "\"0\"")
                        .body("client_id", matchesPattern("[0-9a-f]{32}"))
                        .body("client_secret", matchesPattern("[A-Za-z0-9_-]{64}"))
                        .body("client_secret_expires_at", equalTo(0))
                        .body("grant_types", hasItem("client_credentials"))
                        .body("state", equalTo("disabled"))
                        .body("origin", equalTo("admin"))
                        .body("imported", equalTo(false))
                        .body("require_consent", equalTo(false))
                        .body("reuse_consent", equalTo(false))
                        .body("owner", equalTo("Shop team"))
                        .body("note", equalTo("line one\nline two"))
                        .body("locked", equalTo(true))
                        .body("$", not(hasKey("warnings")))
                        .body("$", not(hasKey("registration_access_token")))
                        .body("$", not(hasKey("registration_client_uri")))
                        .extract();
        String id = reply.path("client_id");
        assertEquals("/admin/clients/" + id, reply.header("Location"));
        get(id).statusCode(200)
                .header("ETag", "\"0\"")
                .body("client_name", equalTo("Shop"))
                .body("$", not(hasKey("client_secret")))
                .body("$", not(hasKey("client_secret_expires_at")));
    }

    @Test
    @DisplayName("What an operator leaves out has the defaults of a registration")
    void hasDefaults() {
        create("")
                .statusCode(201)
                .body("state", equalTo("active"))
                .body("require_consent", equalTo(true))
                .body("reuse_consent", equalTo(true))
                .body("locked", equalTo(false))
                .body("$", not(hasKey("owner")))
                .body("token_endpoint_auth_method", equalTo("client_secret_basic"))
                .body("grant_types", contains("authorization_code"));
    }

    @Test
    @DisplayName(
            "An import keeps id, secret and date as they are, be the secret short; it is marked, and a warning says how weak the secret is")
    void imports() {
        var id = "legacy-" + UUID.randomUUID();
        var reply =
                create(
                                """
                        "client_id": "%s", "client_secret": "hunter2", "date_created": "2014-03-09","""
                                                .formatted(id)
                                        + "\"issue_registration_access_token\": true")
                        .statusCode(201)
                        .body("client_id", equalTo(id))
                        .body("client_secret", equalTo("hunter2"))
                        .body("client_secret_expires_at", equalTo(0))
                        .body("imported", equalTo(true))
                        .body("created_at", equalTo("2014-03-09T00:00:00Z"))
                        .body("date_created", equalTo("2014-03-09"))
                        .body("client_id_issued_at", equalTo(1394323200))
                        .body("registration_access_token", startsWith("rat_"))
                        .body(
                                "registration_client_uri",
                                equalTo("https://registrar.example/register/" + id))
                        .body(
                                "warnings.member",
                                contains("client_id", "client_secret", "client_secret"))
                        .body(
                                "warnings.detail",
                                hasItem(startsWith("is shorter than 8 characters")))
                        .extract();
        get(id).body("$", not(hasKey("client_secret")));
        admin().get("/admin/clients/" + id + "/history")
                .then()
                .statusCode(200)
                .body("events[0].warnings", equalTo(reply.jsonPath().getList("warnings")));
    }

    @Test
    @DisplayName(
            "OIDCCORE-16.19-01: an imported secret that serves as a key, and is too short for some algorithms, is kept with a warning")
    void warnsOfShortKeys() {
        create(
                        "\"client_secret\": \"0123456789012345678901234567890123456789\", \"id_token_signed_response_alg\": \"HS256\"")
                .statusCode(201)
                .body("warnings.rule", hasItem("OIDCCORE-16.19-01"))
                .body("warnings.detail", not(hasItem(startsWith("is shorter"))));
    }

    @Test
    @DisplayName("The registration access token that was asked for opens the client's own door")
    void issuesRegistrationToken() {
        var reply =
                create(
                                "\"issue_registration_access_token\": true, \"client_secret\": \"brought along\"")
                        .statusCode(201)
                        .extract();
        self("GET", reply.path("client_id"), reply.path("registration_access_token"), null)
                .statusCode(200)
                .body("client_secret", equalTo("brought along"))
                .body("$", not(hasKey("owner")))
                .body("$", not(hasKey("state")));
    }

    @Test
    @DisplayName("An id that is another client's, or was, is a conflict that names client_id")
    void refusesTakenIds() {
        var id = "taken-" + UUID.randomUUID();
        create("\"client_id\": \"" + id + "\"").statusCode(201);
        for (int i = 0; i < 2; i++) {
            create("\"client_id\": \"" + id + "\"")
                    .statusCode(409)
                    .body("error", equalTo("invalid_request"))
                    .body("errors[0].member", equalTo("client_id"));
            Clients.delete(id);
        }
    }

    @Test
    @DisplayName("A client that needs no secret cannot bring one along")
    void refusesNeedlessSecret() {
        create("\"token_endpoint_auth_method\": \"none\", \"client_secret\": \"needless\"")
                .statusCode(400)
                .body("errors[0].member", equalTo("client_secret"));
    }

    @Test
    @DisplayName(
            "RFC6750-3.1-03: to bring a secret along, or to have a registration access token issued, takes the scope secrets:write as well")
    void needsScopes() {
        var key = key("clients:write");
        for (var member :
                new String[] {
                    "\"client_secret\": \"brought along\"",
                    "\"issue_registration_access_token\": true"
                }) {
            with(key)
                    .body("{" + URIS + ", " + member + "}")
                    .post("/admin/clients")
                    .then()
                    .statusCode(403)
                    .header("WWW-Authenticate", matchesPattern(".*scope=\"secrets:write\".*"))
                    .body("error", equalTo("insufficient_scope"));
        }
        with(key).body("{" + URIS + "}").post("/admin/clients").then().statusCode(201);
        with(key("clients:read"))
                .body("{" + URIS + "}")
                .post("/admin/clients")
                .then()
                .statusCode(403);
        with(key).get("/admin/clients/x").then().statusCode(403);
        anonymous().body("{" + URIS + "}").post("/admin/clients").then().statusCode(401);
    }

    @Test
    @DisplayName("RFC7591-2-25: members that nobody knows are ignored, and a warning names them")
    void warnsOfIgnoredMembers() {
        create("\"redirect_url\": \"https://c.example/\", \"clïent\": 1")
                .statusCode(201)
                .body("warnings.member", hasItem("redirect_url"))
                .body("warnings.rule", hasItem("RFC7591-2-25"))
                .body("warnings.size()", equalTo(2));
    }

    @Test
    @DisplayName("Everything that is wrong is told at once, of metadata and of what operators say")
    void tellsAllFaults() {
        create(
                        "\"logo_uri\": \"ftp://c.example/\", \"owner\": 1, \"locked\": \"true\", \"client_uri\": 5")
                .statusCode(400)
                .body("errors.member", hasItems("logo_uri", "owner", "locked", "client_uri"));
        var needless =
                "\"token_endpoint_auth_method\": \"none\", \"require_consent\": false, \"client_secret\": \"needless\"";
        create(needless + ", \"logo_uri\": \"ftp://c.example/\"")
                .statusCode(400)
                .body("errors.member", hasItems("logo_uri", "require_consent", "client_secret"));
        // Also where no metadata changes, which is not judged anew.
        var id = Clients.created("\"token_endpoint_auth_method\": \"none\"");
        Clients.patch(id, "{\"require_consent\": false, \"client_secret\": \"needless\"}")
                .statusCode(400)
                .body("errors.member", containsInAnyOrder("require_consent", "client_secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_id|1 '' true {} [] \".\" \"..\" \"\\u00e9\" \"\\n\" \"a\\u007f\"",
                "client_secret|1 true {} [\"a\"] \"\\u00e9\" \"\\t\"",
                "require_consent|0 1 \"false\" [] {}",
                "reuse_consent|0 \"true\" [true] {}",
                "locked|1 \"yes\" [] {\"a\":true}",
                "owner|1 true [] {} \"a\\nb\" \"\\u0085\" \"a\\u202eb\" \"\\u2028\" \"\\u00ad\"",
                "note|1 false [] {} \"\\u0001\"",
                "state|1 true [] {} \"deleted\" \"ACTIVE\" \"active\\n\"",
                "issue_registration_access_token|1 \"true\" [] {}",
                "date_created|1 true [] {} \"2014\" \"yesterday\" \"9999-01-01\" \"1969-12-31\" \"+999999999-12-31\" \"2014-02-30\" \"2014-03-09T10:00:00\" \"-999999999-01-01T00:00:00Z\"",
                "client_id_issued_at|1 \"1\" {}",
                "created_at|\"2014-03-09T00:00:00Z\" 1",
                "deleted_at|\"2014-03-09T00:00:00Z\" 1",
                "restorable_until|\"2014-03-09T00:00:00Z\"",
                "origin|\"admin\" 1",
                "imported|false true \"false\"",
                "client_secret_expires_at|0",
                "registration_access_token|\"rat_x\"",
                "registration_client_uri|\"https://registrar.example/register/x\"",
                "name|1 {} []",
                "client_type|1 {} \"secret\"",
                "jwt_alg|1 [] \"ES256\"",
                "contact_email|1 [] {}",
                "logo|1 {} \"ftp://x\"",
                "website_url|1 [] \"x\"",
                "terms_url|1 [] \"x\""
            })
    @DisplayName("A value that cannot be is 400, and names the member")
    void refusesBadValues(String member, String values) {
        for (var value : values.split(" ")) {
            if (value.equals("''")) {
                continue;
            }
            create("\"" + member + "\": " + value)
                    .statusCode(400)
                    .body("errors.size()", equalTo(1));
            Clients.put("bad-" + member, "\"" + member + "\": " + value).statusCode(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "client_secret", "owner", "note"})
    @DisplayName("Each text has a longest length, in characters")
    void refusesLongTexts(String member) {
        var most =
                switch (member) {
                    case "client_secret" -> 1024;
                    case "note" -> 4000;
                    default -> 255;
                };
        var letter = member.startsWith("client") ? "a" : "\uD83D\uDE00";
        var unique = member.equals("client_id") ? UUID.randomUUID().toString() : "";
        var longest = unique + letter.repeat(most - unique.length());
        create("\"" + member + "\": \"" + longest + letter + "\"")
                .statusCode(400)
                .body("errors[0].member", equalTo(member));
        create("\"" + member + "\": \"" + longest + "\"")
                .statusCode(201)
                .body(member, equalTo(longest));
    }

    @Test
    @DisplayName("Null and the empty string stand for a member that is left out (CHOICE-26)")
    void treatsNullAsAbsent() {
        create(
                        "\"client_id\": null, \"client_secret\": \"\", \"owner\": \"\", \"note\": null, \"state\": null, \"locked\": null, \"require_consent\": null, \"created_at\": null, \"name\": \"\"")
                .statusCode(201)
                .body("state", equalTo("active"))
                .body("imported", equalTo(false))
                .body("$", not(hasKey("owner")))
                .body("$", not(hasKey("warnings")));
    }

    @Test
    @DisplayName("Consent can be left out for confidential clients alone")
    void asksForConsentOfPublicClients() {
        create("\"token_endpoint_auth_method\": \"none\", \"require_consent\": false")
                .statusCode(400)
                .body("errors[0].member", equalTo("require_consent"));
        create("\"token_endpoint_auth_method\": \"none\", \"require_consent\": true")
                .statusCode(201);
    }

    @Test
    @DisplayName("CHOICE-34: no member of a reply can be an extension, which clients would set")
    void reservesNames() {
        Map<String, Object> reply =
                create(
                                """
                                "owner": "a", "note": "a", "client_secret": "a", "issue_registration_access_token": true,
                                "name": "a", "contact_email": "a", "website_url": "https://a.example/",
                                "terms_url": "https://a.example/", "logo": "https://a.example/\"""")
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getMap("$");
        for (var member : reply.keySet()) {
            assertThrows(
                    IllegalArgumentException.class, () -> Extension.parse(member + ":any"), member);
        }
    }

    @Test
    @DisplayName("A body that is no JSON object, and one of another type, are refused")
    void refusesOtherBodies() {
        admin().body("[]").post("/admin/clients").then().statusCode(400);
        admin().body("").post("/admin/clients").then().statusCode(400);
        admin().contentType("application/merge-patch+json")
                .body("{}")
                .post("/admin/clients")
                .then()
                .statusCode(415);
    }
}
