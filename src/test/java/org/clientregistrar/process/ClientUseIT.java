package org.clientregistrar.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.clientregistrar.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged service does with the use of clients when it ends. */
class ClientUseIT {

    private static final String KEY = "key_of-the-test-of-use-0123456789abcdefghijklm";

    @TempDir Path directory;

    @Test
    @DisplayName("What was noted of clients before a service ends in order is written")
    void writesAtTheEnd() throws Exception {
        var settings = Service.onTestDatabase(Map.of("REGISTRAR_ADMIN_ACCESS_KEY", KEY));
        String id;
        try (var service = Service.start(directory, settings)) {
            id =
                    service.json()
                            .body("{\"redirect_uris\": [\"https://client.example.org/cb\"]}")
                            .post("/register")
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("client_id");
            service.json()
                    .header("Authorization", "Bearer " + KEY)
                    .get("/clients/" + id)
                    .then()
                    .statusCode(200);
            service.terminate();
        }
        assertEquals(
                1,
                Rows.select(
                                "select 1 from client_use where client_id = ? and last_used_at > '-infinity'",
                                id)
                        .size());
    }
}
