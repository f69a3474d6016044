package org.clientregistrar.browser;

import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestDatabase;
import org.clientregistrar.admin.Pictures;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of an admin, who has nothing but Swagger UI and an access key. */
@RegistrarTest
class AdminDayTest {

    @Test
    @DisplayName(
            "An admin authorises with a key, makes a client, finds it by text, edits, disables and enables it, hands out an initial access token, with which somebody registers, and reads the history")
    void day() throws IOException {
        try (var page = SwaggerUi.open("createClient")) {
            page.picture("admin-1-doors");
            page.authorize("accessKey", TestDatabase.ACCESS_KEY);

            page.unfold("createClient");
            page.body(
                    "createClient",
                    """
                    {"client_name": "Payroll of the day", "redirect_uris": ["https://payroll.example.org/cb"], "owner": "team-pay"}""");
            var id = page.execute("createClient", 201).get("client_id").textValue();
            page.picture("admin-2-created");

            page.unfold("findClients");
            page.parameter("findClients", "text", "payroll of the day");
            var found = page.execute("findClients", 200).get("clients");
            page.picture("admin-3-found");
            assertEquals(1, found.size());
            assertEquals(id, found.get(0).get("client_id").textValue());

            page.unfold("changeClient");
            page.parameter("changeClient", "client_id", id);
            edit(page, "{\"client_name\": \"Payroll, renamed\"}");
            edit(page, "{\"state\": \"disabled\"}");
            var enabled = edit(page, "{\"state\": \"active\"}");
            assertEquals("Payroll, renamed", enabled);

            page.unfold("issueInitialAccessToken");
            var token =
                    page.execute("issueInitialAccessToken", 201)
                            .get("initial_access_token")
                            .textValue();
            page.picture("admin-6-token");
            page.authorize("initialAccessToken", token);
            page.unfold("registerClient");
            page.execute("registerClient", 201);
            page.picture("admin-7-registered");

            page.unfold("readClientHistory");
            page.parameter("readClientHistory", "client_id", id);
            var events = page.execute("readClientHistory", 200).get("events");
            page.picture("admin-8-history");
            var actions =
                    StreamSupport.stream(events.spliterator(), false)
                            .map(event -> event.get("action").textValue())
                            .toList();
            assertEquals(4, actions.size(), actions.toString());
            assertTrue(actions.contains("registered"), actions.toString());
        }
    }

    @Test
    @DisplayName(
            "An admin uploads a logo, and the picture shows: opened by itself, and in the page of another site")
    void logo(@TempDir Path directory) throws IOException {
        var file = Files.write(directory.resolve("logo.png"), Pictures.png(96));
        try (var page = SwaggerUi.open("putClientLogo")) {
            page.authorize("accessKey", TestDatabase.ACCESS_KEY);
            page.unfold("createClient");
            page.body(
                    "createClient",
                    """
                    {"client_name": "With a logo", "redirect_uris": ["https://logo.example.org/cb"]}""");
            var id = page.execute("createClient", 201).get("client_id").textValue();
            page.unfold("putClientLogo");
            page.parameter("putClientLogo", "client_id", id);
            page.upload("putClientLogo", file);
            page.picture("admin-9-chosen");
            var uri = page.execute("putClientLogo", 200).get("logo_uri").textValue();
            page.picture("admin-10-uploaded");

            var here = "http://localhost:" + RestAssured.port + URI.create(uri).getRawPath();
            assertEquals(96, page.widthAt(here));
            page.picture("admin-11-logo");
            var consent = consentPage(here);
            try {
                var port = consent.getAddress().getPort();
                assertEquals(96, page.widthAt("http://127.0.0.1:" + port + "/"));
                page.picture("admin-12-consent");
            } finally {
                consent.stop(0);
            }
            RestAssured.given()
                    .get(here)
                    .then()
                    .header("Content-Security-Policy", startsWith("default-src 'none'"));
        }
    }

    /** Another site, which takes only what says that it is for others to show. */
    private static HttpServer consentPage(String picture) throws IOException {
        var html = "<h1>Do you agree?</h1><img src='" + picture + "'>";
        var site = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        site.createContext(
                "/",
                exchange -> {
                    var headers = exchange.getResponseHeaders();
                    headers.add("Content-Type", "text/html");
                    headers.add("Cross-Origin-Embedder-Policy", "require-corp");
                    exchange.sendResponseHeaders(200, html.length());
                    exchange.getResponseBody().write(html.getBytes(StandardCharsets.US_ASCII));
                    exchange.close();
                });
        site.start();
        return site;
    }

    /** Sends a merge patch, and gives the client's name afterwards. */
    private static String edit(SwaggerUi page, String patch) throws IOException {
        page.body("changeClient", patch);
        var name = page.execute("changeClient", 200).get("client_name").textValue();
        page.picture("admin-4-edited");
        page.clear("changeClient");
        return name;
    }
}
