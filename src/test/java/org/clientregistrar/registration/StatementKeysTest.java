package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.register;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.DocumentHost;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An issuer whose keys are at an https URL. */
@RegistrarTest
@QuarkusTestResource(value = DocumentHost.class, restrictToAnnotatedClass = true)
@TestProfile(StatementKeysTest.Issuer.class)
class StatementKeysTest {

    private static final String PATH = "/issuer/jwks";

    public static class Issuer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var url = DocumentHost.put(PATH, 503, "text/plain", "");
            return Map.of(
                    "registrar.software-statements.issuers.acme.issuer", "https://acme.example",
                    "registrar.software-statements.issuers.acme.jwks-uri", url,
                    "registrar.metadata.unregistered", "choices",
                    "registrar.supported.signing-algs", "RS256,ES256,PS256");
        }
    }

    private static String statement(String claims) {
        return StatementIssuers.signed(
                "RS256",
                "{\"alg\": \"RS256\"}",
                "{\"iss\": \"https://acme.example\", " + claims + "}");
    }

    @Test
    @DisplayName(
            "CHOICE-37: keys are read when they are first needed; until they can be had nobody is to blame, and then a copy of them stays in force")
    void readsKeys() throws Exception {
        var body =
                "{\"software_statement\": \""
                        + statement("\"redirect_uris\": [\"https://acme.example/cb\"]")
                        + "\"}";
        register(body).statusCode(503).header("Retry-After", equalTo("5"));
        DocumentHost.put(PATH, "{\"keys\": [" + StatementIssuers.publicJwk("RS256") + "]}");
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .untilAsserted(() -> register(body).statusCode(201));
        DocumentHost.put(PATH, 500, "text/plain", "");
        register(body).statusCode(201);
        choicesGiveWay();
    }

    /** In one test with the above, since it needs the keys. */
    private void choicesGiveWay() {
        register(
                        "{\"id_token_signing_alg_values_supported\": [\"PS256\"], \"software_statement\": \""
                                + statement(
                                        "\"redirect_uris\": [\"https://acme.example/cb\"], \"id_token_signed_response_alg\": \"ES256\"")
                                + "\"}")
                .statusCode(201)
                .body("id_token_signed_response_alg", equalTo("ES256"));
    }
}
