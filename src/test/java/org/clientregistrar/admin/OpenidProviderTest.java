package org.clientregistrar.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.clientregistrar.admin.Admin.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestKeys;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JWTs of the operator's OpenID provider (RFC 9068): which open the admin door, and which do not.
 */
@RegistrarTest
@TestProfile(OpenidProviderTest.Trusting.class)
class OpenidProviderTest {

    private static final String ISSUER = "https://login.example";
    private static final String JWKS_URI = "registrar.openid-provider.jwks-uri";

    private static HttpServer server;

    public static class Trusting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.openid-provider.issuer",
                    ISSUER,
                    "registrar.openid-provider.audience",
                    "https://registrar.example,registrar",
                    JWKS_URI,
                    "http://localhost:" + freePort() + "/jwks",
                    "registrar.fetch.failure-cache",
                    "0s");
        }

        private static int freePort() {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The provider is away at first, and comes up in the middle of things. */
    @BeforeEach
    void startProvider() throws Exception {
        if (server != null) {
            return;
        }
        whoAmI(token(Map.of()))
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("error", equalTo("temporarily_unavailable"));
        admin().get("/admin/whoami").then().statusCode(200);
        var uri = URI.create(ConfigProvider.getConfig().getValue(JWKS_URI, String.class));
        server = HttpServer.create(new InetSocketAddress("localhost", uri.getPort()), 0);
        var jwks =
                "{\"keys\": [%s, %s]}"
                        .formatted(
                                TestKeys.json(TestKeys.RSA, "kid", "rsa", "alg", "RS256"),
                                TestKeys.json(TestKeys.P256, "kid", "ec"))
                        .getBytes(UTF_8);
        server.createContext(
                "/jwks",
                exchange -> {
                    exchange.sendResponseHeaders(200, jwks.length);
                    exchange.getResponseBody().write(jwks);
                    exchange.close();
                });
        server.start();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> whoAmI(token(Map.of())).statusCode(200));
    }

    @AfterAll
    static void stopProvider() {
        server.stop(0);
        server = null;
    }

    private static ValidatableResponse whoAmI(String token) {
        return with(token).get("/admin/whoami").then();
    }

    private static Map<String, Object> claims(Map<String, Object> others) {
        var claims = new HashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("aud", "https://registrar.example");
        claims.put("sub", "jane");
        claims.put("iat", Instant.now().getEpochSecond() - 600);
        claims.put("exp", Instant.now().getEpochSecond() + 60);
        claims.putAll(others);
        claims.values().removeIf(""::equals);
        return claims;
    }

    /** A good one but for these claims; the empty string takes one away. */
    private static String token(Map<String, Object> claims) {
        return token("RS256", "rsa", Map.of(), claims);
    }

    private static String token(
            String alg, String kid, Map<String, Object> header, Map<String, Object> claims) {
        var key = alg.startsWith("ES") ? TestKeys.P256 : TestKeys.RSA;
        return signed(alg, kid, header, JsonUtil.toJson(claims(claims)), key.getPrivateKey());
    }

    private static String signed(
            String alg,
            String kid,
            Map<String, Object> header,
            String payload,
            java.security.Key key) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setAlgorithmHeaderValue(alg);
        if (kid != null) {
            jws.setKeyIdHeaderValue(kid);
        }
        header.forEach(jws.getHeaders()::setObjectHeaderValue);
        jws.setPayload(payload);
        jws.setKey(key);
        jws.setDoKeyValidation(false);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValidatableResponse refused(String token) {
        var response =
                whoAmI(token)
                        .statusCode(401)
                        .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                        .body("error", equalTo("invalid_token"))
                        .body("errors[0].rule", equalTo("RFC6750-3.1-02"));
        assertFalse(response.extract().asString().contains(token));
        return response;
    }

    @Test
    @DisplayName("A good token tells who is there, and its scopes what he may do")
    void knowsItsHolder() {
        var token =
                token(
                        Map.of(
                                "scope", "openid keys:write clients:read",
                                "preferred_username", "jane.doe",
                                "email", "jane@login.example"));
        whoAmI(token)
                .statusCode(200)
                .body("type", equalTo("subject"))
                .body("id", equalTo("jane"))
                .body("name", equalTo("jane.doe"))
                .body("scopes", equalTo(List.of("clients:read", "keys:write")));
        with(token)
                .body(
                        "{\"name\": \"by a person\", \"scopes\": [\"clients:read\"], \"expires_in\": 60}")
                .post("/admin/access-keys")
                .then()
                .statusCode(201)
                .body("created_by", equalTo("subject:jane"));
        with(token)
                .body("{\"name\": \"x\", \"scopes\": [\"audit:read\"]}")
                .post("/admin/access-keys")
                .then()
                .statusCode(403)
                .body("error", equalTo("insufficient_scope"));
    }

    @Test
    @DisplayName(
            "RFC6750-3.1-03: a good token without scopes opens nothing but the question who he is")
    void needsScopes() {
        var token = token(Map.of("scope", "openid profile"));
        whoAmI(token)
                .statusCode(200)
                .body("scopes", equalTo(List.of()))
                .body("$", not(hasKey("name")));
        with(token)
                .get("/admin/access-keys")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("scope=\"keys:write\""));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RS256, rsa, at+jwt",
                "RS256, rsa, application/AT+JWT",
                "RS256, rsa, JWT",
                "RS256, -, -",
                "ES256, ec, at+jwt"
            })
    @DisplayName("RFC8725-3.1-01: every allowed algorithm is good, with its own key")
    void takesAllowed(String alg, String kid, String typ) {
        whoAmI(token(alg, kid, typ == null ? Map.of() : Map.of("typ", typ), Map.of()))
                .statusCode(200);
    }

    @Test
    @DisplayName("One of several audiences is enough, and a clock may be a minute off")
    void takesOneAudience() {
        whoAmI(token(Map.of("aud", List.of("https://other.example", "registrar")))).statusCode(200);
        whoAmI(token(Map.of("exp", Instant.now().getEpochSecond() - 30))).statusCode(200);
    }

    @Test
    @DisplayName(
            "RFC8725-3.8-01, RFC8725-3.9-01: tokens of others and for others are refused, and it is said why")
    void refusesOthers() {
        refused(token(Map.of("exp", Instant.now().getEpochSecond() - 120)))
                .body("error_description", equalTo("the token has expired"));
        var issuer = "the token is not of the issuer that is trusted here";
        refused(token(Map.of("iss", ISSUER + "/"))).body("error_description", equalTo(issuer));
        refused(token(Map.of("iss", ""))).body("error_description", equalTo(issuer));
        var audience = "the token is not for this service: its aud names another audience";
        refused(token(Map.of("aud", "a-client"))).body("error_description", equalTo(audience));
        refused(token(Map.of("aud", List.of()))).body("error", equalTo("invalid_token"));
        refused(token(Map.of("aud", ""))).body("error_description", equalTo(audience));
    }

    @Test
    @DisplayName("A token without an end, of the future, or of nobody in particular is refused")
    void refusesOddClaims() {
        refused(token(Map.of("exp", "")));
        refused(token(Map.of("iat", "")));
        refused(token(Map.of("iat", "now")));
        refused(token(Map.of("exp", "4102444800")));
        refused(token(Map.of("nbf", Instant.now().getEpochSecond() + 3600)));
        refused(token(Map.of("sub", "")));
        refused(token(Map.of("sub", 7)));
        refused(token(Map.of("sub", "x".repeat(256))));
        refused(token(Map.of("sub", "a\nb")));
        refused(token(Map.of("sub", "a\u0000b")));
        whoAmI(token(Map.of("preferred_username", "a\u0000b", "email", 7, "name", "Jane")))
                .statusCode(200)
                .body("name", equalTo("Jane"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"logout+jwt", "JOSE", "dpop+jwt", "oauth-authz-req+jwt", "secevent+jwt", ""})
    @DisplayName("RFC8725-3.11-01: another kind of JWT of the provider is no access token")
    void refusesOtherTypes(String typ) {
        refused(token("RS256", "rsa", Map.of("typ", typ), Map.of()));
        refused(token("RS256", "rsa", Map.of("typ", 7), Map.of()));
        refused(token("RS256", "rsa", Map.of("typ", List.of("at+jwt")), Map.of()));
    }

    @Test
    @DisplayName(
            "RFC8725-3.1-01, RFC8725-3.2-01: other algorithms are refused: none, MACs with the public key, those that are not set")
    void refusesOtherAlgorithms() {
        var payload = JsonUtil.toJson(claims(Map.of()));
        refused(signed("none", null, Map.of(), payload, null));
        refused(signed("none", "rsa", Map.of(), payload, null));
        for (var bytes :
                List.of(
                        TestKeys.RSA.getPublicKey().getEncoded(),
                        TestKeys.json(TestKeys.RSA).getBytes(UTF_8))) {
            refused(signed("HS256", "rsa", Map.of(), payload, new HmacKey(bytes)));
            refused(signed("HS256", null, Map.of(), payload, new HmacKey(bytes)));
        }
        refused(token("RS512", "rsa", Map.of(), Map.of()));
        refused(token("PS256", "rsa", Map.of(), Map.of()));
        refused(token("ES256", "rsa", Map.of(), Map.of()));
        refused(token("RS256", "ec", Map.of(), Map.of()));
    }

    @Test
    @DisplayName(
            "RFC8725-3.3-01, RFC8725-3.10-01: another key is of no use, be it brought along, and whatever the kid")
    void refusesOtherKeys() throws Exception {
        PublicJsonWebKey other = RsaJwkGenerator.generateJwk(2048);
        var payload = JsonUtil.toJson(claims(Map.of()));
        var jwk = JsonUtil.parseJson(TestKeys.json(other));
        for (var kid : new String[] {"rsa", "other", "../jwks", null}) {
            refused(signed("RS256", kid, Map.of(), payload, other.getPrivateKey()));
            refused(signed("RS256", kid, Map.of("jwk", jwk), payload, other.getPrivateKey()));
            refused(
                    signed(
                            "RS256",
                            kid,
                            Map.of("jku", "http://localhost:1/"),
                            payload,
                            other.getPrivateKey()));
        }
        refused(token("RS256", "rsa", Map.of("crit", List.of("urn:x"), "urn:x", true), Map.of()));
    }

    @Test
    @DisplayName("RFC8725-3.3-01: what is no signed JWT as a whole is refused")
    void refusesMalformed() throws Exception {
        var good = token(Map.of());
        var parts = good.split("\\.");
        for (var token :
                new String[] {
                    "x",
                    "a.b.c",
                    "...",
                    "..",
                    parts[0] + "." + parts[1],
                    parts[0] + "." + parts[1] + ".",
                    good + ".",
                    good + "." + parts[2] + "." + parts[2],
                    parts[0] + "." + parts[1] + "." + parts[2].substring(4),
                    parts[0] + "." + parts[1].substring(0, 20) + "." + parts[2],
                    "e30.e30.e30"
                }) {
            refused(token);
        }
        refused(signed("RS256", "rsa", Map.of("cty", "JWT"), good, TestKeys.RSA.getPrivateKey()));
        refused(signed("RS256", "rsa", Map.of(), "[]", TestKeys.RSA.getPrivateKey()));
        refused(signed("RS256", "rsa", Map.of(), "x", TestKeys.RSA.getPrivateKey()));
        var jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue("RSA-OAEP-256");
        jwe.setEncryptionMethodHeaderParameter("A128GCM");
        jwe.setKey(TestKeys.RSA.getPublicKey());
        jwe.setPayload(good);
        refused(jwe.getCompactSerialization());
    }

    @Test
    @DisplayName(
            "RFC6750-2.3-01: a good token in the query opens nothing, and two are one too many")
    void takesNoQuery() {
        var token = token(Map.of("scope", "keys:write"));
        anonymous().get("/admin/access-keys?access_token=" + token).then().statusCode(401);
        with(token).get("/admin/whoami?access_token=" + token).then().statusCode(400);
        with(token)
                .header("Authorization", "Bearer " + token)
                .get("/admin/whoami")
                .then()
                .statusCode(400);
    }

    @Test
    @DisplayName("An access key works as before, and a token that begins like one is none")
    void keepsKeysApart() {
        admin().get("/admin/whoami").then().statusCode(200).body("type", equalTo("access_key"));
        refused("key_" + token(Map.of()))
                .body("error_description", equalTo("the access key is not valid"));
    }
}
