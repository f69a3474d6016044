package org.clientregistrar.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TypeScript client that is made from the contract, as docs/clients.md tells. */
class TypeScriptClientIT {

    private static final Path CONTRACT = Path.of("openapi", "openapi.yaml").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;

    @TempDir Path directory;

    @Test
    @DisplayName(
            "A TypeScript client that is generated from the contract passes tsc --strict, registers, reads, updates, rotates the secret, deletes, and follows changes")
    void makesTheRoundTrip() throws Exception {
        NodeJs.require(NodeJs.CLIENTS, "openapi-typescript", "openapi-fetch", "typescript");
        run(
                "node_modules/openapi-typescript/bin/cli.js",
                CONTRACT.toString(),
                "-o",
                "generated/registrar.d.ts");
        run("node_modules/typescript/bin/tsc", "--project", ".");
        var key = Map.of("REGISTRAR_ADMIN_ACCESS_KEY", TestDatabase.ACCESS_KEY);
        try (var service = Service.start(directory, key)) {
            var base = "http://localhost:" + service.port();
            var output = run("generated/round-trip.js", base, TestDatabase.ACCESS_KEY);
            assertTrue(output.contains("the round trip is done"), output);
        }
    }

    /** Runs a program to its good end, and gives its output. */
    private String run(String... program) throws Exception {
        var log = Files.createTempFile(directory, "node", ".log");
        var process = NodeJs.start(NodeJs.CLIENTS, log, Map.of(), program);
        try {
            assertTrue(
                    process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    () -> program[0] + " does not end");
        } finally {
            process.destroyForcibly();
        }
        var output = Files.readString(log);
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
