package org.clientregistrar.fetch;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A document from elsewhere that is kept, and read anew from time to time. The last good copy stays
 * in force for as long as a newer one cannot be had. Nobody waits for a document of which there is
 * a copy, but for those who ask for a newer one.
 *
 * @param <T> what is made of the document; immutable
 */
public final class RefreshedDocument<T> {

    /** How long a reading that failed is not tried again. */
    public static final Duration RETRY = Duration.ofSeconds(5);

    /** Reads the document and makes of it what is kept. Blocks. */
    @FunctionalInterface
    public interface Source<T> {
        /** Whatever it throws, the document cannot be had; the log gets the message. */
        T read() throws Exception;
    }

    /**
     * How things stand after some readings.
     *
     * @param copy the last good copy, if there ever was one
     * @param isFresh whether the last reading succeeded
     * @param isRead whether there ever was one
     * @param readAt when that was, in nanoseconds; without a meaning before the first one
     */
    private record State<T>(Optional<T> copy, boolean isFresh, boolean isRead, long readAt) {}

    private final String name;
    private final Source<T> source;
    private final Duration interval;
    private final Duration coolDown;
    private final LongSupplier nanoTime;
    private final Executor background;

    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicBoolean refreshIsDue = new AtomicBoolean();
    private volatile State<T> state = new State<>(Optional.empty(), false, false, 0);

    /**
     * Nothing is read yet.
     *
     * @param name names the document in the log
     * @param interval how often it is read anew
     * @param coolDown how long after a reading {@link #refresh} does not read it again
     */
    public RefreshedDocument(String name, Source<T> source, Duration interval, Duration coolDown) {
        this(name, source, interval, coolDown, System::nanoTime, RefreshedDocument::inThread);
    }

    RefreshedDocument(
            String name,
            Source<T> source,
            Duration interval,
            Duration coolDown,
            LongSupplier nanoTime,
            Executor background) {
        this.name = name;
        this.source = source;
        this.interval = interval;
        this.coolDown = coolDown;
        this.nanoTime = nanoTime;
        this.background = background;
    }

    /** One short thread now and then, so that no request waits for a free one. */
    private static void inThread(Runnable task) {
        var thread = new Thread(task, "document-refresh");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Reads it at the start of the service, where a fault can still be told to the operator.
     *
     * @throws Exception whatever the source throws
     */
    public void readAtStart() throws Exception {
        state = new State<>(Optional.of(source.read()), true, true, nanoTime.getAsLong());
    }

    /**
     * The last good copy. The very first reading is waited for; later ones happen in the
     * background, once a copy is older than the interval.
     *
     * @return empty if the document could never be read
     */
    public Optional<T> current() {
        var seen = state;
        if (seen.copy().isEmpty() && hasPassed(RETRY, seen)) {
            read(seen);
        } else if (hasPassed(seen.isFresh() ? interval : RETRY, seen)
                && refreshIsDue.compareAndSet(false, true)) {
            background.execute(
                    () -> {
                        try {
                            read(seen);
                        } finally {
                            refreshIsDue.set(false);
                        }
                    });
        }
        return state.copy();
    }

    /**
     * Reads it anew, unless the last reading is shorter ago than the cool-down: for a caller who
     * misses something in the current copy. One caller reads, others wait for it.
     *
     * @return the last good copy, be it the earlier one; empty if the document could never be read
     */
    public Optional<T> refresh() {
        var seen = state;
        if (hasPassed(coolDown, seen)) {
            read(seen);
        }
        return state.copy();
    }

    private boolean hasPassed(Duration pause, State<T> seen) {
        return !seen.isRead() || nanoTime.getAsLong() - seen.readAt() >= pause.toNanos();
    }

    /** Reads it, unless somebody else did since the caller looked. */
    private void read(State<T> seen) {
        reading.lock();
        try {
            if (state == seen) {
                state = next(seen);
            }
        } finally {
            reading.unlock();
        }
    }

    private State<T> next(State<T> seen) {
        try {
            var copy = Optional.of(source.read());
            return new State<>(copy, true, true, nanoTime.getAsLong());
        } catch (Exception e) {
            if (seen.isFresh() || !seen.isRead()) { // said once, not with every try
                Log.warnf(
                        "%s cannot be read: %s: %s%s",
                        name,
                        e.getClass().getSimpleName(),
                        e.getMessage(),
                        seen.copy().isPresent() ? "; the last good copy stays in force" : "");
            }
            return new State<>(seen.copy(), false, true, nanoTime.getAsLong());
        }
    }
}
