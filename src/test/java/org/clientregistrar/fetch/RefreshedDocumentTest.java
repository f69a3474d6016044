package org.clientregistrar.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefreshedDocumentTest {

    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1000); // it may overflow
    private final AtomicInteger readings = new AtomicInteger();
    private final List<Runnable> background = new ArrayList<>();
    private volatile String content = "first"; // null stands for one that cannot be read
    private final RefreshedDocument<String> document = document(this::read);

    private RefreshedDocument<String> document(RefreshedDocument.Source<String> source) {
        return new RefreshedDocument<>(
                "test", source, INTERVAL, COOL_DOWN, time::get, background::add);
    }

    private String read() throws IOException {
        readings.incrementAndGet();
        if (content == null) {
            throw new IOException("gone");
        }
        return content;
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    private void runBackground() {
        background.forEach(Runnable::run);
        background.clear();
    }

    @Test
    @DisplayName("The first reading is waited for, and its copy serves for the interval")
    void keepsCopy() {
        assertEquals(0, readings.get());
        assertEquals(Optional.of("first"), document.current());
        pass(INTERVAL.minusSeconds(1));
        assertEquals(Optional.of("first"), document.current());
        assertEquals(1, readings.get());
        assertEquals(0, background.size());
    }

    @Test
    @DisplayName("An old copy serves while a new one is read in the background, once")
    void refreshesInBackground() {
        document.current();
        content = "second";
        pass(INTERVAL);
        assertEquals(Optional.of("first"), document.current());
        assertEquals(Optional.of("first"), document.current());
        assertEquals(1, background.size());
        runBackground();
        assertEquals(Optional.of("second"), document.current());
        assertEquals(2, readings.get());
        pass(INTERVAL);
        document.current();
        assertEquals(1, background.size());
    }

    @Test
    @DisplayName("The last good copy stays in force, and a failed reading is tried again soon")
    void keepsLastGoodCopy() {
        document.current();
        content = null;
        pass(INTERVAL);
        document.current();
        runBackground();
        assertEquals(Optional.of("first"), document.current());
        assertEquals(0, background.size());
        pass(RefreshedDocument.RETRY);
        content = "second";
        document.current();
        runBackground();
        assertEquals(Optional.of("second"), document.current());
    }

    @Test
    @DisplayName("A document that was never had is not tried for every caller")
    void pausesAfterFailure() {
        content = null;
        assertEquals(Optional.empty(), document.current());
        assertEquals(Optional.empty(), document.current());
        assertEquals(1, readings.get());
        pass(RefreshedDocument.RETRY);
        content = "first";
        assertEquals(Optional.of("first"), document.current());
        assertEquals(2, readings.get());
    }

    @Test
    @DisplayName("A refresh reads at once, but not again within the cool-down, failed or not")
    void refreshesWithCoolDown() {
        document.current();
        content = "second";
        pass(COOL_DOWN.minusSeconds(1));
        assertEquals(Optional.of("first"), document.refresh());
        pass(Duration.ofSeconds(1));
        assertEquals(Optional.of("second"), document.refresh());
        content = null;
        pass(COOL_DOWN);
        assertEquals(Optional.of("second"), document.refresh());
        content = "third";
        pass(COOL_DOWN.minusSeconds(1));
        assertEquals(Optional.of("second"), document.refresh());
        assertEquals(3, readings.get());
    }

    @Test
    @DisplayName("At the start a fault is told, and a copy spares the first reading")
    void readsAtStart() throws Exception {
        content = null;
        assertThrows(IOException.class, document::readAtStart);
        content = "first";
        document.readAtStart();
        assertEquals(Optional.of("first"), document.current());
        assertEquals(2, readings.get());
    }

    @Test
    @DisplayName("Of many callers at once one reads, and the others wait for it")
    void readsOnce() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow =
                document(
                        () -> {
                            begun.countDown();
                            goOn.await();
                            return read();
                        });
        var callers = Executors.newFixedThreadPool(8);
        try {
            Callable<Optional<String>> call = slow::current;
            var first = callers.submit(call);
            begun.await();
            var others = new ArrayList<java.util.concurrent.Future<Optional<String>>>();
            for (int i = 0; i < 7; i++) {
                others.add(callers.submit(i % 2 == 0 ? call : slow::refresh));
            }
            TimeUnit.MILLISECONDS.sleep(50);
            goOn.countDown();
            assertEquals(Optional.of("first"), first.get());
            for (var other : others) {
                assertEquals(Optional.of("first"), other.get());
            }
        } finally {
            callers.shutdownNow();
        }
        assertEquals(1, readings.get());
    }

    @Test
    @DisplayName("By default the background is a thread of its own")
    void refreshesInThread() throws Exception {
        var second = new CountDownLatch(2);
        var own =
                new RefreshedDocument<>(
                        "test",
                        () -> {
                            second.countDown();
                            return Thread.currentThread().getName();
                        },
                        Duration.ofMillis(1),
                        COOL_DOWN);
        assertEquals(Optional.of(Thread.currentThread().getName()), own.current());
        TimeUnit.MILLISECONDS.sleep(2);
        own.current();
        second.await(10, TimeUnit.SECONDS);
        assertEquals(0, second.getCount());
    }
}
