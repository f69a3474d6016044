package org.clientregistrar.registration;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.TestKeys.jwks;
import static org.clientregistrar.admin.Tokens.bounded;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.json;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.withToken;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestKeys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The settings that tighten or loosen the door, each away from its default. */
@RegistrarTest
@TestProfile(SettingsTest.Changed.class)
class SettingsTest {

    private static final String URIS = "\"redirect_uris\": [\"https://client.example.org/cb\"]";

    public static class Changed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("registrar.public-url", "https://as.example/oauth/"),
                    Map.entry(
                            "registrar.supported.grant-types",
                            "authorization_code,implicit,refresh_token,password"),
                    Map.entry(
                            "registrar.registration.open-grant-types",
                            "authorization_code,implicit,password"),
                    Map.entry(
                            "registrar.supported.response-types",
                            "code,token,id_token token,code id_token token,token code"),
                    Map.entry(
                            "registrar.supported.auth-methods",
                            "none,client_secret_basic,https://as.example/auth/custom"),
                    Map.entry("registrar.registration.default-scope", "openid profile"),
                    Map.entry("registrar.registration.strict", "true"),
                    Map.entry("registrar.registration.lenient-updates", "true"),
                    Map.entry("registrar.redirect-uris.private-use-schemes", "MyApp"),
                    Map.entry("registrar.redirect-uris.refuse-localhost", "true"),
                    Map.entry("registrar.redirect-uris.allow-loopback-for-web", "true"),
                    Map.entry("registrar.redirect-uris.infer-native", "false"),
                    Map.entry("registrar.client-secret.lifetime", "30d"),
                    Map.entry("registrar.registration-access-token.rotate-on-update", "true"),
                    Map.entry("registrar.metadata.pages-on-redirect-hosts", "true"),
                    Map.entry("registrar.limits.body-size", "4096"),
                    Map.entry("registrar.limits.array-items", "2"),
                    Map.entry("registrar.limits.uri-length", "256"),
                    Map.entry("registrar.limits.string-length", "64"),
                    Map.entry("registrar.cors.origins", "https://app.example"));
        }
    }

    @Test
    @DisplayName("RFC7592-3-01: the public URL may have a path")
    void usesPublicUrl() {
        var client = registered(V);
        assertEquals(
                "https://as.example/oauth/register/" + client.id(),
                client.body().get("registration_client_uri"));
    }

    @Test
    @DisplayName(
            "CHOICE-13: strict refuses grants that are not on offer instead of leaving them out")
    void refusesUnknownGrants() {
        registerWith("\"grant_types\": [\"authorization_code\", \"urn:x\"]")
                .statusCode(400)
                .body("errors[0].member", equalTo("grant_types[1]"));
        registerWith("\"grant_types\": [\"authorization_code\", \"refresh_token\"]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-20"));
    }

    @Test
    @DisplayName(
            "CHOICE-13, CHOICE-19: strict refuses what an initial access token does not allow, and the default scope is held to it")
    void refusesBeyondBounds() {
        var token = bounded("\"grant_types\": [\"authorization_code\"], \"scopes\": [\"profile\"]");
        withToken(
                        token.value(),
                        "{"
                                + URIS
                                + ", \"grant_types\": [\"authorization_code\", \"password\"], \"scope\": \"profile email\"}")
                .statusCode(400)
                .body("errors.member", contains("grant_types[1]", "scope"))
                .body("errors.rule", contains("CHOICE-19", "CHOICE-19"));
        withToken(token.value(), V).statusCode(201).body("scope", equalTo("profile"));
    }

    @Test
    @DisplayName(
            "OIDCREG-2-05, OIDCREG-2-07, OIDCREG-2-08, RFC7591-2.1-03, RFC6749-3.1.1-01: front-channel response types, where they are on offer")
    void offersFrontChannel() {
        registerWith("\"response_types\": [\"id_token token\"], \"grant_types\": [\"implicit\"]")
                .statusCode(201);
        registerWith("\"response_types\": [\"token id_token\"]")
                .statusCode(201)
                .body("response_types", contains("id_token token"))
                .body("grant_types", contains("implicit"));
        registerWith(
                        "\"response_types\": [\"id_token token\"], \"grant_types\": [\"authorization_code\"]")
                .statusCode(400);
        registerWith("\"response_types\": [\"code token\"], \"grant_types\": [\"implicit\"]")
                .statusCode(400);
        registerWith(
                        "\"response_types\": [\"code id_token token\"], \"grant_types\": [\"authorization_code\", \"implicit\"]")
                .statusCode(201);
        registerWith("\"grant_types\": [\"implicit\"]")
                .statusCode(201)
                .body("response_types", contains("token"));
        register("{\"grant_types\": [\"implicit\"], \"response_types\": [\"token\"]}")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
    }

    @Test
    @DisplayName("RFC7591-2.1-04, RFC9700-2.4-01: the password grant, where an operator insists")
    void offersPassword() {
        register("{\"grant_types\": [\"password\"]}").statusCode(201);
    }

    @Test
    @DisplayName("RFC7591-2-07: a method of the deployment's own")
    void offersCustomMethod() {
        registerWith("\"token_endpoint_auth_method\": \"https://as.example/auth/custom\"")
                .statusCode(201);
        registerWith("\"token_endpoint_auth_method\": \"private_key_jwt\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-13"));
    }

    @Test
    @DisplayName("RFC7591-2-18: a default scope is registered, and returned")
    void fillsScope() {
        register(V).body("scope", equalTo("openid profile"));
        registerWith("\"scope\": \"email\"").body("scope", equalTo("email"));
    }

    @Test
    @DisplayName(
            "CHOICE-04: lenient updates may carry the members of the registry, which change nothing")
    void toleratesIssuedMembers() {
        var client = registered(V);
        client.put(
                        URIS
                                + ", \"registration_access_token\": \"x\", \"client_secret_expires_at\": 1, \"client_id_issued_at\": 1, \"registration_client_uri\": \"x\"")
                .statusCode(200)
                .body("client_id_issued_at", equalTo(client.body().get("client_id_issued_at")))
                .body(
                        "client_secret_expires_at",
                        equalTo(client.body().get("client_secret_expires_at")));
    }

    @Test
    @DisplayName(
            "CHOICE-02, RFC7592-5-02, RFC7592-A-03, RFC7592-A-02: an update gives a new registration access token, and the old one is no good")
    void rotatesToken() {
        var client = registered(V);
        String next =
                client.put(URIS)
                        .statusCode(200)
                        .body("registration_access_token", not(client.token()))
                        .extract()
                        .path("registration_access_token");
        client.get().statusCode(401);
        json().header("Authorization", "Bearer " + next)
                .get(client.path())
                .then()
                .statusCode(200)
                .body("registration_access_token", equalTo(next));
    }

    @Test
    @DisplayName("CHOICE-22, RFC7591-3.2.1-07: secrets with a lifetime say when it ends")
    void secretsExpire() {
        var client = registered(V);
        var expected = Instant.now().plus(Duration.ofDays(30)).getEpochSecond();
        assertTrue(
                Math.abs(
                                expected
                                        - ((Number) client.body().get("client_secret_expires_at"))
                                                .longValue())
                        < 60);
    }

    @Test
    @DisplayName(
            "CHOICE-08, CHOICE-10, CHOICE-11, CHOICE-12: strict and development rules for redirect URIs")
    void changesRedirectRules() {
        registerWith(
                        "\"application_type\": \"native\", \"redirect_uris\": [\"http://localhost/cb\"]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-08"));
        registerWith(
                        "\"application_type\": \"native\", \"redirect_uris\": [\"http://127.0.0.1/cb\"]")
                .statusCode(201);
        registerWith("\"application_type\": \"native\", \"redirect_uris\": [\"myapp:/cb\"]")
                .statusCode(201);
        registerWith("\"application_type\": \"native\", \"redirect_uris\": [\"cursor://x/cb\"]")
                .statusCode(400);
        registerWith(
                        "\"application_type\": \"native\", \"redirect_uris\": [\"javascript:alert(1)\"]")
                .statusCode(400);
        registerWith(
                        "\"application_type\": \"web\", \"redirect_uris\": [\"http://localhost:8080/cb\"]")
                .statusCode(201);
        registerWith("\"application_type\": \"web\", \"redirect_uris\": [\"http://c.example/cb\"]")
                .statusCode(400);
        registerWith(
                        "\"grant_types\": [\"implicit\"], \"redirect_uris\": [\"http://localhost:8080/cb\"]")
                .statusCode(400);
        registerWith("\"redirect_uris\": [\"com.example.app:/cb\"]")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
    }

    @Test
    @DisplayName(
            "OIDCCORE-10.1-02: strict refuses several keys to sign with that no kid tells apart")
    void refusesAmbiguousKeys() {
        registerWith(jwks(TestKeys.json(TestKeys.RSA), TestKeys.json(TestKeys.P256)))
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-10.1-02"));
        registerWith(
                        jwks(
                                TestKeys.json(TestKeys.RSA, "kid", "a"),
                                TestKeys.json(TestKeys.P256, "kid", "b")))
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "RFC7591-5-09, RFC7591-5-10, OIDCREG-9-01: pages on hosts of others are refused, where the deployment wants that; in every language")
    void refusesForeignPages() {
        registerWith(
                        "\"redirect_uris\": [\"https://a.example/cb\", \"https://d.example/cb\"], \"policy_uri\": \"https://b.example/p\", \"logo_uri\": \"http://a.example/l\", \"tos_uri#fr\": \"https://c.example/\", \"client_uri\": \"https://A.example:8443/\"")
                .statusCode(400)
                .body("errors.member", hasItems("policy_uri", "logo_uri", "tos_uri#fr"))
                .body("errors.size()", equalTo(3))
                .body("errors[0].rule", equalTo("RFC7591-5-10"));
        registerWith(
                        "\"application_type\": \"native\", \"redirect_uris\": [\"com.example.app:/cb\"], \"logo_uri\": \"https://b.example/l\"")
                .statusCode(201);
    }

    @Test
    @DisplayName("CHOICE-36: every limit can be set")
    void changesLimits() {
        register(V + " ".repeat(4096)).statusCode(413);
        registerWith("\"client_name\": \"" + "x".repeat(65) + "\"").statusCode(400);
        registerWith("\"client_uri\": \"https://c.example/" + "x".repeat(256) + "\"")
                .statusCode(400);
        registerWith("\"contacts\": [\"a\", \"b\", \"c\"]").statusCode(400);
    }

    @Test
    @DisplayName("OIDCREG-3-02: the origins can be named")
    void restrictsOrigins() {
        json().header("Origin", "https://app.example")
                .body(V)
                .post("/register")
                .then()
                .statusCode(201)
                .header("Access-Control-Allow-Origin", equalTo("https://app.example"));
        given().header("Origin", "https://other.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/register")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", nullValue());
        json().header("Origin", "https://as.example")
                .body(V)
                .post("/register")
                .then()
                .statusCode(201)
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
