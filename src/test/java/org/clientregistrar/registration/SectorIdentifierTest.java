package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.DocumentHost;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** sector_identifier_uri, read from a real server (Dynamic Client Registration 1.0 section 5). */
@RegistrarTest
@QuarkusTestResource(value = DocumentHost.class, restrictToAnnotatedClass = true)
@TestProfile(SectorIdentifierTest.Ciba.class)
class SectorIdentifierTest {

    private static final String URIS =
            "\"redirect_uris\": [\"https://a.example/cb\", \"https://b.example/cb\"]";

    public static class Ciba implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.metadata.unregistered",
                    "ciba",
                    "registrar.supported.grant-types",
                    "authorization_code,urn:openid:params:grant-type:ciba",
                    "registrar.registration.open-grant-types",
                    "authorization_code,urn:openid:params:grant-type:ciba");
        }
    }

    private static String sector(String url) {
        return "\"subject_type\": \"pairwise\", \"sector_identifier_uri\": \"" + url + "\"";
    }

    @Test
    @DisplayName(
            "OIDCREG-5-01, OIDCREG-5-02, OIDCREG-5-04: the document is read once, at registration, and has every redirect URI")
    void readsTheDocument() {
        var url =
                DocumentHost.put(
                        "/good",
                        "[\"https://other.example/\", \"https://b.example/cb\", \"https://a.example/cb\"]");
        var client = registeredWith(sector(url) + ", " + URIS);
        assertEquals(1, DocumentHost.requests("/good"));
        client.get().body("sector_identifier_uri", equalTo(url));
        client.put(sector(url) + ", " + URIS).statusCode(200);
        assertEquals(1, DocumentHost.requests("/good"));
    }

    @Test
    @DisplayName(
            "OIDCREG-5-03: it is read again when an update brings a redirect URI or another document")
    void readsItAgain() {
        var url = DocumentHost.put("/again", "[\"https://a.example/cb\"]");
        var client =
                registeredWith(sector(url) + ", \"redirect_uris\": [\"https://a.example/cb\"]");
        client.put(sector(url) + ", " + URIS)
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCREG-5-02"))
                .body(
                        "errors[0].detail",
                        equalTo("its document must have the URI of redirect_uris[1]"));
        client.get().body("redirect_uris.size()", equalTo(1));
        DocumentHost.put("/again", "[\"https://a.example/cb\", \"https://b.example/cb\"]");
        client.put(sector(url) + ", " + URIS).statusCode(200);
        var other = DocumentHost.put("/other", "[]");
        client.put(sector(other) + ", " + URIS).statusCode(400);
        client.get().body("sector_identifier_uri", equalTo(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"https://a.example/cb\"]",
                "{\"https://a.example/cb\": 1}",
                "[\"https://a.example/cb\", \"https://b.example/cb\", 5]",
                "[\"https://a.example/cb\", \"https://b.example/cb\"",
                "[\"https://a.example/CB\", \"https://b.example/cb\"]",
                "null"
            })
    @DisplayName("OIDCREG-5-02: anything but an array of strings with all of them is refused")
    void refusesDocuments(String document) {
        registerWith(sector(DocumentHost.put("/bad", document)) + ", " + URIS)
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("errors[0].member", equalTo("sector_identifier_uri"))
                .body("errors[0].rule", equalTo("OIDCREG-5-02"));
    }

    @ParameterizedTest
    @CsvSource({"404", "500", "302", "204"})
    @DisplayName("OIDCREG-5-02: so is an answer that is not 200")
    void refusesAnswers(int status) {
        registerWith(sector(DocumentHost.put("/status", status, "text/plain", "")) + ", " + URIS)
                .statusCode(400)
                .body("errors[0].detail", equalTo("its document answered with status " + status));
    }

    @Test
    @DisplayName("CHOICE-29: inward hosts are not connected to, and the answer does not tell more")
    void doesNotGoInwards() {
        for (var url :
                new String[] {
                    "https://127.0.0.1:1/x", "https://10.0.0.1/x", "https://no.such.invalid/x"
                }) {
            registerWith(sector(url) + ", " + URIS)
                    .statusCode(400)
                    .body(
                            "errors[0].detail",
                            equalTo(
                                    "its document has a host without an address that may be connected to"));
        }
    }

    @Test
    @DisplayName(
            "CHOICE-29, RFC9101-10.4-01: by default neither keys, pages nor request objects are looked at")
    void readsNothingElse() {
        var url = DocumentHost.put("/untouched", "{}");
        registerWith(
                        "\"jwks_uri\": \"%1$s\", \"request_uris\": [\"%1$s\"], \"logo_uri\": \"%1$s\", \"client_uri\": \"%1$s\", \"tos_uri\": \"%1$s\", \"policy_uri\": \"%1$s\", \"signed_jwks_uri\": \"%1$s\", \"initiate_login_uri\": \"%1$s\""
                                .formatted(url))
                .statusCode(201);
        assertEquals(0, DocumentHost.requests("/untouched"));
    }

    @Test
    @DisplayName("OIDCCORE-8.1-01: a private-use scheme has no host, and so gives no sector")
    void privateUseSchemesHaveNoSector() {
        for (var uri :
                new String[] {
                    "com.example.app:/cb", "com.example.app:///cb", "com.example.app://cb"
                }) {
            registerWith(
                            "\"subject_type\": \"pairwise\", \"application_type\": \"native\", \"redirect_uris\": [\""
                                    + uri
                                    + "\"]")
                    .statusCode(400)
                    .body("errors[0].rule", equalTo("OIDCCORE-8.1-01"));
        }
    }

    @Test
    @DisplayName("OIDCREG-7-01: nothing is read for a request that is refused anyway")
    void readsNothingInVain() {
        var url = DocumentHost.put("/vain", "[]");
        registerWith(sector(url) + ", \"logo_uri\": \"x\", " + URIS).statusCode(400);
        assertEquals(0, DocumentHost.requests("/vain"));
    }

    @Test
    @DisplayName(
            "CIBA-4-06, CIBA-4-07: the document has the jwks_uri of poll and ping, the notification endpoint of push")
    void checksBackchannelUris() {
        var jwks = "https://keys.example/jwks";
        var poll =
                "\"backchannel_token_delivery_mode\": \"poll\", \"grant_types\": [\"urn:openid:params:grant-type:ciba\"], \"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks_uri\": \""
                        + jwks
                        + "\", \"redirect_uris\": []";
        var url = DocumentHost.put("/ciba", "[]");
        registerWith(sector(url) + ", " + poll)
                .statusCode(400)
                .body("errors[0].rule", equalTo("CIBA-4-06"));
        DocumentHost.put("/ciba", "[\"" + jwks + "\"]");
        var client = registeredWith(sector(url) + ", " + poll);
        var before = DocumentHost.requests("/ciba");
        client.put(sector(url) + ", " + poll).statusCode(200);
        assertEquals(before, DocumentHost.requests("/ciba"));
        client.put(sector(url) + ", " + poll.replace(jwks, jwks + "2"))
                .statusCode(400)
                .body("errors[0].rule", equalTo("CIBA-4-06"));
        var push =
                "\"backchannel_token_delivery_mode\": \"push\", \"backchannel_client_notification_endpoint\": \"https://c.example/n\"";
        url = DocumentHost.put("/push", "[\"https://client.example.org/cb\"]");
        registerWith(sector(url) + ", " + push)
                .statusCode(400)
                .body("errors[0].rule", equalTo("CIBA-4-07"));
        DocumentHost.put("/push", "[\"https://client.example.org/cb\", \"https://c.example/n\"]");
        registerWith(sector(url) + ", " + push).statusCode(201);
    }
}
