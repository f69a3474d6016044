package org.clientregistrar.process;

import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** An OpenID provider that is not ours, in a process of its own: the one of src/test/clients. */
final class OpenIdProvider implements AutoCloseable {

    private final NodeProgram program;
    private final int port;
    private final String secret;

    private OpenIdProvider(NodeProgram program, int port, String secret) {
        this.program = program;
        this.port = port;
        this.secret = secret;
    }

    /** Starts it, see {@link NodeProgram#start}. */
    static OpenIdProvider start(Path directory) throws Exception {
        var port = Service.freePort();
        var secret = UUID.randomUUID().toString();
        var program =
                NodeProgram.start(
                        NodeJs.CLIENTS,
                        directory,
                        "the provider is ready",
                        Map.of(),
                        "provider.mjs",
                        Integer.toString(port),
                        secret);
        return new OpenIdProvider(program, port, secret);
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
        program.close();
    }
}
