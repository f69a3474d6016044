package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registered;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A deployment that offers none of the specifications' defaults. */
@RegistrarTest
@TestProfile(UnofferedDefaultTest.Narrow.class)
class UnofferedDefaultTest {

    private static final String DEVICE =
            "\"token_endpoint_auth_method\": \"none\", \"grant_types\": [\"urn:ietf:params:oauth:grant-type:device_code\"]";

    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.supported.signing-algs",
                    "HS256,none",
                    "registrar.supported.response-types",
                    "code id_token,none",
                    "registrar.registration.open-grant-types",
                    "authorization_code,implicit,urn:ietf:params:oauth:grant-type:device_code");
        }
    }

    @Test
    @DisplayName("CHOICE-13: a response type that follows from the request is refused too")
    void refusesDerivedResponseType() {
        register(V)
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-13"))
                .body("errors[0].member", equalTo("response_types"));
    }

    @Test
    @DisplayName(
            "CHOICE-13, RFC7592-2.2-01: an algorithm of which nothing fits is left out, so that the reply is good as an update")
    void leavesOutAlgorithm() {
        var client = registered("{" + DEVICE + "}");
        client.get()
                .body("$", not(hasKey("id_token_signed_response_alg")))
                .body("$", not(hasKey("introspection_signed_response_alg")));
        client.put(DEVICE).statusCode(200).body("$", equalTo(client.body()));
    }
}
