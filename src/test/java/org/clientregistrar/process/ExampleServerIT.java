package org.clientregistrar.process;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The authorization server of examples/, whose clients are those of the packaged service. */
class ExampleServerIT {

    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final String KEY = "key_of-the-example-server-0123456789abcdefghij";
    private static final String CALLBACK = "https://client.example.org/callback";
    private static final String VERIFIER = "a-code-verifier-of-43-characters-or-more-0123456789";
    private static final int OVERLAP_SECONDS = 12;

    @TempDir Path directory;

    /** A client that registered itself. */
    private record Registered(String id, String secret, String token) {}

    private int port;

    private RequestSpecification server() {
        return RestAssured.given().baseUri("http://localhost").port(port).redirects().follow(false);
    }

    private static Registered register(Service service, String members) {
        var reply =
                service.json()
                        .body("{\"redirect_uris\": [\"%s\"], %s}".formatted(CALLBACK, members))
                        .post("/register")
                        .then()
                        .statusCode(201)
                        .extract();
        return new Registered(
                reply.path("client_id"),
                reply.path("client_secret"),
                reply.path("registration_access_token"));
    }

    private static RequestSpecification operator(Service service) {
        return service.json().header("Authorization", "Bearer " + KEY);
    }

    private ValidatableResponse token(Registered client, String secret, Map<String, String> form) {
        return server().auth()
                .preemptive()
                .basic(client.id(), secret)
                .formParams(form)
                .post("/token")
                .then();
    }

    private ValidatableResponse program(Registered client, String secret) {
        return token(client, secret, Map.of("grant_type", "client_credentials"));
    }

    private void refuses(Registered client, String secret) {
        program(client, secret).statusCode(401).body("error", equalTo("invalid_client"));
    }

    /** A user signs in and agrees, as the pages of the server ask. */
    private String code(Registered client) throws Exception {
        var digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        var cookies = new CookieFilter();
        var response =
                server().filter(cookies)
                        .queryParam("client_id", client.id())
                        .queryParam("redirect_uri", CALLBACK)
                        .queryParam("response_type", "code")
                        .queryParam("scope", "openid")
                        .queryParam("state", "xyz")
                        .queryParam("code_challenge_method", "S256")
                        .queryParam(
                                "code_challenge",
                                Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                        .get("/auth");
        for (var prompt : new String[] {"login", "consent"}) {
            var page = location(response);
            response =
                    server().filter(cookies)
                            .formParam("prompt", prompt)
                            .formParam("login", "alice")
                            .post(page.getPath());
            response = server().filter(cookies).get(location(response).getPath());
        }
        var answer = location(response);
        assertTrue(answer.toString().startsWith(CALLBACK), answer.toString());
        var parameters =
                Arrays.stream(answer.getRawQuery().split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        pair -> pair[0],
                                        pair ->
                                                URLDecoder.decode(
                                                        pair[1], StandardCharsets.UTF_8)));
        assertEquals("xyz", parameters.get("state"));
        return parameters.get("code");
    }

    private static URI location(Response response) {
        assertEquals(303, response.statusCode(), response.asString());
        return URI.create(response.getHeader("Location"));
    }

    private Map<String, String> exchange(String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                CALLBACK,
                "code_verifier",
                VERIFIER);
    }

    @Test
    @DisplayName(
            "CHOICE-43: a client that just registered itself goes through the code flow; after a rotation both secrets are good until the overlap ends; disabled and deleted it is invalid_client")
    void servesItsClients() throws Exception {
        var settings =
                Service.onTestDatabase(
                        Map.of(
                                "REGISTRAR_ADMIN_ACCESS_KEY",
                                KEY,
                                "REGISTRAR_REGISTRATION_OPEN_GRANT_TYPES",
                                "authorization_code,refresh_token,client_credentials"));
        port = Service.freePort();
        try (var service = Service.start(directory, settings);
                var program =
                        NodeProgram.start(
                                EXAMPLES,
                                directory,
                                "the authorization server is ready",
                                Map.of(
                                        "PORT",
                                        Integer.toString(port),
                                        "REGISTRY",
                                        "http://localhost:" + service.port(),
                                        "REGISTRY_KEY",
                                        KEY),
                                "server.mjs")) {
            var client =
                    register(
                            service,
                            "\"grant_types\": [\"authorization_code\", \"refresh_token\", \"client_credentials\"]");
            token(client, client.secret(), exchange(code(client)))
                    .statusCode(200)
                    .body("access_token", notNullValue())
                    .body("id_token", notNullValue());
            token(client, "wrong", exchange(code(client)))
                    .statusCode(401)
                    .body("error", equalTo("invalid_client"));

            String second = rotate(service, client);
            program(client, second).statusCode(200);
            program(client, client.secret()).statusCode(200);
            token(client, client.secret(), exchange(code(client))).statusCode(200);
            await().atMost(Duration.ofSeconds(3 * OVERLAP_SECONDS))
                    .until(() -> program(client, client.secret()).extract().statusCode() == 401);
            refuses(client, client.secret());
            program(client, second).statusCode(200);

            state(service, client, "disabled");
            refuses(client, second);
            state(service, client, "active");
            program(client, second).statusCode(200);
            service.json()
                    .header("Authorization", "Bearer " + client.token())
                    .delete("/register/" + client.id())
                    .then()
                    .statusCode(204);
            refuses(client, second);
            for (var id : new String[] {"nobody", ".", ".."}) {
                refuses(new Registered(id, "", ""), "any");
            }
            for (var secret : new String[] {client.secret(), second, KEY}) {
                assertFalse(program.output().contains(secret));
                assertFalse(service.output().contains(secret));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    operator(service)
                                                    .get("/admin/clients/" + client.id())
                                                    .path("last_used_at")
                                            != null);
        }
    }

    private static String rotate(Service service, Registered client) {
        return service.json()
                .header("Authorization", "Bearer " + client.token())
                .body("{\"overlap_seconds\": %d}".formatted(OVERLAP_SECONDS))
                .post("/register/" + client.id() + "/secret")
                .then()
                .statusCode(201)
                .extract()
                .path("client_secret");
    }

    private static void state(Service service, Registered client, String state) {
        operator(service)
                .contentType("application/merge-patch+json")
                .body("{\"state\": \"" + state + "\"}")
                .patch("/admin/clients/" + client.id())
                .then()
                .statusCode(200);
    }
}
