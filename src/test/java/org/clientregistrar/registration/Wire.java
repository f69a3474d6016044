package org.clientregistrar.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
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

/** The registration door byte by byte, for tests that knock some thousand times. */
final class Wire {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came back. */
    record Reply(int status, String contentType, String text) {

        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }

        /** The members of a client's information response. */
        ObjectNode client() {
            return (ObjectNode) json();
        }
    }

    static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    Reply register(byte[] body) {
        return register(body, "application/json");
    }

    Reply register(byte[] body, String contentType) {
        return send(
                request("/register", contentType).POST(BodyPublishers.ofByteArray(body)).build());
    }

    /** The client as its configuration endpoint shows it. */
    Reply get(ObjectNode client) {
        return send(configuration(client).GET().build());
    }

    /** An update of the client. */
    Reply put(ObjectNode client, JsonNode update) {
        return send(configuration(client).PUT(BodyPublishers.ofByteArray(bytes(update))).build());
    }

    private static HttpRequest.Builder configuration(ObjectNode client) {
        return request("/register/" + client.get("client_id").textValue(), "application/json")
                .header(
                        "Authorization",
                        "Bearer " + client.get("registration_access_token").textValue());
    }

    private static HttpRequest.Builder request(String path, String contentType) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Content-Type", contentType);
    }

    private Reply send(HttpRequest request) {
        try {
            return reply(client.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError("no reply to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                new String(response.body(), StandardCharsets.UTF_8));
    }
}
