package org.clientregistrar.process;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on software statements, word for word. */
class SoftwareStatementIT {

    private static final Path PAGE = Path.of("docs", "software-statements.md");
    private static final Pattern SHELL =
            Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir Path directory;

    @Test
    @DisplayName(
            "RFC7591-2.3-03: an issuer that environment variables alone make known, and its statement, as documented")
    void followsThePage() throws Exception {
        var blocks =
                SHELL.matcher(Files.readString(PAGE))
                        .results()
                        .map(block -> block.group(1))
                        .toList();
        assertEquals(4, blocks.size());
        // the settings for the service, then the issuer's work; the request is this test's
        run(blocks.get(0) + "env | grep ^REGISTRAR_ > settings\n" + blocks.get(1) + blocks.get(2));
        var settings = new java.util.HashMap<String, String>();
        for (var line : Files.readAllLines(directory.resolve("settings"))) {
            var parts = line.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        assertEquals(2, settings.size());
        try (var service = Service.start(directory, Service.onTestDatabase(settings))) {
            service.json()
                    .body(Files.readString(directory.resolve("registration.json")))
                    .post("/register")
                    .then()
                    .statusCode(201)
                    .body("client_name", equalTo("Acme Mail"))
                    .body("software_id", equalTo("app-1"))
                    .body("redirect_uris", contains("https://mail.acme.example/cb"));
        }
    }

    private void run(String script) throws Exception {
        var shell = new ProcessBuilder("sh", "-e", "-c", script);
        shell.environment().keySet().removeIf(name -> name.startsWith("REGISTRAR_"));
        var log = directory.resolve("shell.log").toFile();
        var process =
                shell.directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        process.waitFor(60, TimeUnit.SECONDS);
        assertEquals(0, process.exitValue(), () -> "see " + log);
    }
}
