package org.clientregistrar;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service that lets nobody register without an initial access token. */
public class ProtectedMode implements QuarkusTestProfile {

    /** The token. */
    public static final String TOKEN = "iat_0hL5yJd1m8Q2vXc3ZbN7wRtKfPqSgUe4";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "registrar.registration.mode",
                "protected",
                "registrar.registration.initial-access-token",
                TOKEN);
    }
}
