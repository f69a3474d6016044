package org.clientregistrar.registration;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.json;
import static org.clientregistrar.registration.Door.registered;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistrarTest
class HttpTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/register|OPTIONS, POST",
                "HEAD|/register|OPTIONS, POST",
                "PUT|/register|OPTIONS, POST",
                "PATCH|/register|OPTIONS, POST",
                "DELETE|/register|OPTIONS, POST",
                "POST|/register/x|DELETE, GET, HEAD, OPTIONS, PUT",
                "PATCH|/register/x|DELETE, GET, HEAD, OPTIONS, PUT",
                "TRACE|/register/x|DELETE, GET, HEAD, OPTIONS, PUT",
                "GET|/register/x/secret|OPTIONS, POST"
            })
    @DisplayName(
            "RFC9110-15.5.6-01, RFC7592-2-04, CHOICE-31, RFC7592-B-04: a method that a path does not have is 405, with all that it has")
    void answersMethodNotAllowed(String method, String path, String allow) {
        var reply =
                json().body(V)
                        .request(method, path)
                        .then()
                        .statusCode(405)
                        .header("Allow", equalTo(allow))
                        .header("Cache-Control", "no-store");
        if (!method.equals("HEAD")) {
            reply.body("error", equalTo("invalid_request"));
        }
    }

    @Test
    @DisplayName("RFC9110-15.5.6-01: OPTIONS names the methods")
    void answersOptions() {
        given().options("/register")
                .then()
                .statusCode(204)
                .header("Allow", equalTo("OPTIONS, POST"));
        given().options("/register/x")
                .then()
                .statusCode(204)
                .header("Allow", equalTo("DELETE, GET, HEAD, OPTIONS, PUT"));
    }

    @Test
    @DisplayName("RFC7592-2.1-01: HEAD answers like GET, without the body")
    void answersHead() {
        var client = registered(V);
        client.authorized()
                .head(client.path())
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"0\""))
                .body(emptyString());
        given().head(client.path()).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html, image/gif, image/jpeg, */*; q=0.2",
                "application/xml",
                "application/json;q=0",
                "x",
                "*/*"
            })
    @DisplayName("RFC9110-12.5.1-01: JSON whatever Accept says, for replies and for errors")
    void answersJson(String accept) {
        var client = registered(V);
        json().accept(accept)
                .body(V)
                .post("/register")
                .then()
                .statusCode(201)
                .contentType(equalTo("application/json"));
        json().accept(accept)
                .body("{}")
                .post("/register")
                .then()
                .statusCode(400)
                .contentType(equalTo("application/json"));
        client.authorized()
                .accept(accept)
                .get(client.path())
                .then()
                .statusCode(200)
                .contentType(equalTo("application/json"));
    }

    @Test
    @DisplayName("RFC7591-3.2.2-02: an unknown path is 404 in the error form")
    void answersNotFound() {
        given().accept("text/html")
                .get("/nothing")
                .then()
                .statusCode(404)
                .contentType(equalTo("application/json"))
                .body("error", equalTo("invalid_request"));
    }

    @ParameterizedTest
    @CsvSource({
        "/register, POST",
        "/register/x, GET",
        "/register/x, PUT",
        "/register/x, DELETE",
        "/register/x/secret, POST"
    })
    @DisplayName(
            "OIDCREG-3-02, OIDCREG-4-01, RFC9700-2.6-02, MCP-REG-10: scripts of other origins may call the registration endpoints, without cookies")
    void answersPreflight(String path, String method) {
        given().header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization, content-type, if-match")
                .options(path)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo("*"))
                .header("Access-Control-Allow-Methods", containsString(method))
                .header(
                        "Access-Control-Allow-Headers",
                        allOf(
                                containsString("Authorization"),
                                containsString("Content-Type"),
                                containsString("If-Match")))
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    @DisplayName(
            "OIDCREG-3-02: replies and errors can be read by the script that asked, no other path")
    void allowsOrigins() {
        var client = registered(V);
        json().header("Origin", "https://app.example")
                .body(V)
                .post("/register")
                .then()
                .statusCode(201)
                .header("Access-Control-Allow-Origin", equalTo("*"))
                .header(
                        "Access-Control-Expose-Headers",
                        allOf(
                                containsString("Location"),
                                containsString("ETag"),
                                containsString("WWW-Authenticate")));
        json().header("Origin", "https://app.example")
                .body("{}")
                .post("/register")
                .then()
                .statusCode(400)
                .header("Access-Control-Allow-Origin", equalTo("*"));
        json().header("Origin", "https://app.example")
                .body(" ".repeat(70_000))
                .post("/register")
                .then()
                .statusCode(413)
                .header("Access-Control-Allow-Origin", equalTo("*"));
        given().header("Origin", "https://app.example")
                .get(client.path())
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", equalTo("*"));
        given().header("Origin", "https://app.example")
                .get("/q/health")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    @DisplayName("RFC7591-6-01: health and metrics are there, and show nothing of a client")
    void showsHealthAndMetrics() {
        Door.registeredWith("\"contacts\": [\"somebody@c.example\"]");
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name.toString()", containsString("Database"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("http_server_requests_seconds_count"))
                .body(containsString("uri=\"/register\""))
                .body(not(containsString("somebody")));
    }

    @Test
    @DisplayName(
            "RFC7591-3-01, RFC9110-12.5.1-01: the JVM's own client, which asks for HTTP/2 and for pages first, gets its JSON")
    void answersTheJvmsClients() throws Exception {
        var uri =
                java.net.URI.create(
                        "http://localhost:" + io.restassured.RestAssured.port + "/register");
        var request =
                java.net.http.HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(V))
                        .build();
        var reply =
                java.net.http.HttpClient.newHttpClient()
                        .send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        assertEquals(201, reply.statusCode());
        var connection = (java.net.HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(V.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(201, connection.getResponseCode());
    }

    @Test
    @DisplayName(
            "RFC7591-6-01: callers make no metrics: neither their ids nor their methods become series")
    void keepsMetricsFew() {
        for (int i = 0; i < 20; i++) {
            given().request("M" + i, "/register");
            given().options("/register/client-" + i);
            given().urlEncodingEnabled(false).put("/register;client-" + i);
        }
        given().get("/q/metrics")
                .then()
                .body(not(containsString("client-7")))
                .body(not(containsString("\"M7\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo bar",
                "capacitor://localhost",
                "vscode-webview://0abc123",
                "null",
                "https://a_b.example"
            })
    @DisplayName(
            "OIDCREG-3-02, MCP-REG-10: apps have origins of their own, which are as good as others")
    void allowsOriginsOfApps(String origin) {
        json().header("Origin", origin)
                .body(V)
                .post("/register")
                .then()
                .statusCode(201)
                .header("Access-Control-Allow-Origin", equalTo("*"));
    }

    @Test
    @DisplayName("RFC7591-3-01: a request of HTTP/1.0 without a Host is answered like others")
    void answersOldHttp() throws Exception {
        try (var socket = new java.net.Socket("localhost", io.restassured.RestAssured.port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(
                            ("POST /register HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: "
                                            + V.length()
                                            + "\r\n\r\n"
                                            + V)
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertTrue(
                    new String(
                                    socket.getInputStream().readAllBytes(),
                                    java.nio.charset.StandardCharsets.UTF_8)
                            .startsWith("HTTP/1.0 201"));
        }
    }
}
