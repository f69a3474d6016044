package org.clientregistrar.admin;

import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.delete;
import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.history;
import static org.clientregistrar.admin.Clients.patch;
import static org.clientregistrar.admin.Clients.post;
import static org.clientregistrar.admin.Clients.put;
import static org.clientregistrar.admin.Clients.row;
import static org.clientregistrar.admin.Clients.self;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Operators' clients where secrets are hashed and expire, and deleted clients are erased at once.
 */
@RegistrarTest
@TestProfile(ClientSettingsTest.Frugal.class)
class ClientSettingsTest {

    public static class Frugal implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.client-secret.storage", "hashed",
                    "registrar.client-secret.lifetime", "1h",
                    "registrar.registration-access-token.rotate-on-update", "true",
                    "registrar.deleted-clients.restore-window", "0s");
        }
    }

    @Test
    @DisplayName("With no restore window a deleted client is erased at once")
    void erasesAtOnce() {
        var id = created("\"client_name\": \"Gone\", \"owner\": \"Ops\"");
        delete(id).statusCode(204);
        get(id).statusCode(404);
        post(id, "/restore", "").statusCode(404);
        assertFalse(row(id).contains("Gone"), row(id));
        assertFalse(row(id).contains("Ops"), row(id));
        create("\"client_id\": \"" + id + "\"").statusCode(409);
        assertEquals(List.of("registered", "deleted", "erased"), history(id, "action"));
    }

    @Test
    @DisplayName(
            "CHOICE-03: an imported secret is a hash where secrets are hashed; where it becomes a key, the client gets a new one, which is sealed while it is one")
    void hashesImportedSecrets() {
        var reply =
                create(
                                "\"client_secret\": \"brought along\", \"issue_registration_access_token\": true")
                        .statusCode(201)
                        .body("client_secret_expires_at", greaterThan(0))
                        .extract();
        String id = reply.path("client_id");
        assertTrue(row(id).contains("SLOW"), row(id));
        put(id, "\"client_secret\": \"brought along\"")
                .statusCode(200)
                .body("$", not(hasKey("client_secret")));
        self("GET", id, reply.path("registration_access_token"), null)
                .statusCode(200)
                .body("$", not(hasKey("client_secret")));
        patch(id, "{\"token_endpoint_auth_method\": \"client_secret_jwt\"}")
                .statusCode(200)
                .body("client_secret", not(equalTo("brought along")));
        assertTrue(row(id).contains("SEALED"), row(id));
        put(
                        id,
                        "\"token_endpoint_auth_method\": \"client_secret_jwt\", \"client_secret\": \"a key\"")
                .statusCode(200);
        patch(id, "{\"token_endpoint_auth_method\": \"client_secret_post\"}").statusCode(200);
        assertTrue(row(id).contains("SLOW"), row(id));
        String next =
                post(id, "/secrets", "{\"overlap_seconds\": 0}")
                        .statusCode(201)
                        .extract()
                        .path("client_secret");
        assertTrue(row(id).contains("HASHED"), row(id));
        put(id, "\"client_secret\": \"" + next + "\"")
                .statusCode(200)
                .body("$", not(hasKey("client_secret")));
        assertTrue(row(id).contains("HASHED"), row(id));
    }

    @Test
    @DisplayName(
            "An operator's change leaves the registration access token, also where the client's own would not")
    void keepsToken() {
        var client = Clients.registered("");
        put(client.id(), "\"client_name\": \"A\"").statusCode(200);
        self("GET", client.id(), client.token(), null).statusCode(200);
    }

    @Test
    @DisplayName(
            "CHOICE-43: an operator's change leaves an expired secret as it is; the client's own update renews it")
    void keepsExpiredSecrets() {
        var client = Clients.registered("");
        Rows.update(
                "update client set secrets = jsonb_set(secrets, '{0,expires_at}', '1000') where client_id = '"
                        + client.id()
                        + "'");
        patch(client.id(), "{\"client_name\": \"A\"}")
                .statusCode(200)
                .body("$", not(hasKey("client_secret")));
        put(client.id(), "").statusCode(200).body("$", not(hasKey("client_secret")));
        Clients.update(client, "")
                .statusCode(200)
                .body("client_secret", not(client.secret()))
                .body("client_secret_expires_at", greaterThan(1000));
    }
}
