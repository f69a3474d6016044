package org.clientregistrar.registration;

import static org.clientregistrar.ProtectedMode.TOKEN;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.json;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.clientregistrar.ProtectedMode;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RegistrarTest
@TestProfile(ProtectedMode.class)
class ProtectedModeTest {

    private static io.restassured.response.ValidatableResponse registerWithToken(String body) {
        return Door.withToken(TOKEN, body);
    }

    @Test
    @DisplayName(
            "RFC7591-3-03, RFC7591-A-01, OIDCREG-3-01, CHOICE-20: without a token a registration is 401, with a challenge")
    void needsToken() {
        json().body(V)
                .post("/register")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"client-registrar\""))
                .body("error", equalTo("invalid_token"));
    }

    @Test
    @DisplayName(
            "RFC7591-3.1-05, OIDCREG-3-04, RFC6750-2.1-01: the token is good any number of times, its scheme in any case")
    void takesToken() {
        registerWithToken(V).statusCode(201);
        json().header("Authorization", "bearer " + TOKEN)
                .body(V)
                .post("/register")
                .then()
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.2-01, OIDCREG-3.3-01, RFC7592-A-04: another token is 401 invalid_token, also a client's registration access token")
    void refusesOtherTokens() {
        String rat = registerWithToken(V).extract().path("registration_access_token");
        for (var token : List.of("x", rat, TOKEN + "x", TOKEN.substring(1))) {
            json().header("Authorization", "Bearer " + token)
                    .body(V)
                    .post("/register")
                    .then()
                    .statusCode(401)
                    .body("error", equalTo("invalid_token"));
        }
    }

    @Test
    @DisplayName("RFC7592-A-05: the initial access token does not open a client's record")
    void opensNoRecord() {
        String id = registerWithToken(V).extract().path("client_id");
        json().header("Authorization", "Bearer " + TOKEN)
                .get("/register/" + id)
                .then()
                .statusCode(401);
    }

    @Test
    @DisplayName(
            "CHOICE-20, CHOICE-15, RFC7591-2.1-04, RFC7591-2-10, RFC8628-3.1-01, RFC8693-2.1-01, RFC7523-2.1-01: with a token there are all grants on offer, those without an authorization endpoint need no redirect URI")
    void offersAllGrants() {
        for (var grant :
                List.of(
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "urn:ietf:params:oauth:grant-type:saml2-bearer")) {
            registerWithToken("{\"grant_types\": [\"" + grant + "\"]}")
                    .statusCode(201)
                    .body("grant_types", contains(grant))
                    .body("response_types", empty());
        }
        registerWithToken(
                        "{\"grant_types\": [\"client_credentials\"], \"response_types\": [\"code\"]}")
                .statusCode(400);
    }

    @Test
    @DisplayName("CHOICE-20: what registered with a token keeps its bounds in an update")
    void keepsBoundsInUpdate() {
        var body =
                registerWithToken("{\"grant_types\": [\"client_credentials\"]}")
                        .extract()
                        .jsonPath();
        json().header("Authorization", "Bearer " + body.getString("registration_access_token"))
                .body(
                        "{\"client_id\": \""
                                + body.getString("client_id")
                                + "\", \"grant_types\": [\"client_credentials\"], \"client_name\": \"x\"}")
                .put("/register/" + body.getString("client_id"))
                .then()
                .statusCode(200)
                .body("client_name", equalTo("x"));
    }

    @Test
    @DisplayName("RFC6749-4.4: a public client cannot have the client credentials grant")
    void refusesPublicClientCredentials() {
        registerWithToken(
                        "{\"grant_types\": [\"client_credentials\"], \"token_endpoint_auth_method\": \"none\"}")
                .statusCode(400)
                .body("errors[0].member", equalTo("grant_types"));
        registerWithToken(
                        "{\"grant_types\": [\"urn:ietf:params:oauth:grant-type:device_code\"], \"token_endpoint_auth_method\": \"none\"}")
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "RFC8628-5.6-01: a device client that registered itself has a secret of its own instance, unless it asks for none")
    void deviceClientsHaveTheirOwnSecret() {
        var grant = "\"grant_types\": [\"urn:ietf:params:oauth:grant-type:device_code\"]";
        String first = registerWithToken("{" + grant + "}").extract().path("client_secret");
        String second = registerWithToken("{" + grant + "}").extract().path("client_secret");
        assertNotEquals(first, second);
        registerWithToken("{" + grant + ", \"token_endpoint_auth_method\": \"none\"}")
                .statusCode(201)
                .body("$", not(hasKey("client_secret")));
    }
}
