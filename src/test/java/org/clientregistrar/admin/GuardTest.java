package org.clientregistrar.admin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import io.restassured.RestAssured;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * There is no way around the guard of the doors of operators and authorization servers, however a
 * path is spelled.
 */
@RegistrarTest
class GuardTest {

    /** Of all tables that these doors can write to. When a key was used last is no change. */
    private static final String EVERYTHING =
            """
            select (select count(*) from client) || ' ' || (select coalesce(sum(version), 0) from client)
                || ' ' || (select count(*) from access_key where revoked_at is null)
                || ' ' || (select count(*) from initial_access_token where revoked_at is null)
                || ' ' || (select count(*) from audit_event)""";

    private record Operation(String method, String path) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Those of the contract: what a later change adds is here too. */
    static List<Operation> operations() throws IOException {
        var operations = new ArrayList<Operation>();
        var paths =
                new YAMLMapper()
                        .readTree(java.nio.file.Path.of("openapi", "openapi.yaml").toFile())
                        .get("paths");
        paths.forEachEntry(
                (path, item) -> {
                    if (path.startsWith("/admin") || path.startsWith("/clients")) {
                        item.fieldNames()
                                .forEachRemaining(
                                        key -> {
                                            if (!key.equals("parameters")) {
                                                operations.add(
                                                        new Operation(
                                                                key.toUpperCase(Locale.ROOT),
                                                                path.replaceAll(
                                                                        "\\{[^}]*}",
                                                                        "00000000-0000-0000-0000-000000000000")));
                                            }
                                        });
                    }
                });
        assertFalse(operations.isEmpty());
        return operations;
    }

    private static Set<String> spellings(String path) {
        var spellings = new LinkedHashSet<String>();
        var last = path.lastIndexOf('/');
        var parent = path.substring(0, last);
        var name = path.substring(last + 1);
        var door = path.substring(1, path.indexOf('/', 1));
        var rest = path.substring(path.indexOf('/', 1));
        var first = "%%%02x".formatted((int) door.charAt(0)) + door.substring(1);
        spellings.addAll(
                List.of(
                        path,
                        path + "/",
                        path + "//",
                        "/" + path,
                        "//" + path,
                        "/." + path,
                        "/./" + path,
                        "/x/.." + path,
                        "/register/.." + path,
                        "/register/%2e%2e" + path,
                        "/register/..%2f" + path.substring(1),
                        "/q/health/../.." + path,
                        "/docs/.." + path,
                        "/..;/" + path.substring(1),
                        "/register/..;/" + path.substring(1),
                        "/%2e" + path,
                        "/%2e%2e" + path,
                        "/%252e%252e" + path,
                        path + "/.",
                        path + "/./",
                        path + "/x/..",
                        path + "/%2e",
                        path + "/x/%2e%2e",
                        path + ".",
                        path + "..",
                        path + "%2e",
                        path + ".json",
                        path + ".html",
                        path + ";",
                        path + ";a=b",
                        path + ";.js",
                        path + "/;a=b",
                        path + "%3b",
                        path + "%3Ba=b",
                        parent + ";a=b/" + name,
                        parent + "/;/" + name,
                        parent + "//" + name,
                        parent + "/./" + name,
                        parent + "/%2e/" + name,
                        parent + "/x/../" + name,
                        parent + "%2f" + name,
                        parent + "%2F" + name,
                        parent + "%252f" + name,
                        parent + "%5c" + name,
                        parent + "\\" + name,
                        "/" + first + rest,
                        "/" + first.toUpperCase(Locale.ROOT) + rest,
                        "/" + first.replace("%", "%25") + rest,
                        "/" + encoded(door) + rest,
                        "/" + door.toUpperCase(Locale.ROOT) + rest,
                        "/" + Character.toUpperCase(door.charAt(0)) + door.substring(1) + rest,
                        path.toUpperCase(Locale.ROOT),
                        "/" + door + "%00" + rest,
                        path + "%00",
                        path + "%00.js",
                        path + "%20",
                        path + "%09",
                        path + "%0d%0a",
                        path + "%23",
                        path + "#x",
                        path + "?",
                        path + "?x=/register",
                        path + "?x=%",
                        path + "?%zz=%00",
                        path + "?access_token=x",
                        path + "%3f",
                        path + "~",
                        path + "%c0%af",
                        path + "%ff",
                        path + "%",
                        path + "%u002f",
                        "http://localhost" + path,
                        "http://registrar.example" + path,
                        "HTTPS://registrar.example:443" + path,
                        "http:" + path,
                        "*",
                        path.substring(1)));
        return spellings;
    }

    private static String encoded(String text) {
        return text.chars().mapToObj("%%%02x"::formatted).collect(Collectors.joining());
    }

    private static final List<String> HEADERS =
            List.of(
                    "X-Original-URL: %s",
                    "X-Rewrite-URL: %s",
                    "X-Forwarded-Prefix: %s",
                    "X-Forwarded-Path: %s",
                    "X-Forwarded-For: 127.0.0.1",
                    "X-Forwarded-Host: localhost",
                    "Forwarded: for=127.0.0.1;host=localhost;proto=https",
                    "X-HTTP-Method-Override: OPTIONS",
                    "X-HTTP-Method: GET",
                    "X-Method-Override: GET",
                    "X-Remote-User: admin",
                    "Cookie: Authorization=Bearer %s",
                    "Proxy-Authorization: Bearer %s",
                    "Origin: http://localhost",
                    "Upgrade: h2c");

    /** Everything that is sent for an operation without a credential. */
    private static List<String> requests(Operation operation) {
        var lines = new ArrayList<String>();
        for (var spelling : spellings(operation.path)) {
            lines.add(operation.method + " " + spelling + " HTTP/1.1\r\nHost: localhost\r\n");
        }
        for (var version : List.of("1.0", "0.9", "2.0")) {
            lines.add(operation.method + " " + operation.path + " HTTP/" + version + "\r\n");
        }
        for (var method :
                List.of("HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "POST")) {
            lines.add(method + " " + operation.path + " HTTP/1.1\r\nHost: localhost\r\n");
        }
        for (var header : HEADERS) {
            lines.add(
                    operation.method
                            + " "
                            + operation.path
                            + " HTTP/1.1\r\nHost: localhost\r\n"
                            + header.formatted(operation.path)
                            + "\r\n");
        }
        for (var header : List.of("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix")) {
            lines.add(
                    operation.method
                            + " /register HTTP/1.1\r\nHost: localhost\r\n"
                            + header
                            + ": "
                            + operation.path
                            + "\r\n");
        }
        return lines;
    }

    /** The status, or 0 where the connection was closed without an answer. */
    private static int send(String head, String authorization) {
        var body = head.startsWith("GET ") || head.startsWith("HEAD ") ? "" : "{}";
        var request =
                head
                        + authorization
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\nConnection: close\r\n\r\n"
                        + body;
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        } catch (java.net.SocketException e) {
            return 0;
        } catch (IOException e) {
            throw new AssertionError("no end to the answer to " + request, e);
        }
    }

    private static String everything() {
        return Rows.select(EVERYTHING).get(0);
    }

    @ParameterizedTest
    @MethodSource("operations")
    @DisplayName(
            "RFC6750-3.1-02, RFC6750-3.1-03: no spelling of a guarded path lets anybody in without a key, with a wrong one, or with one that lacks the scope")
    void letsNobodyIn(Operation operation) {
        var key =
                admin().body("{\"name\": \"powerless\", \"scopes\": [\"clients:read\"]}")
                        .post("/admin/access-keys")
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getString("access_key");
        powerless(key);
        for (var authorization :
                List.of(
                        "",
                        "Authorization: Bearer key_wrong\r\n",
                        "Authorization: Bearer " + key + "\r\n")) {
            var hasKey = authorization.contains(key);
            var before = everything();
            for (var request : requests(operation)) {
                if (hasKey && request.contains("/whoami")) {
                    continue; // whoever has a key may ask who they are
                }
                var status = send(request, authorization);
                var line = request.lines().findFirst().orElseThrow();
                assertTrue(status < 500, line + " -> " + status);
                if (!line.startsWith("OPTIONS") && !line.contains(" /docs/")) {
                    assertFalse(
                            status >= 200 && status < 300,
                            request + authorization + " -> " + status);
                }
            }
            assertEquals(before, everything(), operation + " " + authorization);
        }
        var plain = operation + " HTTP/1.1\r\nHost: localhost\r\n";
        assertEquals(401, send(plain, ""));
        assertEquals(401, send(plain, "Authorization: Bearer key_wrong\r\n"));
        if (!plain.contains("/whoami")) { // whoever has a key may ask who they are
            assertEquals(403, send(plain, "Authorization: Bearer " + key + "\r\n"));
        }
    }

    /** Takes the key all it may do: a door for every scope has to stay shut. */
    private static void powerless(String key) {
        var change = "update access_key set scopes = '[]' where token_hash = sha256(?)";
        assertEquals(1, Rows.update(change, key.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    @DisplayName("An endpoint whose author forgot to say who may call it is for nobody")
    void deniesByDefault() {
        anonymous()
                .get("/test/unannotated")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_token"));
        admin().get("/test/unannotated")
                .then()
                .statusCode(403)
                .body("error", equalTo("access_denied"));
        assertTrue(
                ConfigProvider.getConfig()
                        .getValue(
                                "quarkus.security.jaxrs.deny-unannotated-endpoints",
                                Boolean.class));
    }

    @Test
    @DisplayName(
            "Every operation of these doors says which scope it needs, or that any key will do")
    void everyOperationIsAnnotated() {
        var endpoints =
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("org.clientregistrar")
                                .that(
                                        resideInAPackage("org.clientregistrar.admin..")
                                                .or(
                                                        resideInAPackage(
                                                                "org.clientregistrar.server..")))
                                .stream()
                                .filter(type -> type.isAnnotatedWith(Path.class))
                                .map(type -> (Class<?>) type.reflect())
                                .collect(Collectors.toSet());
        assertFalse(endpoints.isEmpty());
        for (var endpoint : endpoints) {
            assertTrue(
                    endpoint.getAnnotation(Path.class).value().matches("/(admin|clients)/.*"),
                    endpoint.toString());
            for (var method : endpoint.getDeclaredMethods()) {
                var isOperation =
                        Arrays.stream(method.getAnnotations())
                                .anyMatch(
                                        annotation ->
                                                annotation
                                                        .annotationType()
                                                        .isAnnotationPresent(HttpMethod.class));
                var isGuarded =
                        method.isAnnotationPresent(RolesAllowed.class)
                                || method.isAnnotationPresent(Authenticated.class)
                                || endpoint.isAnnotationPresent(RolesAllowed.class)
                                || endpoint.isAnnotationPresent(Authenticated.class);
                assertTrue(isGuarded || !isOperation, method.toString());
            }
        }
    }
}
