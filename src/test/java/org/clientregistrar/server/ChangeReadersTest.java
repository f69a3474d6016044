package org.clientregistrar.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.clientregistrar.server.Feed.get;
import static org.clientregistrar.server.Feed.later;
import static org.clientregistrar.server.Feed.now;
import static org.clientregistrar.server.Feed.register;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests that wait for changes where few may do so, and where there are few threads. */
@RegistrarTest
@TestProfile(ChangeReadersTest.Few.class)
class ChangeReadersTest {

    private static final int READERS = 12;

    /** Fewer threads and connections to the database than readers. */
    public static class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.change-feed.readers", Integer.toString(READERS),
                    "quarkus.thread-pool.max-threads", "6",
                    "quarkus.datasource.jdbc.max-size", "3");
        }
    }

    private static Socket waiting(String cursor) throws IOException {
        var socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream()
                .write(
                        "GET %s?after=%s&wait=60 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(Feed.PATH, cursor, TestDatabase.ACCESS_KEY)
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** One more that would wait is refused: all seats are taken. */
    private static void awaitFull(String cursor) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                get("?after=" + cursor + "&wait=1")
                                        .statusCode(503)
                                        .header("Retry-After", "5")
                                        .body("error", equalTo("temporarily_unavailable")));
    }

    @Test
    @DisplayName(
            "Those who wait hold no thread and no connection; beyond their number is 503 with Retry-After; who hangs up is forgotten")
    void boundsReaders() throws Exception {
        var cursor = now();
        var sockets = new java.util.ArrayList<Socket>();
        try {
            for (int i = 0; i < READERS; i++) {
                sockets.add(waiting(cursor));
            }
            awaitFull(cursor);
            get("?after=" + cursor).statusCode(200); // who does not wait needs no seat
            for (var socket : sockets) {
                socket.close();
            }
            var replies =
                    await().atMost(Duration.ofSeconds(10))
                            .until(
                                    () ->
                                            List.of(
                                                    get("?after=" + cursor + "&wait=1")
                                                            .extract()
                                                            .statusCode()),
                                    List.of(200)::equals);
            assertEquals(List.of(200), replies);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        var waiting =
                IntStream.range(0, READERS)
                        .mapToObj(i -> later("?after=" + cursor + "&wait=60"))
                        .toList();
        awaitFull(cursor);
        register();
        for (var reply : waiting) {
            assertEquals(200, reply.get(10, SECONDS).statusCode());
        }
    }
}
