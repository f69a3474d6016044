package org.clientregistrar.registration;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.json;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registered;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile and broken bodies: a 4xx in the one error form, and nothing stored. */
@RegistrarTest
class RequestBodyTest {

    static Stream<byte[]> brokenBodies() {
        var texts =
                Stream.of(
                        "",
                        " ",
                        "{",
                        "}",
                        "[]",
                        "[" + V + "]",
                        "\"x\"",
                        "null",
                        "1",
                        "true",
                        "NaN",
                        "{'redirect_uris': []}",
                        "{redirect_uris: []}",
                        V + "x",
                        V + V,
                        "{\"a\": 1,}",
                        "// c\n" + V,
                        "{\"a\": 01}",
                        "{\"a\": +1}",
                        "{\"a\": \"\\x\"}",
                        "{\"a\": \"\n\"}",
                        "{\"a\": 1, \"a\": 2, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": {\"a\": 1, \"\\u0061\": 2}, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"client_name\": \"\\u0000\", \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\\u0000\": 1, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": [{\"y\": \"a\\u0000b\"}], \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"client_name\": \"\\ud800\", \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"client_name\": \"\\udc00\\ud800\", \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"\\ud83d\": 1, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": 1e64, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": 1e400, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": 1e999999999, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": 1e99999999999999999999, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": -1e-999999999, \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": "
                                + "9".repeat(1000)
                                + ", \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": "
                                + "[".repeat(33)
                                + "]".repeat(33)
                                + ", \"redirect_uris\": [\"https://c.example/cb\"]}",
                        "{\"x\": " + "[".repeat(20_000),
                        "{\"a\":".repeat(10_000),
                        "\ufeff" + V,
                        "{\"client\": " + V + "}");
        var bytes =
                Stream.of(
                                "7b226122 3a22ff227d",
                                "7b22 c080 22 3a317d",
                                "7b2261223a22 eda080 227d",
                                "fffe7b007d00",
                                "00")
                        .map(hex -> HexFormat.of().parseHex(hex.replace(" ", "")));
        return Stream.concat(
                texts.map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.concat(bytes, Stream.of(V.getBytes(StandardCharsets.UTF_16))));
    }

    @ParameterizedTest
    @MethodSource("brokenBodies")
    @DisplayName(
            "RFC7591-3.1-04, OIDCREG-3.1-01, CHOICE-17, RFC8259-8.1-01, RFC8259-4-01, RFC7591-3.2.2-02, RFC7591-3.2-02, OIDCREG-7-01: what is not one JSON object with sound values is 400, and leaves nothing behind")
    void refusesBrokenBodies(byte[] body) throws SQLException {
        var before = count();
        json().body(body)
                .post("/register")
                .then()
                .statusCode(400)
                .contentType(equalTo("application/json"))
                .body("error", matchesPattern("invalid_client_metadata|invalid_redirect_uri"))
                .body("error_description", matchesPattern("[ !#-\\[\\]-~]+"));
        assertEquals(before, count());
    }

    private static int count() throws SQLException {
        try (var connection = TestDatabase.dataSource().getConnection();
                var rows =
                        connection.createStatement().executeQuery("select count(*) from client")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @ParameterizedTest
    @MethodSource("brokenBodies")
    @DisplayName("RFC7592-2.2-15: broken updates change nothing")
    void refusesBrokenUpdates(byte[] body) {
        var client = registered(V);
        client.authorized()
                .body(body)
                .put(client.path())
                .then()
                .statusCode(400)
                .body("error", matchesPattern("invalid_.*"));
        client.get().statusCode(200).body("$", equalTo(client.body()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1",
                "application/jsonx",
                "application/*",
                "*/*",
                "application/problem+json",
                ";;;",
                "application/json, text/plain"
            })
    @DisplayName(
            "CHOICE-18, RFC9110-15.5.16-01, RFC7592-2.2-01, RFC6750-2.2-01: another content type is 415 in the error form")
    void refusesOtherContentTypes(String type) throws IOException {
        var client = registered(V);
        for (var request : new String[] {"POST /register", "PUT " + client.path()}) {
            var reply =
                    raw(
                            request
                                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + client.token()
                                    + "\r\nContent-Type: "
                                    + type
                                    + "\r\nContent-Length: "
                                    + V.length()
                                    + "\r\nConnection: close\r\n\r\n"
                                    + V,
                            request.startsWith("POST"));
            assertTrue(reply.startsWith("HTTP/1.1 415"), reply);
            assertTrue(reply.contains("\"error\":\"invalid_client_metadata\""), reply);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json\r\nContent-Type: text/plain",
                "Content-Type: application/json\r\nContent-Encoding: gzip"
            })
    @DisplayName("CHOICE-18: two content types, or a coding, are 415")
    void refusesCodings(String header) throws IOException {
        var reply =
                raw(
                        "POST /register HTTP/1.1\r\nHost: x\r\n"
                                + header
                                + "\r\nContent-Length: "
                                + V.length()
                                + "\r\nConnection: close\r\n\r\n"
                                + V,
                        false);
        assertTrue(reply.startsWith("HTTP/1.1 415"), reply);
    }

    @Test
    @DisplayName(
            "RFC8259-4-01: names that collide in a parser's table are names like others, for this request and the next")
    void survivesCollidingNames() {
        var colliding =
                IntStream.range(0, 4096)
                        .mapToObj(
                                i ->
                                        IntStream.range(0, 12)
                                                .mapToObj(bit -> (i >> bit & 1) == 0 ? "Ab" : "BA")
                                                .collect(Collectors.joining("", "\"", "\":1")))
                        .limit(2000)
                        .collect(Collectors.joining(","));
        register(V.replace("}", "," + colliding + "}")).statusCode(201);
        for (int members = 100; members <= 1500; members += 100) {
            var ordinary =
                    IntStream.range(0, members)
                            .mapToObj(i -> "\"x" + i + "\":1")
                            .collect(Collectors.joining(","));
            register(V.replace("}", "," + ordinary + "}")).statusCode(201);
        }
    }

    @Test
    @DisplayName("RFC7591-3.2.2-05: of very many faults a hundred are listed, and all are counted")
    void limitsListedFaults() {
        var faults =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "\"client_name#x-" + i + "\":1")
                        .collect(Collectors.joining(","));
        register(V.replace("}", "," + faults + "}"))
                .statusCode(400)
                .body("errors.size()", equalTo(100))
                .body("error_description", matchesPattern(".*and 999 more faults.*"));
    }

    @Test
    @DisplayName(
            "RFC9110-15.5.16-01: a body that drips in is given up after a while, and holds nobody up")
    void givesUpSlowBodies() throws IOException {
        try (var slow = new Socket("localhost", RestAssured.port)) {
            slow.setSoTimeout(20_000);
            slow.getOutputStream()
                    .write(
                            "POST /register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                                    .getBytes(StandardCharsets.UTF_8));
            register(V).statusCode(201);
            var reply = new String(readAll(slow.getInputStream()), StandardCharsets.UTF_8);
            assertTrue(reply.startsWith("HTTP/1.1 408"), reply);
        }
    }

    @Test
    @DisplayName("CHOICE-18: no content type is 415 too")
    void refusesMissingContentType() throws IOException {
        var reply =
                raw(
                        "POST /register HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                + V.length()
                                + "\r\nConnection: close\r\n\r\n"
                                + V,
                        false);
        assertTrue(reply.startsWith("HTTP/1.1 415"), reply);
    }

    @Test
    @DisplayName("RFC7591-3-01: the content type may have any case and the charset UTF-8")
    void acceptsJsonContentTypes() {
        for (var type :
                new String[] {
                    "Application/JSON",
                    "application/json;charset=UTF-8",
                    "application/json; charset=\"utf-8\"",
                    "application/json; foo=bar"
                }) {
            json().contentType(type).body(V).post("/register").then().statusCode(201);
        }
    }

    @Test
    @DisplayName("RFC6750-2.2-01: a token in a form is not looked at")
    void ignoresFormTokens() {
        given().formParam("access_token", "x").post("/register").then().statusCode(415);
    }

    @Test
    @DisplayName(
            "CHOICE-36, RFC7592-2.2-01: what is registered can be sent back, be it as large as can be; its defaults count")
    void largestReplyCanBeSentBack() {
        var largest =
                "\"redirect_uris\": [\"https://client.example.org/cb\"], \"jwks\": {\"keys\": [], \"x\": \"%s\"}";
        register("{" + largest.formatted("x".repeat(65_400)) + "}")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-36"));
        var client = registered("{" + largest.formatted("x".repeat(64_000)) + "}");
        client.get().statusCode(200);
        client.put(
                        largest.formatted("x".repeat(64_000))
                                + ", \"client_secret\": \""
                                + client.secret()
                                + "\", \"y\": \""
                                + "y".repeat(2000)
                                + "\"")
                .statusCode(200);
    }

    @Test
    @DisplayName("CHOICE-36: a number has few digits, also when it is written out")
    void limitsNumbers() {
        for (var number : new String[] {"1e60", "1e-61", "-1e300", "1e-300"}) {
            registerWith("\"x\": " + number)
                    .statusCode(400)
                    .body("errors[0].rule", equalTo("CHOICE-36"));
        }
        registerWith("\"jwks\": {\"keys\": [], \"x\": 1e40, \"y\": 1.5e-9}")
                .statusCode(201)
                .body("jwks.x.toString()", equalTo("1" + "0".repeat(40)));
    }

    @Test
    @DisplayName("CHOICE-36: a body of 64 KiB is read, a larger one is 413, declared or not")
    void limitsBodies() throws IOException {
        var padding = 65536 - V.length();
        register(V + " ".repeat(padding)).statusCode(201);
        register(V + " ".repeat(padding + 1))
                .statusCode(413)
                .body("error", equalTo("invalid_client_metadata"));
        register(V + " ".repeat(3_000_000))
                .statusCode(413)
                .body("errors[0].rule", equalTo("CHOICE-36"));
        var chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
        var reply =
                raw(
                        "POST /register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + chunk.repeat(3),
                        false);
        assertTrue(reply.startsWith("HTTP/1.1 413"), reply);
        assertTrue(reply.contains("CHOICE-36"), reply);
    }

    @Test
    @DisplayName("RFC7591-3.1-04: an empty body is 400 at once, declared or chunked")
    void refusesEmptyBodies() throws IOException {
        var head =
                "POST /register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n";
        for (var reply :
                new String[] {
                    raw(head + "Content-Length: 0\r\n\r\n", false),
                    raw(head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false)
                }) {
            assertTrue(reply.startsWith("HTTP/1.1 400"), reply);
        }
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.2-03, RFC7591-3.2.2-04, RFC7591-3.2.2-05, RFC6749-A-03, OIDCREG-3.3-01: all faults at once, in ASCII, without the value sent; redirect URIs first")
    void tellsAllFaults() {
        register(
                        """
                {"client_uri": "caf\u00e9 \\"quoted\\" \\\\ \\n", "scope": 1, "redirect_uris": ["https://c.example/cb#\ud83d\ude80"],
                 "jwks": {"keys": [{"kty": "oct", "k": "very-secret-key"}]}, "client_name#fr": 5}""")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"))
                .body(
                        "error_description",
                        matchesPattern(
                                "redirect_uris\\[0]: [ !#-\\[\\]-~]+ \\(and 4 more faults\\)"))
                .body(
                        "errors.member",
                        contains(
                                "redirect_uris[0]",
                                "client_uri",
                                "scope",
                                "jwks.keys[0]",
                                "client_name#fr"))
                .body("errors.detail", everyItem(matchesPattern("[ !#-\\[\\]-~]+")))
                .body("toString()", not(matchesPattern(".*(quoted|very-secret-key).*")));
    }

    /** What no HTTP client library would send. */
    private static String raw(String request, boolean withoutToken) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5000);
            var text =
                    withoutToken ? request.replaceFirst("Authorization: [^\r]*\r\n", "") : request;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(readAll(socket.getInputStream()), StandardCharsets.UTF_8);
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        var buffer = new byte[4096];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (java.net.SocketException e) {
            return out.toByteArray(); // closed by the service while we were still sending
        }
        return out.toByteArray();
    }
}
