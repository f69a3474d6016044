package org.clientregistrar.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An OpenID provider that is not ours, in a process of its own: the one of src/test/clients. */
final class OpenIdProvider implements AutoCloseable {

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
        NodeJs.require("oidc-provider");
        var port = Service.freePort();
        var secret = UUID.randomUUID().toString();
        var log = Files.createTempFile(directory, "provider", ".log");
        var process = NodeJs.start(log, "provider.mjs", Integer.toString(port), secret);
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
