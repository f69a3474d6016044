package org.clientregistrar.server;

import static org.clientregistrar.server.Lookups.lookUp;
import static org.clientregistrar.server.Lookups.lookUpWithSecrets;
import static org.clientregistrar.server.Lookups.path;
import static org.clientregistrar.server.Lookups.server;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.admin.Clients;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lookups that may be kept for a while. */
@RegistrarTest
@TestProfile(LookupCacheTest.HalfAMinute.class)
class LookupCacheTest {

    private static final String KEEP = "private, max-age=30";

    /** The setting of this test. */
    public static class HalfAMinute implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registrar.server-door.max-age", "30s");
        }
    }

    @Test
    @DisplayName(
            "With registrar.server-door.max-age a client, 304 and that there is no client are kept so long, secrets never")
    void mayBeKept() {
        var id = Clients.created("\"token_endpoint_auth_method\": \"client_secret_jwt\"");
        var etag =
                lookUp(id).statusCode(200).header("Cache-Control", KEEP).extract().header("ETag");
        server().header("If-None-Match", etag)
                .get(path(id))
                .then()
                .statusCode(304)
                .header("Cache-Control", KEEP);
        lookUpWithSecrets(id).statusCode(200).header("Cache-Control", "no-store");
        lookUp("nobody").statusCode(404).header("Cache-Control", KEEP);
        Clients.delete(id).statusCode(204);
        lookUp(id).statusCode(410).header("Cache-Control", KEEP);
    }
}
