package org.clientregistrar.registration;

import static org.clientregistrar.TestKeys.RSA;
import static org.clientregistrar.TestKeys.json;
import static org.clientregistrar.TestKeys.jwks;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.clientregistrar.DocumentHost;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A deployment that asks its authorization server what it supports (RFC 8414 section 2). */
@RegistrarTest
@QuarkusTestResource(value = DocumentHost.class, restrictToAnnotatedClass = true)
@TestProfile(ServerMetadataTest.Asking.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerMetadataTest {

    private static final String PATH = "/as/.well-known/openid-configuration";

    public static class Asking implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.authorization-server.metadata-uri",
                    DocumentHost.put(PATH, 503, "text/plain", ""),
                    "registrar.authorization-server.refresh",
                    "100ms",
                    "registrar.supported.subject-types",
                    "public");
        }
    }

    private static void announce(String members) {
        var url = DocumentHost.put(PATH, "{}");
        var issuer = url.replace("/.well-known/openid-configuration", "");
        DocumentHost.put(PATH, "{\"issuer\": \"" + issuer + "\", " + members + "}");
    }

    private static void soon(Runnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion::run);
    }

    @Test
    @Order(1)
    @DisplayName("Before the document was ever read nobody can register: 503, try again")
    void waitsForTheDocument() {
        register(V)
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("error", equalTo("temporarily_unavailable"));
    }

    @Test
    @Order(2)
    @DisplayName(
            "CHOICE-13: the lists of the document are in force, but for what is advised against and what a setting says")
    void followsTheDocument() {
        announce(
                """
                "grant_types_supported": ["authorization_code", "password", "implicit"],
                "response_types_supported": ["code", "code id_token", "token"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
                "subject_types_supported": ["pairwise", "public"],
                "id_token_signing_alg_values_supported": ["ES256", "RS256"],
                "id_token_encryption_alg_values_supported": ["RSA1_5", "RSA-OAEP"],
                "scopes_supported": ["openid"]
                """);
        var method =
                "\"token_endpoint_auth_method\": \"private_key_jwt\", " + jwks(json(RSA)) + ", ";
        soon(
                () ->
                        registerWith(method + "\"scope\": \"openid email\"")
                                .statusCode(201)
                                .body("scope", equalTo("openid")));
        register(V).statusCode(400).body("errors[0].rule", equalTo("CHOICE-13"));
        registerWith(method + "\"response_types\": [\"id_token\"]").statusCode(400);
        registerWith(method + "\"response_types\": [\"token\"]").statusCode(400);
        registerWith(method + "\"grant_types\": [\"authorization_code\", \"password\"]")
                .statusCode(201)
                .body("grant_types", contains("authorization_code"));
        registerWith(method + "\"subject_type\": \"pairwise\"").statusCode(400);
        registerWith(method + "\"id_token_signed_response_alg\": \"PS256\"").statusCode(400);
        registerWith(method + "\"userinfo_signed_response_alg\": \"PS256\"").statusCode(201);
        registerWith(method + "\"id_token_encrypted_response_alg\": \"RSA1_5\"").statusCode(400);
        registerWith(method + "\"id_token_encrypted_response_alg\": \"RSA-OAEP\"").statusCode(201);
    }

    @Test
    @Order(3)
    @DisplayName(
            "The last good copy stays in force while the server is away, or answers with something else")
    void keepsTheLastCopy() throws Exception {
        var method = "\"token_endpoint_auth_method\": \"private_key_jwt\", " + jwks(json(RSA));
        for (var document :
                new String[] {
                    "",
                    "{\"issuer\": \"https://evil.example\", \"response_types_supported\": []}",
                    "{\"response_types_supported\": []}",
                    "[]"
                }) {
            DocumentHost.put(PATH, document);
            var before = DocumentHost.requests(PATH);
            soon(
                    () -> {
                        registerWith(method).statusCode(201);
                        org.junit.jupiter.api.Assertions.assertTrue(
                                DocumentHost.requests(PATH) > before);
                    });
            registerWith(method).statusCode(201);
            register(V).statusCode(400);
        }
    }

    @Test
    @Order(4)
    @DisplayName("A new document is followed soon; lists that it leaves out have their meaning")
    void followsTheNextDocument() {
        announce("\"response_types_supported\": [\"code\"]");
        soon(() -> register(V).statusCode(201));
        registerWith("\"token_endpoint_auth_method\": \"client_secret_post\"").statusCode(400);
    }

    @Test
    @Order(5)
    @DisplayName(
            "CHOICE-13: whatever a server announces, a reply can be sent back as it is, and nothing weak comes unasked for")
    void bearsOddAnnouncements() throws Exception {
        var lists =
                java.util.List.of(
                        "\"subject_types_supported\": []",
                        "\"subject_types_supported\": [\"foo\"]",
                        "\"id_token_signing_alg_values_supported\": []",
                        "\"id_token_signing_alg_values_supported\": [\"none\", \"ES256\"]",
                        "\"id_token_signing_alg_values_supported\": [\"none\"]",
                        "\"id_token_signing_alg_values_supported\": [\"HS256\"]",
                        "\"id_token_encryption_enc_values_supported\": []",
                        "\"response_types_supported\": [\"code\"]",
                        "\"response_types_supported\": []",
                        "\"scopes_supported\": [\"password\", \"token\", \"with space\", \"caf\u00e9\"]",
                        "\"grant_types_supported\": [\"urn:openid:params:grant-type:ciba\"]");
        var requests =
                java.util.List.of(
                        "{\"redirect_uris\": [\"https://c.example/cb\"], \"scope\": \"password token\"}",
                        "{\"redirect_uris\": [\"https://c.example/cb\"], \"token_endpoint_auth_method\": \"none\"}",
                        "{\"redirect_uris\": [\"https://c.example/cb\"], \"response_types\": [\"id_token\"]}",
                        "{\"redirect_uris\": [\"https://c.example/cb\"], \"grant_types\": [\"implicit\"]}",
                        "{\"redirect_uris\": [\"https://c.example/cb\"], \"id_token_encrypted_response_alg\": \"RSA-OAEP\", "
                                + jwks(json(RSA))
                                + "}");
        for (var list : lists) {
            announce(
                    "\"token_endpoint_auth_methods_supported\": [\"none\", \"client_secret_basic\"], \"acr_values_supported\": [], "
                            + list);
            var before = DocumentHost.requests(PATH);
            soon(
                    () -> {
                        register(V);
                        org.junit.jupiter.api.Assertions.assertTrue(
                                DocumentHost.requests(PATH) > before + 1);
                    });
            requests.forEach(ServerMetadataTest::registerAndSendBack);
        }
    }

    private static void registerAndSendBack(String request) {
        var reply = register(request).extract();
        org.junit.jupiter.api.Assertions.assertTrue(
                reply.statusCode() == 201 || reply.statusCode() == 400, reply.asString());
        if (reply.statusCode() == 201) {
            java.util.Map<String, Object> members = reply.jsonPath().getMap("$");
            org.junit.jupiter.api.Assertions.assertNotEquals(
                    "none", members.get("id_token_signed_response_alg"));
            var path = "/register/" + members.get("client_id");
            var token = members.get("registration_access_token");
            for (var issued :
                    java.util.List.of(
                            "client_secret_expires_at",
                            "client_id_issued_at",
                            "registration_access_token",
                            "registration_client_uri")) {
                members.remove(issued);
            }
            Door.json()
                    .header("Authorization", "Bearer " + token)
                    .body(members)
                    .put(path)
                    .then()
                    .statusCode(200)
                    .body(
                            "id_token_signed_response_alg",
                            equalTo(members.get("id_token_signed_response_alg")))
                    .body("scope", equalTo(members.get("scope")))
                    .body("response_types", equalTo(members.get("response_types")));
        }
    }
}
