package org.clientregistrar.registration;

import static org.clientregistrar.admin.Tokens.bounded;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.withToken;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.TestKeys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is let through and deserves a look: operators find it in the history. */
@RegistrarTest
class WarningTest {

    private static List<Map<String, String>> warnings(ValidatableResponse response) {
        String clientId = response.statusCode(201).extract().path("client_id");
        var warnings =
                Rows.select("select warnings from audit_event where target_id = ?", clientId)
                        .get(0);
        return warnings == null ? List.of() : JsonPath.from(warnings).getList("$");
    }

    private static Map<String, String> warning(String member, String rule, String detail) {
        return Map.of("member", member, "rule", rule, "detail", detail);
    }

    @Test
    @DisplayName("A registration with nothing to look at has no warning")
    void warnsOfNothing() {
        assertEquals(
                List.of(),
                warnings(
                        registerWith(
                                "\"logo_uri\": \"https://client.example.org/logo.png\", \"scope\": \"a b\"")));
    }

    @Test
    @DisplayName(
            "CHOICE-08: the name localhost in redirect URIs of a native client is let through with a warning, one for all")
    void warnsOfLocalhost() {
        var detail = "has the name localhost, where 127.0.0.1 and [::1] are safer";
        assertEquals(
                List.of(warning("redirect_uris", "CHOICE-08", detail)),
                warnings(
                        registerWith(
                                "\"redirect_uris\": [\"http://localhost:3000/cb\", \"http://127.0.0.1/cb\", \"http://localhost/b\"]")));
        assertEquals(
                List.of(),
                warnings(registerWith("\"redirect_uris\": [\"http://127.0.0.1:3000/cb\"]")));
    }

    @Test
    @DisplayName(
            "OIDCCORE-10.1-02: several keys to sign with that no kid tells apart are let through with a warning")
    void warnsOfAmbiguousKeys() {
        var keys =
                TestKeys.jwks(
                        TestKeys.json(TestKeys.RSA, "kid", "1"), TestKeys.json(TestKeys.P256));
        assertEquals(
                List.of(
                        warning(
                                "jwks",
                                "OIDCCORE-10.1-02",
                                "has several keys that verify signatures, and not in each a kid to tell them apart")),
                warnings(registerWith(keys)));
        assertEquals(List.of(), warnings(registerWith(TestKeys.jwks(TestKeys.json(TestKeys.RSA)))));
    }

    @Test
    @DisplayName(
            "RFC7591-5-09: pages on hosts that no redirect URI has are let through with a warning")
    void warnsOfPages() {
        var detail = "has another scheme or host than the redirect URIs";
        assertEquals(
                List.of(
                        warning("logo_uri", "RFC7591-5-09", detail),
                        warning("tos_uri", "RFC7591-5-09", detail)),
                warnings(
                        registerWith(
                                """
                                "logo_uri": "https://bank.example/logo.png", "logo_uri#fr": "https://bank.example/fr.png",
                                "client_uri": "https://client.example.org/", "tos_uri": "http://client.example.org/\"""")));
    }

    @Test
    @DisplayName(
            "CHOICE-13, CHOICE-20: what is left out of grant types and scope is told operators")
    void warnsOfWhatIsLeftOut() {
        assertEquals(
                List.of("CHOICE-20", "CHOICE-13"),
                warnings(
                                registerWith(
                                        "\"grant_types\": [\"client_credentials\", \"authorization_code\", \"urn:x\", \"urn:y\"]"))
                        .stream()
                        .map(warning -> warning.get("rule"))
                        .toList());
        assertEquals(
                List.of(
                        warning(
                                "scope",
                                "CHOICE-19",
                                "a value was left out: it must be one that the initial access token allows: read")),
                warnings(
                        withToken(
                                bounded("\"scopes\": [\"read\"]").value(),
                                "{\"redirect_uris\": [\"https://client.example.org/cb\"], \"scope\": \"read write\"}")));
    }
}
