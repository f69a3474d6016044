package org.clientregistrar;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Tasks that run at once, each in a thread of its own: none begins before all can. */
public final class AtOnce {

    private AtOnce() {}

    /** Runs them, and gives their results in order. */
    public static <T> List<T> run(List<Callable<T>> tasks) throws Exception {
        var threads = Executors.newFixedThreadPool(tasks.size());
        try {
            var ready = new CountDownLatch(tasks.size());
            var together = new ArrayList<Callable<T>>();
            for (var task : tasks) {
                together.add(
                        () -> {
                            ready.countDown();
                            ready.await();
                            return task.call();
                        });
            }
            var results = new ArrayList<T>();
            for (var result : threads.invokeAll(together)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
