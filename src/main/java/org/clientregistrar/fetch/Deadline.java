package org.clientregistrar.fetch;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** The moment at which a fetch has to be over, in the time of {@link System#nanoTime()}. */
record Deadline(long moment) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    long nanosLeft() {
        return Math.max(0, moment - System.nanoTime());
    }

    /** Waits, but not beyond this moment. */
    <T> T await(Future<T> future) throws FetchException, ExecutionException {
        try {
            return future.get(nanosLeft(), NANOSECONDS);
        } catch (TimeoutException e) {
            throw FetchException.late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchException.interrupted();
        }
    }
}
