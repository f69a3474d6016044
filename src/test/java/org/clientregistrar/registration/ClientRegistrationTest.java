package org.clientregistrar.registration;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.json;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.stream.Stream;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RegistrarTest
class ClientRegistrationTest {

    @Test
    @DisplayName(
            "RFC7591-3.2-01, OIDCREG-3.2-04, RFC7591-3-01, RFC7591-3-04, OIDCREG-3-03, MCP-REG-13: an open registration at /register answers 201 with JSON")
    void answersCreated() {
        register(V).statusCode(201).contentType(equalTo("application/json"));
        json().contentType("application/json; charset=utf-8")
                .body(V)
                .post("/register")
                .then()
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "RFC7591-3.1-03, OIDCREG-3.2-02, RFC7591-2-05, RFC7591-2-09, RFC7591-2-12, OIDCREG-2-03, OIDCREG-2-10: defaults are registered and returned")
    void returnsDefaults() {
        register(V)
                .body("token_endpoint_auth_method", equalTo("client_secret_basic"))
                .body("grant_types", contains("authorization_code"))
                .body("response_types", contains("code"))
                .body("application_type", equalTo("web"))
                .body("client_secret", instanceOf(String.class));
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.1-01, RFC7591-3.2.1-06, RFC7591-3.2.1-07, MCP-REG-07: client_id is a string, the times are whole numbers of seconds, 0 for a secret that does not expire")
    void returnsIssuedMembers() {
        var body = registered(V).body();
        assertTrue(body.get("client_id") instanceof String);
        assertEquals(0, body.get("client_secret_expires_at"));
        var age =
                Instant.now().getEpochSecond()
                        - ((Number) body.get("client_id_issued_at")).longValue();
        assertTrue(age >= 0 && age < 60, "issued " + age + " s ago");
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.1-08, RFC7591-3.2.1-10, RFC7591-3.1-02, RFC7592-3-03: every registered member comes back, at registration and at read")
    void returnsAllMembers() {
        var members =
                """
                "client_name": "Example", "client_name#ja-Jpan-JP": "\u4f8b", "client_uri": "https://client.example.org/",
                "logo_uri": "https://client.example.org/logo.png", "tos_uri": "http://client.example.org/tos",
                "policy_uri": "https://client.example.org/policy#privacy", "scope": "openid profile",
                "contacts": ["ops@client.example.org", "https://client.example.org/support"],
                "token_endpoint_auth_method": "private_key_jwt", "grant_types": ["authorization_code", "refresh_token"],
                "response_types": ["code"], "application_type": "web",
                "jwks": {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "n": 1.50}]},
                "software_id": "4NRB1-0XZ", "software_version": "2.10\"""";
        var registered = registeredWith(members);
        var sent = new io.restassured.path.json.JsonPath("{" + members + "}").getMap("$");
        sent.forEach(
                (name, value) -> assertEquals(value, registered.body().get(name), (String) name));
        registered.get().statusCode(200).body("$", equalTo(registered.body()));
    }

    @Test
    @DisplayName(
            "RFC7592-2-01, RFC7592-3-01, RFC7592-3-02, RFC7592-B-01, RFC7592-B-02, OIDCREG-3.2-08, OIDCREG-3.2-09, OIDCREG-4-02, RFC7592-2-03: the configuration URL is the public one, whatever the Host header says")
    void returnsConfigurationUrl() {
        json().header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .body(V)
                .post("/register")
                .then()
                .statusCode(201)
                .body(
                        "registration_client_uri",
                        matchesPattern("https://registrar\\.example/register/[0-9a-f]{32}"))
                .body("registration_access_token", matchesPattern("rat_[A-Za-z0-9_-]{43}"));
    }

    @Test
    @DisplayName("CHOICE-46: Location is the configuration URL")
    void returnsLocation() {
        var response = register(V).extract();
        assertEquals(response.path("registration_client_uri"), response.header("Location"));
    }

    @Test
    @DisplayName("RFC7591-3.2.1-13: replies with credentials are not to be cached, nor are errors")
    void forbidsCaching() {
        register(V).header("Cache-Control", "no-store").header("Pragma", "no-cache");
        register("{}")
                .statusCode(400)
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache");
        given().get("/register/unknown").then().statusCode(401).header("Cache-Control", "no-store");
    }

    @Test
    @DisplayName("RFC7591-2-04, RFC7591-5-04: a public client has no secret")
    void publicClientHasNoSecret() {
        registerWith("\"token_endpoint_auth_method\": \"none\"")
                .statusCode(201)
                .body("$", not(hasKey("client_secret")))
                .body("$", not(hasKey("client_secret_expires_at")));
    }

    @Test
    @DisplayName("RFC7591-2-06, CHOICE-41, OIDCREG-2-33: methods with a shared secret get one")
    void secretMethodsGetSecret() {
        for (var method :
                new String[] {"client_secret_basic", "client_secret_post", "client_secret_jwt"}) {
            registerWith("\"token_endpoint_auth_method\": \"" + method + "\"")
                    .statusCode(201)
                    .body("token_endpoint_auth_method", equalTo(method))
                    .body("client_secret", instanceOf(String.class));
        }
    }

    @Test
    @DisplayName(
            "CHOICE-40: a native client that names no method is confidential, with a secret of its own")
    void nativeClientsDefaultToBasic() {
        registerWith("\"redirect_uris\": [\"com.example.app:/cb\"]")
                .statusCode(201)
                .body("token_endpoint_auth_method", equalTo("client_secret_basic"))
                .body("client_secret", instanceOf(String.class));
    }

    @Test
    @DisplayName("RFC8252-8.4-01: a native client may have a secret, issued to this instance alone")
    void nativeClientsGetSecretsOfTheirOwn() {
        var one =
                registeredWith(
                        "\"application_type\": \"native\", \"redirect_uris\": [\"http://127.0.0.1/cb\"]");
        var two =
                registeredWith(
                        "\"application_type\": \"native\", \"redirect_uris\": [\"http://127.0.0.1/cb\"]");
        assertFalse(one.secret().equals(two.secret()));
    }

    @Test
    @DisplayName(
            "RFC7591-3.1-01, RFC7591-3.2.1-02, RFC7591-3.2.1-04, OIDCREG-3.2-05, OIDCREG-3.2-06, RFC6749-A-01, RFC6749-A-02, RFC6749-2.2-01, CHOICE-23, CIMD-7.1-01, OIDCCORE-16.19-01, RFC6749-10.10-01, RFC6819-5.1.4.2.2-01, RFC8725-3.5-01, RFC9700-4.15-01, CHOICE-48, RFC7592-5-03: ids, secrets and tokens are random, long, unique and of plain characters")
    void issuesRandomValues() {
        var clients = Stream.generate(() -> registered(V)).limit(200).toList();
        for (var client : clients) {
            assertTrue(client.id().matches("[0-9a-f]{32}"), client.id());
            assertTrue(client.secret().matches("[A-Za-z0-9_-]{64}"));
            assertTrue(client.token().matches("rat_[A-Za-z0-9_-]{43}"));
        }
        assertEquals(200, clients.stream().map(Door.Registered::id).collect(toSet()).size());
        assertEquals(200, clients.stream().map(Door.Registered::secret).collect(toSet()).size());
        assertEquals(200, clients.stream().map(Door.Registered::token).collect(toSet()).size());
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.1-03, RFC7591-3.2.1-05, RFC7591-5-16: the same request twice makes two clients with two secrets")
    void sameRequestMakesTwoClients() {
        var one = registeredWith("\"software_id\": \"same\"");
        var two = registeredWith("\"software_id\": \"same\"");
        assertFalse(one.id().equals(two.id()));
        assertFalse(one.secret().equals(two.secret()));
    }

    @Test
    @DisplayName(
            "RFC7591-6-02, CHOICE-07: members that the registry issues are ignored in a registration")
    void ignoresIssuedMembers() {
        registerWith(
                        """
                "client_id": "my-id", "client_secret": "mine", "client_secret_expires_at": 1, "client_id_issued_at": 1,
                "registration_access_token": "t", "registration_client_uri": "https://evil.example/\"""")
                .statusCode(201)
                .body("client_id", not("my-id"))
                .body("client_secret", not("mine"))
                .body("client_secret_expires_at", equalTo(0))
                .body("client_id_issued_at", not(1))
                .body("registration_client_uri", containsString("registrar.example"));
    }

    @Test
    @DisplayName(
            "RFC7591-2-25, OIDCREG-3.2-03, CHOICE-24, CHOICE-34, MCP-REG-12, RFC7591-3.1.1-01, RFC7591-5-08: members without a meaning here are ignored, privileged ones and statements too")
    void ignoresUnknownMembers() {
        registerWith(
                        """
                "x_unknown": {"a": 1}, "require_consent": false, "skip_consent": true, "state": "DISABLED",
                "software_statement": "a.b.c", "mcp_version": "2026-07-28\"""")
                .statusCode(201)
                .body("$", not(hasKey("x_unknown")))
                .body("$", not(hasKey("require_consent")))
                .body("$", not(hasKey("skip_consent")))
                .body("$", not(hasKey("software_statement")));
    }

    @Test
    @DisplayName("RFC7591-2-13: no client_name is invented")
    void inventsNoName() {
        register(V).body("$", not(hasKey("client_name")));
    }

    @Test
    @DisplayName("RFC7591-2-16: the pages and the logo come back unchanged")
    void keepsDisplayUris() {
        registerWith("\"logo_uri\": \"https://Client.example.org/a/../logo.png?x=%7e\"")
                .statusCode(201)
                .body("logo_uri", equalTo("https://Client.example.org/a/../logo.png?x=%7e"));
    }

    @Test
    @DisplayName("RFC7591-A-02: client_id stays short, however much is registered")
    void keepsIdsShort() {
        var name = "n".repeat(1024);
        assertEquals(32, registeredWith("\"client_name\": \"" + name + "\"").id().length());
    }

    @Test
    @DisplayName("MCP-REG-02: a public client with code and refresh is registered as it asks")
    void registersHostedMcpClient() {
        register(
                        """
                {"client_name": "Claude", "redirect_uris": ["https://claude.ai/api/mcp/auth_callback"],
                 "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
                 "token_endpoint_auth_method": "none"}""")
                .statusCode(201)
                .body("grant_types", contains("authorization_code", "refresh_token"))
                .body("response_types", contains("code"))
                .body("token_endpoint_auth_method", equalTo("none"))
                .body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName(
            "MCP-REG-01, MCP-REG-04, MCP-REG-08: claimed https and loopback redirects together, with a grant that needs a token, which is left out")
    void registersEditor() {
        register(
                        """
                {"client_name": "Visual Studio Code", "application_type": "native", "client_uri": "",
                 "grant_types": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
                 "response_types": ["code"], "token_endpoint_auth_method": "none",
                 "redirect_uris": ["https://insiders.vscode.dev/redirect", "https://vscode.dev/redirect",
                                   "http://127.0.0.1/", "http://127.0.0.1:33418/"]}""")
                .statusCode(201)
                .body("grant_types", contains("authorization_code", "refresh_token"))
                .body("application_type", equalTo("native"))
                .body("$", not(hasKey("client_uri")));
    }

    @Test
    @DisplayName(
            "MCP-REG-05, MCP-REG-06: redirect_uris is always there, null and empty strings never")
    void returnsNoEmptyMembers() {
        var body = registeredWith("\"client_uri\": \"\", \"logo_uri\": null").body();
        assertTrue(body.get("redirect_uris") instanceof java.util.List);
        body.forEach((name, value) -> assertFalse(value == null || value.equals(""), name));
    }
}
