package org.clientregistrar.registration;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.clientregistrar.admin.Admin;

/** The registration door as a client meets it. */
final class Door {

    /** A minimal valid body: the V of docs/conformance.md. */
    static final String V =
            """
            {"redirect_uris": ["https://client.example.org/cb"]}""";

    private Door() {}

    /** A client that was registered. */
    record Registered(String id, String token, String secret, Map<String, Object> body) {

        /** The path of its configuration endpoint on the service under test. */
        String path() {
            return "/register/" + id;
        }

        /** A request with its registration access token. */
        RequestSpecification authorized() {
            return json().header("Authorization", "Bearer " + token);
        }

        ValidatableResponse get() {
            return authorized().get(path()).then();
        }

        /** An update with the client_id and these members, given as the inside of a JSON object. */
        ValidatableResponse put(String members) {
            return authorized()
                    .body("{\"client_id\": \"" + id + "\", " + members + "}")
                    .put(path())
                    .then();
        }
    }

    /** A request whose content type is application/json, to the letter. */
    static RequestSpecification json() {
        return Admin.anonymous();
    }

    static ValidatableResponse register(String body) {
        return json().body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/register")
                .then();
    }

    /** A registration with an initial access token. */
    static ValidatableResponse withToken(String token, String body) {
        return json().header("Authorization", "Bearer " + token)
                .body(body)
                .post("/register")
                .then();
    }

    /** V with other members beside or in place of its own, given as the inside of a JSON object. */
    static ValidatableResponse registerWith(String members) {
        var own =
                members.contains("\"redirect_uris\"")
                        ? ""
                        : ", \"redirect_uris\": [\"https://client.example.org/cb\"]";
        return register("{" + members + own + "}");
    }

    /** Holds that V with one more member, given as JSON, is refused by a rule of metadata. */
    static void refuses(String member, String json, String rule) {
        registerWith("\"%s\": %s".formatted(member, json))
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("errors.rule", hasItem(rule));
    }

    static Registered registered(String body) {
        return registered(register(body));
    }

    static Registered registeredWith(String members) {
        return registered(registerWith(members));
    }

    /** The client that a registration made. */
    static Registered registered(ValidatableResponse response) {
        Map<String, Object> body = response.statusCode(201).extract().jsonPath().getMap("$");
        return new Registered(
                (String) body.get("client_id"),
                (String) body.get("registration_access_token"),
                (String) body.get("client_secret"),
                body);
    }
}
