package org.clientregistrar.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.clientregistrar.server.Feed.get;
import static org.clientregistrar.server.Feed.later;
import static org.clientregistrar.server.Feed.now;
import static org.clientregistrar.server.Feed.register;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    @Test
    @DisplayName(
            "Those who wait hold no thread and no connection; beyond their number is 503 with Retry-After; who hangs up is forgotten")
    void boundsReaders() throws Exception {
        var cursor = now();
        var sockets = new ArrayList<Socket>();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> {
                                sockets.add(waiting(cursor));
                                get("?after=" + cursor + "&wait=1")
                                        .statusCode(503)
                                        .header("Retry-After", "5")
                                        .body("error", equalTo("temporarily_unavailable"));
                            });
            assertTrue(sockets.size() >= READERS);
            get("?after=" + cursor).statusCode(200); // who does not wait needs no seat
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> statuses(readers(cursor, 1)), everyItem(equalTo(200)));

        var waiting = readers(cursor, 60);
        register();
        assertThat(statuses(waiting), everyItem(equalTo(200)));
    }

    /** As many as may wait. */
    private static List<CompletableFuture<HttpResponse<String>>> readers(String cursor, int wait) {
        return IntStream.range(0, READERS)
                .mapToObj(i -> later("?after=" + cursor + "&wait=" + wait))
                .toList();
    }

    private static List<Integer> statuses(List<CompletableFuture<HttpResponse<String>>> replies)
            throws Exception {
        var statuses = new ArrayList<Integer>();
        for (var reply : replies) {
            statuses.add(reply.get(10, SECONDS).statusCode());
        }
        return statuses;
    }
}
