package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.StatementIssuers.signed;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The registry that trusts no issuer of software statements. */
@RegistrarTest
class IgnoredStatementTest {

    @Test
    @DisplayName(
            "RFC7591-3.1.1-01: without a trusted issuer a statement is ignored, neither kept nor returned")
    void ignoresStatements() {
        var statement =
                signed(
                        "acme-ec",
                        "{\"alg\": \"ES256\"}",
                        "{\"iss\": \"https://acme.example\", \"client_name\": \"x\"}");
        var client = registered(V);
        for (var value : new String[] {"\"" + statement + "\"", "\"x\"", "7", "{}", "null"}) {
            var member = "\"software_statement\": " + value;
            registerWith(member)
                    .statusCode(201)
                    .body("$", not(hasKey("software_statement")))
                    .body("$", not(hasKey("client_name")));
            client.put(member + ", \"redirect_uris\": [\"https://c.example/cb\"]")
                    .statusCode(200)
                    .body("$", not(hasKey("software_statement")));
        }
    }
}
