package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.StatementIssuers.jwksFile;
import static org.clientregistrar.registration.StatementIssuers.signed;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The registry that lets nobody in without a software statement. */
@RegistrarTest
@TestProfile(RequiredStatementTest.Required.class)
class RequiredStatementTest {

    public static class Required implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.software-statements.required",
                    "true",
                    "registrar.software-statements.issuers.acme.issuer",
                    "https://acme.example",
                    "registrar.software-statements.issuers.acme.algorithms",
                    "ES256",
                    "registrar.software-statements.issuers.acme.jwks-file",
                    jwksFile("required", "acme-ec"));
        }
    }

    private static String statement(String name) {
        return signed(
                "acme-ec",
                "{\"alg\": \"ES256\"}",
                """
                {"iss": "https://acme.example", "client_name": "%s", "redirect_uris": ["https://a.example/cb"]}"""
                        .formatted(name));
    }

    @Test
    @DisplayName("CHOICE-39: a registration without a statement is refused")
    void refusesRegistration() {
        for (var body :
                new String[] {
                    V,
                    "{}",
                    "{\"software_statement\": null}",
                    "{\"software_statement\": \"\", \"redirect_uris\": [\"https://c.example/cb\"]}"
                }) {
            register(body)
                    .statusCode(400)
                    .body("error", equalTo("invalid_software_statement"))
                    .body("errors[0].member", equalTo("software_statement"))
                    .body("errors[0].rule", equalTo("CHOICE-39"));
        }
    }

    @Test
    @DisplayName("CHOICE-39, RFC7592-2.2-16: an update without a statement is refused")
    void refusesUpdate() {
        var client = registered("{\"software_statement\": \"" + statement("One") + "\"}");
        client.put("\"redirect_uris\": [\"https://c.example/cb\"]")
                .statusCode(400)
                .body("error", equalTo("invalid_software_statement"));
        client.get().body("client_name", equalTo("One"));
        client.put("\"software_statement\": \"" + statement("Two") + "\"")
                .statusCode(200)
                .body("client_name", equalTo("Two"));
    }
}
