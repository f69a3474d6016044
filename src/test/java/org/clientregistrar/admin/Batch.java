package org.clientregistrar.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.clientregistrar.TestDatabase;

/** Export and import as an operator's program meets them. */
final class Batch {

    static final String NDJSON = "application/x-ndjson";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Batch() {}

    /** What came back: lines of JSON, of which the last one is the summary. */
    record Reply(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return response.body();
        }

        List<ObjectNode> lines() {
            return text().lines().map(Batch::json).toList();
        }

        /** All but the last one. */
        List<ObjectNode> items() {
            var lines = lines();
            return lines.subList(0, lines.size() - 1);
        }

        JsonNode summary() {
            var lines = lines();
            return lines.get(lines.size() - 1).get("summary");
        }

        /** The words for what became of the lines. */
        List<String> outcomes() {
            return items().stream().map(line -> line.get("outcome").textValue()).toList();
        }
    }

    static Reply export(String query) {
        return export(TestDatabase.ACCESS_KEY, query);
    }

    static Reply export(String key, String query) {
        return send(request("/admin/export" + query, key).GET());
    }

    static Reply bring(String query, String body) {
        return bring(TestDatabase.ACCESS_KEY, query, NDJSON, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply bring(String key, String query, String type, byte[] body) {
        return send(
                request("/admin/import" + query, key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    private static HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + key);
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("no reply", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
