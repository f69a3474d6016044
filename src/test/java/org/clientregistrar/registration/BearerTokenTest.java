package org.clientregistrar.registration;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.json;
import static org.clientregistrar.registration.Door.registered;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistrarTest
class BearerTokenTest {

    private static final String CHALLENGE = "Bearer realm=\"client-registrar\"";
    private static final String CHALLENGE_WITH_ERROR =
            "Bearer realm=\"client-registrar\", error=\"invalid_token\", error_description=\"[ !#-\\[\\]-~]+\"";

    @Test
    @DisplayName(
            "RFC6750-2.1-01, RFC7592-2-02: the registration access token opens the client's own record, the scheme in any case")
    void opensOwnRecord() {
        var client = registered(V);
        for (var scheme : List.of("Bearer", "bearer", "BEARER")) {
            given().header("Authorization", scheme + " " + client.token())
                    .get(client.path())
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    @DisplayName(
            "RFC7592-2-02, RFC6750-3-01, RFC6750-3.1-04, RFC6750-3-03: without a token the challenge has no error")
    void challengesWithoutError() {
        var client = registered(V);
        given().get(client.path())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo(CHALLENGE))
                .body("error", equalTo("invalid_token"));
    }

    @Test
    @DisplayName(
            "RFC7592-2.1-04, RFC7592-2.2-12, RFC7592-2.3-05, RFC6750-3-02, RFC6750-3.1-02, RFC6750-3-03: a wrong token is named as such, for every method, and nothing happens")
    void challengesWithError() {
        var client = registered(V);
        for (var method : List.of("GET", "PUT", "DELETE")) {
            json().header("Authorization", "Bearer nonsense")
                    .body(V)
                    .request(method, client.path())
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", matchesPattern(CHALLENGE_WITH_ERROR))
                    .body("error", equalTo("invalid_token"))
                    .body("$", not(hasKey("client_id")));
        }
        json().header("Authorization", "Bearer nonsense")
                .post(client.path() + "/secret")
                .then()
                .statusCode(401);
        client.get().statusCode(200).body("$", equalTo(client.body()));
    }

    @Test
    @DisplayName(
            "RFC7592-2.1-05, RFC7592-2.2-13, RFC7592-B-03, CHOICE-06, OIDCREG-4.4-03, RFC7592-A-04: an unknown client and another one's token answer alike, and the token stays good for its own")
    void answersAlikeForUnknownClients() {
        var mine = registered(V);
        var other = registered(V);
        for (var method : List.of("GET", "PUT", "DELETE")) {
            var known =
                    json().header("Authorization", "Bearer " + mine.token())
                            .body(V)
                            .request(method, other.path());
            for (var path :
                    List.of(
                            "/register/" + "0".repeat(32),
                            "/register/x",
                            "/register/%00",
                            "/register/a%2Fb",
                            "/register/" + "x".repeat(300),
                            "/register/%F0%9F%9A%80")) {
                var unknown =
                        json().urlEncodingEnabled(false)
                                .header("Authorization", "Bearer " + mine.token())
                                .body(V)
                                .request(method, path);
                assertEquals(known.statusCode(), unknown.statusCode(), path);
                assertEquals(known.asString(), unknown.asString(), path);
                assertEquals(
                        known.header("WWW-Authenticate"), unknown.header("WWW-Authenticate"), path);
            }
            assertEquals(401, known.statusCode());
        }
        mine.get().statusCode(200);
    }

    @Test
    @DisplayName("RFC7592-A-06, RFC7592-2-02: the client's id and secret do not open it")
    void refusesClientCredentials() {
        var client = registered(V);
        given().auth()
                .preemptive()
                .basic(client.id(), client.secret())
                .get(client.path())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo(CHALLENGE));
        given().header("Authorization", "Bearer " + client.secret())
                .get(client.path())
                .then()
                .statusCode(401);
    }

    @Test
    @DisplayName("RFC6750-2.3-01, RFC6750-5.3-01: a token in the query is not looked at")
    void ignoresQueryTokens() {
        var client = registered(V);
        given().queryParam("access_token", client.token())
                .get(client.path())
                .then()
                .statusCode(401);
    }

    @Test
    @DisplayName("RFC6750-3.1-01: more than one token in a request is refused")
    void refusesSeveralTokens() {
        var client = registered(V);
        given().header("Authorization", "Bearer " + client.token())
                .queryParam("access_token", client.token())
                .get(client.path())
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        given().header("Authorization", "Bearer " + client.token(), "Bearer " + client.token())
                .get(client.path())
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Bearer \"x\"",
                "Basic eDp5",
                "Digest x",
                "x",
                "Bearer a, Bearer b"
            })
    @DisplayName("RFC7592-2.1-04: a header that is no bearer token is 401")
    void refusesOtherCredentials(String header) {
        var client = registered(V);
        given().header("Authorization", header)
                .get(client.path())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer realm="));
    }

    @Test
    @DisplayName(
            "CHOICE-47, RFC7592-A-04, RFC7591-3.2.2-01: where no token is needed, a wrong one is refused all the same")
    void refusesWrongInitialAccessToken() {
        var client = registered(V);
        for (var token : List.of("wrong", client.token())) {
            json().header("Authorization", "Bearer " + token)
                    .body(V)
                    .post("/register")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", matchesPattern(CHALLENGE_WITH_ERROR))
                    .body("error", equalTo("invalid_token"));
        }
    }
}
