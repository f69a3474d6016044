package org.clientregistrar.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An OpenID provider that is not ours, in a process of its own: the one of src/test/clients. */
final class OpenIdProvider implements AutoCloseable {

    private static final Path CLIENTS = Path.of("src", "test", "clients").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final int port;
    private final String secret;

    private OpenIdProvider(Process process, int port, String secret) {
        this.process = process;
        this.port = port;
        this.secret = secret;
    }

    /** Starts it; where it is not installed the test is skipped, but for CI, which must have it. */
    static OpenIdProvider start(Path directory) throws Exception {
        var isThere =
                Files.exists(CLIENTS.resolve("node_modules/oidc-provider"))
                        && Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                                .anyMatch(path -> Files.isExecutable(Path.of(path, "node")));
        if (!isThere && System.getenv("CI") != null) {
            throw new AssertionError("CI has no Node.js, or no npm ci was done in " + CLIENTS);
        }
        assumeTrue(isThere, "no Node.js, or no npm ci was done in " + CLIENTS);
        var port = Service.freePort();
        var secret = UUID.randomUUID().toString();
        var log = Files.createTempFile(directory, "provider", ".log");
        var process =
                new ProcessBuilder("node", "provider.mjs", Integer.toString(port), secret)
                        .directory(CLIENTS.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var provider = new OpenIdProvider(process, port, secret);
        provider.awaitReady(log);
        return provider;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        for (var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                !Files.readString(log).contains("the provider is ready");
                TimeUnit.MILLISECONDS.sleep(50)) {
            var isOnTime = process.isAlive() && System.nanoTime() < end;
            if (!isOnTime) {
                close();
            }
            assertTrue(isOnTime, "the provider does not start, see " + log);
        }
    }

    String issuer() {
        return "http://localhost:" + port;
    }

    String jwksUri() {
        return issuer() + "/jwks";
    }

    /** An access token for an audience, by the grant of programs (RFC 6749 section 4.4). */
    String token(String audience, String scope) {
        return RestAssured.given()
                .baseUri("http://localhost")
                .port(port)
                .auth()
                .preemptive()
                .basic("pipeline", secret)
                .formParam("grant_type", "client_credentials")
                .formParam("resource", audience)
                .formParam("scope", scope)
                .post("/token")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("access_token");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
