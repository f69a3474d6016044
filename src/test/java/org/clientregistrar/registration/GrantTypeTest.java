package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RegistrarTest
class GrantTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"authorization_code\"]|[\"id_token\"]",
                "[\"authorization_code\"]|[\"code id_token\"]",
                "[\"implicit\"]|[\"code id_token\"]",
                "[\"implicit\"]|[\"code\"]",
                "[\"refresh_token\"]|[\"code\"]",
                "[\"refresh_token\"]|[]",
                "[\"authorization_code\"]|[]",
                "[\"authorization_code\"]|[\"none\"]",
                "[]|[\"code\"]",
                "null|[]"
            })
    @DisplayName(
            "RFC7591-2.1-01, RFC7591-2.1-02, RFC7591-2.1-03, OIDCREG-2-04, OIDCREG-2-06, OIDCREG-2-09, CHOICE-14: grants and response types that do not fit are refused")
    void refusesInconsistent(String grants, String types) {
        registerWith("\"grant_types\": " + grants + ", \"response_types\": " + types)
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"response_types\": [\"code id_token\"]|[authorization_code, implicit]|[code id_token]",
                "\"response_types\": [\"id_token\"]|[implicit]|[id_token]",
                "\"response_types\": [\"code\", \"id_token\"]|[authorization_code, implicit]|[code, id_token]",
                "\"grant_types\": [\"authorization_code\", \"refresh_token\"]|[authorization_code, refresh_token]|[code]",
                "\"grant_types\": [\"authorization_code\", \"implicit\"]|[authorization_code, implicit]|[code, id_token]",
                "\"response_types\": [\"none\"]|[]|[none]",
                "\"grant_types\": [], \"response_types\": []|[]|[]"
            })
    @DisplayName("CHOICE-14, OIDCREG-2-03: what was left out follows from what was sent")
    void derives(String sent, String grants, String types) {
        registerWith(sent)
                .statusCode(201)
                .body("grant_types.toString()", equalTo(grants))
                .body("response_types.toString()", equalTo(types));
    }

    @Test
    @DisplayName(
            "RFC6749-3.1.1-01: the words of a response type have no order, the common one is returned")
    void ordersWords() {
        registerWith("\"response_types\": [\"id_token code\", \"code id_token\"]")
                .statusCode(201)
                .body("response_types", contains("code id_token"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"Code\"]",
                "[\"code code\"]",
                "[\"code  id_token\"]",
                "[\" code\"]",
                "[\"unknown\"]",
                "[\"\"]",
                "[\"code\", \"unknown\"]"
            })
    @DisplayName(
            "RFC7591-2-11, CHOICE-13: response types are the literal values, unknown ones are refused")
    void refusesUnknownResponseTypes(String types) {
        registerWith("\"response_types\": " + types)
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"));
    }

    @Test
    @DisplayName(
            "RFC7591-2-08, RFC7591-3.2.1-09, CHOICE-13: unknown grants are left out as long as a usable one is left")
    void narrowsGrants() {
        registerWith("\"grant_types\": [\"authorization_code\", \"urn:x\"]")
                .statusCode(201)
                .body("grant_types", contains("authorization_code"));
        for (var grants :
                new String[] {
                    "[\"urn:x\"]", "[\"authorization code\"]", "[\"urn:x\", \"refresh_token\"]"
                }) {
            registerWith("\"grant_types\": " + grants)
                    .statusCode(400)
                    .body("error", equalTo("invalid_client_metadata"))
                    .body("errors[0].member", equalTo("grant_types[0]"));
        }
    }

    @Test
    @DisplayName(
            "RFC7591-2-26, OIDCREG-3.2-02: what was left out shows in the reply, nothing is lost in silence")
    void showsWhatIsInForce() {
        registerWith("\"grant_types\": [\"password\", \"authorization_code\"]")
                .statusCode(201)
                .body("grant_types", contains("authorization_code"));
    }

    @Test
    @DisplayName("CHOICE-20: without a token there are fewer grants, and the refusal says so")
    void openRegistrationsHaveFewerGrants() {
        register("{\"grant_types\": [\"client_credentials\"]}")
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("error_description", containsString("initial access token"))
                .body("errors[0].rule", equalTo("CHOICE-20"));
        registerWith("\"grant_types\": [\"authorization_code\", \"client_credentials\"]")
                .statusCode(201)
                .body("grant_types", contains("authorization_code"));
    }

    @Test
    @DisplayName(
            "RFC9700-2.1.2-01, RFC9700-2.4-01: access tokens in the front channel and the password grant are off by default")
    void discouragedGrantsAreOff() {
        for (var type :
                new String[] {"token", "id_token token", "code token", "code id_token token"}) {
            registerWith(
                            "\"grant_types\": [\"authorization_code\", \"implicit\"], \"response_types\": [\""
                                    + type
                                    + "\"]")
                    .statusCode(400)
                    .body("error", equalTo("invalid_client_metadata"));
        }
        register("{\"grant_types\": [\"password\"], \"response_types\": []}").statusCode(400);
    }
}
