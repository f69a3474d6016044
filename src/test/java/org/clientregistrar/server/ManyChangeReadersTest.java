package org.clientregistrar.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.clientregistrar.server.Feed.get;
import static org.clientregistrar.server.Feed.later;
import static org.clientregistrar.server.Feed.now;
import static org.clientregistrar.server.Feed.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Far more requests wait for changes than workers and the queue for them can take. */
@RegistrarTest
@TestProfile(ManyChangeReadersTest.ShortQueue.class)
class ManyChangeReadersTest {

    private static final int READERS = 300;

    /** So few come at once that each finds a place in the queue. */
    private static final int AT_ONCE = 10;

    /** A hundredth of the usual one, so that a test need not open a thousand connections. */
    public static class ShortQueue implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.thread-pool.max-threads", "4",
                    "quarkus.thread-pool.queue-size", "30");
        }
    }

    @Test
    @DisplayName(
            "One change is told to all who wait for it, however short the queue for workers is")
    void tellsAll() throws Exception {
        var cursor = now();
        var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        while (waiting.size() < READERS) {
            for (int i = 0; i < AT_ONCE; i++) {
                waiting.add(later("?after=" + cursor + "&wait=60"));
            }
            get("?after=" + cursor).statusCode(200);
        }
        assertFalse(waiting.stream().anyMatch(CompletableFuture::isDone), "none was refused");
        var id = register();
        for (var reply : waiting) {
            var page = reply.get(20, SECONDS);
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains(id));
        }
    }
}
