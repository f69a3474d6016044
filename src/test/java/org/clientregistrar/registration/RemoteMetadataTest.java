package org.clientregistrar.registration;

import static org.clientregistrar.TestKeys.P256;
import static org.clientregistrar.TestKeys.RSA;
import static org.clientregistrar.TestKeys.json;
import static org.clientregistrar.registration.Door.registerWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.DocumentHost;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A deployment that looks at the keys and pages of its clients. */
@RegistrarTest
@QuarkusTestResource(value = DocumentHost.class, restrictToAnnotatedClass = true)
@TestProfile(RemoteMetadataTest.Looking.class)
class RemoteMetadataTest {

    public static class Looking implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.metadata.fetch-jwks-uri", "true",
                    "registrar.metadata.fetch-pages", "true");
        }
    }

    private static String jwksUri(String path, String document) {
        return "\"jwks_uri\": \"" + DocumentHost.put(path, document) + "\"";
    }

    @Test
    @DisplayName("CHOICE-29: the keys at jwks_uri have the rules of jwks")
    void readsKeys() {
        var good = jwksUri("/jwks", "{\"keys\": [" + json(RSA) + "]}");
        registerWith(good).statusCode(201);
        registerWith(jwksUri("/private", "{\"keys\": [{\"kty\": \"oct\", \"k\": \"AQAB\"}]}"))
                .statusCode(400)
                .body("errors[0].member", equalTo("jwks_uri.keys[0]"))
                .body("errors[0].rule", equalTo("OIDCREG-2-20"));
        registerWith(jwksUri("/none", "[]")).statusCode(400);
        registerWith(jwksUri("/broken", "{"))
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-29"));
        registerWith("\"jwks_uri\": \"https://127.0.0.1:1/jwks\"").statusCode(400);
    }

    @Test
    @DisplayName("OIDCCORE-9-01, OIDCCORE-10.2-02: and serve the algorithms that are registered")
    void keysServe() {
        var keys = jwksUri("/rsa", "{\"keys\": [" + json(RSA, "use", "sig") + "]}");
        var method = ", \"token_endpoint_auth_method\": \"private_key_jwt\"";
        registerWith(keys + method + ", \"token_endpoint_auth_signing_alg\": \"PS256\"")
                .statusCode(201);
        registerWith(keys + method + ", \"token_endpoint_auth_signing_alg\": \"ES256\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-9-01"));
        registerWith(keys + ", \"id_token_encrypted_response_alg\": \"RSA-OAEP-256\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-10.2-02"));
        var empty = jwksUri("/empty", "{\"keys\": []}");
        registerWith(empty + method)
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-9-01"));
        registerWith(
                        jwksUri("/ec", "{\"keys\": [" + json(P256) + "]}")
                                + ", \"token_endpoint_auth_method\": \"self_signed_tls_client_auth\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC8705-2.2.2-01"));
    }

    @Test
    @DisplayName(
            "RFC7591-5-11: pages that users are shown answer, in every language, and a logo is a picture; inward ones are not visited")
    void visitsPages() {
        var page = DocumentHost.put("/page", 200, "text/html", "<p>");
        var logo = DocumentHost.put("/logo", 200, "image/png", "x");
        registerWith(
                        "\"client_uri\": \"%s\", \"tos_uri#fr\": \"%s\", \"logo_uri\": \"%s\""
                                .formatted(page, page, logo))
                .statusCode(201);
        var gone = DocumentHost.put("/gone", 404, "text/html", "");
        registerWith("\"tos_uri#fr\": \"" + gone + "\"")
                .statusCode(400)
                .body("errors[0].member", equalTo("tos_uri#fr"))
                .body("errors[0].rule", equalTo("RFC7591-5-11"))
                .body("errors[0].detail", equalTo("the page answered with status 404"));
        registerWith("\"logo_uri\": \"" + page + "\"").statusCode(400);
        registerWith("\"policy_uri\": \"https://127.0.0.1:1/\"")
                .statusCode(400)
                .body("errors[0].detail", startsWith("the page has a host without"));
        registerWith("\"policy_uri\": \"http://client.example.org/\"").statusCode(400);
    }

    @Test
    @DisplayName("CHOICE-36: no more than ten pages are visited for one request")
    void limitsPages() {
        var page = DocumentHost.put("/many", 200, "text/html", "<p>");
        var members = new StringBuilder("\"client_uri\": \"" + page + "\"");
        for (char c = 'a'; c <= 'j'; c++) {
            members.append(", \"client_uri#x-").append(c).append("\": \"").append(page).append('"');
        }
        var before = DocumentHost.requests("/many");
        registerWith(members.toString())
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-36"));
        assertEquals(10, DocumentHost.requests("/many") - before);
    }
}
