package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.registration.Door.Registered;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistrarTest
class SecretRotationTest {

    private static ValidatableResponse rotate(Registered client, String body) {
        return client.authorized().body(body).post(client.path() + "/secret").then();
    }

    /** Whether the registry takes a secret for one of the client's own. */
    private static ValidatableResponse present(Registered client, String secret) {
        return client.put(
                "\"redirect_uris\": [\"https://client.example.org/cb\"], \"client_secret\": \""
                        + secret
                        + "\"");
    }

    @Test
    @DisplayName("CHOICE-43: a new secret now, the earlier one good beside it")
    void rotates() {
        var client = registered(V);
        String next =
                client.authorized()
                        .post(client.path() + "/secret")
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .header("ETag", equalTo("\"1\""))
                        .body("client_secret", matchesPattern("[A-Za-z0-9_-]{64}"))
                        .body("client_secret", not(client.secret()))
                        .body("client_secret_expires_at", equalTo(0))
                        .body("registration_access_token", equalTo(client.token()))
                        .extract()
                        .path("client_secret");
        client.get().body("client_secret", equalTo(next));
        present(client, client.secret()).statusCode(200).body("client_secret", equalTo(next));
        present(client, next).statusCode(200);
    }

    @Test
    @DisplayName("CHOICE-43: an overlap of 0 ends all earlier secrets at once")
    void endsEarlierSecrets() {
        var client = registered(V);
        String second = rotate(client, "{}").statusCode(201).extract().path("client_secret");
        String third =
                rotate(client, "{\"overlap_seconds\": 0}")
                        .statusCode(201)
                        .extract()
                        .path("client_secret");
        present(client, client.secret()).statusCode(400);
        present(client, second).statusCode(400);
        present(client, third).statusCode(200);
    }

    @Test
    @DisplayName("CHOICE-43: an earlier secret ends when its window does")
    void endsWithTheWindow() {
        var client = registered(V);
        rotate(client, "{\"overlap_seconds\": 1}").statusCode(201);
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> present(client, client.secret()).statusCode(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"0\"", "86401", "99999999999", "true", "[]"})
    @DisplayName("CHOICE-43: an overlap is a whole number of seconds, no longer than the setting")
    void refusesOtherOverlaps(String overlap) {
        var client = registered(V);
        rotate(client, "{\"overlap_seconds\": " + overlap + "}")
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        client.get().body("client_secret", equalTo(client.secret()));
    }

    @Test
    @DisplayName("CHOICE-43: a client without a secret has none to rotate")
    void refusesWithoutSecret() {
        var client = registeredWith("\"token_endpoint_auth_method\": \"none\"");
        rotate(client, "{}").statusCode(400).body("error", equalTo("invalid_request"));
    }

    @Test
    @DisplayName("CHOICE-43: only so many earlier secrets are good at a time")
    void limitsLiveSecrets() {
        var client = registered(V);
        for (int i = 0; i < 9; i++) {
            rotate(client, "{}").statusCode(201);
        }
        rotate(client, "{}").statusCode(400).body("error", equalTo("invalid_request"));
        rotate(client, "{\"overlap_seconds\": 0}").statusCode(201);
        rotate(client, "{}").statusCode(201);
    }
}
