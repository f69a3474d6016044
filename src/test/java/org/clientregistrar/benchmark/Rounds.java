package org.clientregistrar.benchmark;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * Sends requests by turns and tells how long they take, each as a ratio to the first one. Only
 * ratios within one run mean something: the load comes from the same machine.
 */
final class Rounds {

    private static final int THREADS = 8;
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final int ROUNDS = 3;

    private final HttpClient client;

    Rounds(HttpClient client) {
        this.client = client;
    }

    /** Measures requests by their names, in their order. */
    void run(Map<String, HttpRequest> requests) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.printf("round %d of %d%n", round, ROUNDS);
            var none = 0.0;
            for (var entry : requests.entrySet()) {
                var nanos = measure(entry.getValue());
                var rate = nanos.length / (double) ROUND.toSeconds();
                none = none == 0 ? rate : none;
                System.out.printf(
                        "  %-28s %8.0f/s  1:%-6.1f  p50 %7.2f ms  p99 %7.2f ms%n",
                        entry.getKey(),
                        rate,
                        none / rate,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[nanos.length * 99 / 100] / 1e6);
            }
        }
    }

    /** The times of all requests of a round, in nanoseconds, from the shortest on. */
    private long[] measure(HttpRequest request) throws Exception {
        var times = new ConcurrentLinkedQueue<List<Long>>();
        var end = System.nanoTime() + ROUND.toNanos();
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<Boolean> worker = () -> times.add(send(request, end));
            for (var done : threads.invokeAll(java.util.Collections.nCopies(THREADS, worker))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        var all = times.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
        Arrays.sort(all);
        return all;
    }

    private List<Long> send(HttpRequest request, long end)
            throws IOException, InterruptedException {
        var times = new ArrayList<Long>();
        for (var begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            var status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException("answered with status " + status);
            }
            times.add(System.nanoTime() - begin);
        }
        return times;
    }
}
