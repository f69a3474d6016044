package org.clientregistrar.fetch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many fetches, and failures again and again: how little of it others feel. */
class FetcherLoadTest extends FetcherHarness {

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    private List<Future<String>> callMany(
            int count, Fetcher fetcher, TlsServer server, String way) {
        var calls = new ArrayList<Future<String>>();
        for (var i = 0; i < count; i++) {
            var url = URI.create(server.url("localhost") + way.formatted(i));
            calls.add(callers.submit(() -> text(fetcher.get(url))));
        }
        return calls;
    }

    @Test
    @DisplayName("CHOICE-29: no more are read at once than may be; the others wait")
    void limitsConcurrency() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var server =
                server(
                        connection -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            connection.readHead();
                            Thread.sleep(50);
                            now.decrementAndGet();
                            connection.write(String.join("\r\n", DOCUMENT));
                            connection.waitForEnd();
                        });
        var fetcher = fetcher(Settings.DEFAULT.withConcurrency(3));
        for (var call : callMany(12, fetcher, server, "?%d")) {
            assertEquals("[]", call.get());
        }
        assertEquals(12, server.connections());
        assertEquals(3, most.get());
    }

    @Test
    @DisplayName("Too many who wait are told so, which is not held against the URL")
    void refusesCrowd() throws Exception {
        var goOn = new CountDownLatch(1);
        var server = answeringAfter(goOn, String.join("\r\n", DOCUMENT));
        var settings = Settings.DEFAULT.withConcurrency(1).withFailureCache(Duration.ofHours(1));
        var fetcher = fetcher(settings);
        var calls = callMany(5, fetcher, server, "?%d");
        var late = URI.create(server.url("localhost") + "?late");
        await().atMost(20, SECONDS)
                .untilAsserted(
                        () -> {
                            var refusal =
                                    assertThrows(FetchException.class, () -> fetcher.get(late));
                            assertTrue(refusal.isBusy(), refusal.getMessage());
                        });
        goOn.countDown();
        for (var call : calls) {
            assertEquals("[]", call.get());
        }
        assertEquals("[]", text(fetcher.get(late)));
    }

    @Test
    @DisplayName("Ten who want the same at once share one request")
    void sharesFlight() throws Exception {
        var goOn = new CountDownLatch(1);
        var server = answeringAfter(goOn, String.join("\r\n", DOCUMENT));
        var fetcher = fetcher();
        var calls = callMany(10, fetcher, server, "#%d");
        await().atMost(20, SECONDS).until(() -> server.heads().size() == 1);
        Thread.sleep(200); // time for the others to come, of which nothing can be seen
        goOn.countDown();
        for (var call : calls) {
            assertEquals("[]", call.get());
        }
        assertEquals(1, server.connections());
    }

    @Test
    @DisplayName("Ten who want the same at once share its failure, also where none is remembered")
    void sharesFailure() throws Exception {
        var goOn = new CountDownLatch(1);
        var server = answeringAfter(goOn, "HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n");
        var fetcher = fetcher(Settings.DEFAULT.withFailureCache(Duration.ZERO));
        var calls = callMany(10, fetcher, server, "");
        await().atMost(20, SECONDS).until(() -> server.heads().size() == 1);
        Thread.sleep(200); // time for the others to come, of which nothing can be seen
        goOn.countDown();
        for (var call : calls) {
            var failure = assertThrows(ExecutionException.class, call::get);
            assertEquals("answered with status 500", failure.getCause().getMessage());
        }
        assertEquals(1, server.connections());
    }

    @Test
    @DisplayName("A document is read anew each time")
    void keepsNoDocument() throws FetchException {
        var server = answering(DOCUMENT);
        var fetcher = fetcher(Settings.DEFAULT.withFailureCache(Duration.ofHours(1)));
        for (var i = 1; i <= 3; i++) {
            fetcher.get(server.url("localhost"));
            assertEquals(i, server.connections());
        }
    }

    @Test
    @DisplayName("A failure is remembered: nothing is sent again until it is forgotten")
    void remembersFailure() throws Exception {
        var server = answering("HTTP/1.1 500 X", "Content-Length: 0", "", "");
        var fetcher = fetcher(Settings.DEFAULT.withFailureCache(Duration.ofSeconds(2)));
        var url = server.url("localhost");
        assertRefused("answered with status 500", fetcher, url);
        var first = System.nanoTime();
        assertRefused("answered with status 500", fetcher, url);
        if (System.nanoTime() - first < Duration.ofMillis(1500).toNanos()) { // on any usual machine
            assertEquals(1, server.connections());
        }
        await().atMost(20, SECONDS)
                .until(
                        () -> {
                            assertRefused("answered with status 500", fetcher, url);
                            return server.connections() == 2;
                        });
    }

    @Test
    @DisplayName("A failure is remembered for the document or the page alone, whichever it was")
    void remembersPerKind() throws Exception {
        var server =
                answering(
                        "HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Length: 0", "", "");
        var fetcher = fetcher(Settings.DEFAULT.withFailureCache(Duration.ofHours(1)));
        var url = server.url("localhost");
        for (var i = 0; i < 2; i++) {
            assertThrows(FetchException.class, () -> fetcher.reachPicture(url));
        }
        assertEquals(1, server.connections());
        fetcher.reachPage(url);
        assertEquals(2, server.connections());
    }

    @Test
    @DisplayName("A failure is not remembered where the setting says so")
    void forgetsAtOnce() {
        var server = answering("HTTP/1.1 500 X", "Content-Length: 0", "", "");
        var fetcher = fetcher(Settings.DEFAULT.withFailureCache(Duration.ZERO));
        for (var i = 1; i <= 3; i++) {
            assertRefused("answered with status 500", fetcher, server.url("localhost"));
            assertEquals(i, server.connections());
        }
    }

    @Test
    @DisplayName("A caller who is interrupted stops waiting, and stays interrupted")
    void bearsInterruption() throws Exception {
        var server =
                server(
                        connection -> {
                            connection.readHead();
                            connection.waitForEnd();
                        });
        var fetcher = fetcher(Settings.DEFAULT.withConcurrency(1));
        var interrupted = new AtomicInteger();
        var caller =
                new Thread(
                        () -> {
                            var refusal =
                                    assertThrows(
                                            FetchException.class,
                                            () -> fetcher.get(server.url("localhost")));
                            assertTrue(refusal.isBusy());
                            interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
                        });
        caller.start();
        await().atMost(20, SECONDS).until(() -> server.heads().size() == 1);
        caller.interrupt();
        caller.join();
        assertEquals(1, interrupted.get());
        await().atMost(20, SECONDS).until(() -> server.open() == 0);
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals("[]", text(fetcher.get(answering(DOCUMENT).url("localhost"))));
    }

    /** A server that answers when it is told to. */
    private TlsServer answeringAfter(CountDownLatch goOn, String answer) {
        return server(
                connection -> {
                    connection.readHead();
                    goOn.await();
                    connection.write(answer);
                    connection.waitForEnd();
                });
    }
}
