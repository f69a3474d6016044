package org.clientregistrar.browser;

import static org.clientregistrar.ProtectedMode.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.clientregistrar.ProtectedMode;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A person at Swagger UI, who registers a client and looks at it. */
@RegistrarTest
@TestProfile(ProtectedMode.class)
class SwaggerUiTest {

    @Test
    @DisplayName(
            "A person authorises, registers a client with Try it out, and reads it back with its token")
    void registersAndReadsBack() throws IOException {
        try (var page = SwaggerUi.open("registerClient")) {
            page.picture("1-operations");

            page.authorize("initialAccessToken", TOKEN);
            page.unfold("registerClient");
            var registered = page.execute("registerClient", 201);
            page.picture("2-registered");

            page.authorize(
                    "registrationAccessToken",
                    registered.get("registration_access_token").textValue());
            page.unfold("readClient");
            page.parameter("readClient", "client_id", registered.get("client_id").textValue());
            var read = page.execute("readClient", 200);
            page.picture("3-read");
            assertEquals(registered, read);
        }
    }
}
