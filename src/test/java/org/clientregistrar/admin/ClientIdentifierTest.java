package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.admin.Clients.at;
import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.delete;
import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.patch;
import static org.clientregistrar.admin.Clients.path;
import static org.clientregistrar.admin.Clients.post;
import static org.clientregistrar.admin.Clients.put;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers of any printable ASCII, as RFC 6749 appendix A.1 has them, in paths. */
@RegistrarTest
class ClientIdentifierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "/",
                "//",
                "a?b=c",
                "?",
                "a#b",
                "50%",
                "%2F",
                "%252F",
                "%zz",
                "two words",
                " ",
                " edge ",
                "a+b",
                "a;b=c",
                ";",
                "a/../b",
                "../..",
                "...",
                ".hidden",
                "{client_id}",
                "a\\b",
                "\"quoted\"",
                "https://client.example.org/",
                "user@example.org:80",
                "restore",
                "x/restore",
                "secrets",
                "~!$&'()*,-._=[]|^`<>"
            })
    @DisplayName("Any printable ASCII can be an id, and is found at its percent-encoded path")
    void findsAny(String id) {
        var reply =
                create(
                                "\"client_id\": "
                                        + TextNode.valueOf(id)
                                        + ", \"issue_registration_access_token\": true")
                        .statusCode(201)
                        .body("client_id", equalTo(id))
                        .extract();
        var location = reply.header("Location");
        assertTrue(location.startsWith("/admin/clients/"), location);
        at(admin(), "GET", location).statusCode(200).body("client_id", equalTo(id));
        get(id).statusCode(200).body("client_id", equalTo(id));
        patch(id, "{\"owner\": \"x\"}").statusCode(200);
        put(id, "").statusCode(200).body("client_id", equalTo(id));
        post(id, "/secrets", "{}").statusCode(201).body("client_id", equalTo(id));
        String own = reply.path("registration_client_uri");
        assertTrue(own.startsWith("https://registrar.example/register/"), own);
        var configuration = own.substring("https://registrar.example".length());
        String token = reply.path("registration_access_token");
        var read =
                at(with(token), "GET", configuration)
                        .statusCode(200)
                        .body("client_id", equalTo(id))
                        .extract();
        assertEquals(own, read.path("registration_client_uri"));
        at(with(token), "POST", configuration + "/secret").statusCode(201);
        delete(id).statusCode(204);
        post(id, "/restore", "").statusCode(200).body("client_id", equalTo(id));
        at(with(token), "GET", configuration).statusCode(401);
    }

    @Test
    @DisplayName("All printable ASCII in one id")
    void findsAll() {
        var all = new StringBuilder("all");
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        put(all.toString(), "").statusCode(201).body("client_id", equalTo(all.toString()));
        get(all.toString()).statusCode(200).body("client_id", equalTo(all.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%C3%A9", "%0A", "%7F", "%80", "%ED%A0%80"})
    @DisplayName("A path of another character is no client's, and makes none")
    void refusesOthers(String segment) {
        at(admin(), "GET", "/admin/clients/" + segment).statusCode(404);
        at(admin().body("{" + Clients.URIS + "}"), "PUT", "/admin/clients/" + segment)
                .statusCode(400)
                .body("errors[0].member", equalTo("client_id"));
        at(admin().body("{}"), "PATCH", "/admin/clients/" + segment).statusCode(404);
        at(admin(), "DELETE", "/admin/clients/" + segment).statusCode(404);
        at(admin(), "POST", "/admin/clients/" + segment + "/restore").statusCode(404);
    }

    @Test
    @DisplayName("An id that is too long is no client's, and makes none")
    void refusesLong() {
        var id = "a".repeat(256);
        get(id).statusCode(404);
        put(id, "").statusCode(400).body("errors[0].member", equalTo("client_id"));
        assertTrue(path(id).endsWith("a"));
    }

    @Test
    @DisplayName(
            "What stands in the place of an id at the authorization server's door is none, however it is brought along")
    void refusesReserved() {
        put("changes", "").statusCode(400).body("errors[0].member", equalTo("client_id"));
        create("\"client_id\": \"changes\"")
                .statusCode(400)
                .body("errors[0].member", equalTo("client_id"))
                .body("errors[0].detail", containsString("changes"));
        get("changes").statusCode(404);
        put("changes2", "").statusCode(201);
    }
}
