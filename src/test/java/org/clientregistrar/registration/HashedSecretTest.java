package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RegistrarTest
@TestProfile(HashedSecretTest.Hashed.class)
class HashedSecretTest {

    private static final String URIS = "\"redirect_uris\": [\"https://client.example.org/cb\"]";

    public static class Hashed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registrar.client-secret.storage", "hashed");
        }
    }

    @Test
    @DisplayName("CHOICE-03: a hashed secret is shown once, and still compared")
    void showsOnce() {
        var client = registered(V);
        client.get()
                .statusCode(200)
                .body("$", not(hasKey("client_secret")))
                .body("$", not(hasKey("client_secret_expires_at")));
        client.put(URIS + ", \"client_secret\": \"" + client.secret() + "\"")
                .statusCode(200)
                .body("$", not(hasKey("client_secret")));
        client.put(URIS + ", \"client_secret\": \"" + client.secret() + "x\"").statusCode(400);
    }

    @Test
    @DisplayName("CHOICE-03: a secret that serves as a key is sealed all the same")
    void sealsKeys() {
        var client = registeredWith("\"token_endpoint_auth_method\": \"client_secret_jwt\"");
        client.get().body("client_secret", equalTo(client.secret()));
    }

    @Test
    @DisplayName("CHOICE-03: a hashed secret cannot become a key, so the client gets a new one")
    void replacesHashByKey() {
        var client = registered(V);
        String key =
                client.put(URIS + ", \"token_endpoint_auth_method\": \"client_secret_jwt\"")
                        .statusCode(200)
                        .body("client_secret", instanceOf(String.class))
                        .body("client_secret", not(client.secret()))
                        .extract()
                        .path("client_secret");
        client.get().body("client_secret", equalTo(key));
    }

    @Test
    @DisplayName(
            "CHOICE-03, OIDCCORE-10.1-03: so is a secret that an HS algorithm uses, from the update on that brings the algorithm")
    void sealsKeysOfAlgorithms() {
        var client = registeredWith("\"userinfo_signed_response_alg\": \"HS256\"");
        client.get().body("client_secret", equalTo(client.secret()));
        var other = registered(V);
        other.put(URIS + ", \"id_token_encrypted_response_alg\": \"dir\"")
                .statusCode(200)
                .body("client_secret", not(other.secret()));
        other.get().body("client_secret", instanceOf(String.class));
        other.put(URIS).statusCode(200);
        other.get().body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName("CHOICE-43: a rotation shows the new secret once")
    void rotates() {
        var client = registered(V);
        String next =
                client.authorized()
                        .post(client.path() + "/secret")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("client_secret");
        client.put(URIS + ", \"client_secret\": \"" + next + "\"").statusCode(200);
        client.put(URIS + ", \"client_secret\": \"" + client.secret() + "\"").statusCode(200);
        client.get().body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName("CHOICE-03: a key that becomes a mere password is hashed from then on")
    void hashesFormerKeys() {
        var client = registeredWith("\"token_endpoint_auth_method\": \"client_secret_jwt\"");
        client.put(URIS).statusCode(200);
        client.get().body("$", not(hasKey("client_secret")));
        client.put(URIS + ", \"client_secret\": \"" + client.secret() + "\"").statusCode(200);
    }
}
