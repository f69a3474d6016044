package org.clientregistrar.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Export and import in a browser. */
@RegistrarTest
class MovingClientsTest {

    @Test
    @DisplayName(
            "A person authorises, imports the example with Try it out, and finds its clients in an export")
    void importsAndExports() throws IOException {
        try (var page = SwaggerUi.open("importClients")) {
            page.authorize("accessKey", TestDatabase.ACCESS_KEY);
            page.unfold("importClients");
            var outcomes = page.executed("importClients", 200);
            page.picture("import");
            assertTrue(outcomes.contains("import-example-1"), outcomes);
            assertTrue(outcomes.contains("import-example-2"), outcomes);
            assertTrue(outcomes.contains("\"refused\":0"), outcomes);
            assertTrue(outcomes.contains("\"complete\":true"), outcomes);

            page.unfold("exportClients");
            page.parameter("exportClients", "text", "import-example");
            var lines = page.executed("exportClients", 200);
            page.picture("export");
            assertTrue(lines.contains("import-example-2"), lines);
            assertTrue(lines.contains("\"complete\":true"), lines);
        }
    }
}
