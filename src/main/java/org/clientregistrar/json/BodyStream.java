package org.clientregistrar.json;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.clientregistrar.error.OAuthException;

/**
 * The body of a request while it arrives, for one thread to read. A sender that is faster than the
 * reader is made to wait by TCP, so that no more of the body than some buffers is ever in memory. A
 * body that breaks off ends in an {@link IOException}, never in an end.
 */
final class BodyStream extends InputStream {

    /** Bytes from which on the sender waits, until half of them are read. */
    private static final int FULL = 262_144;

    /** No longer than the shutdown waits for requests. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServerRequest request;
    private final Context eventLoop;
    private final Deque<Buffer> arrived = new ArrayDeque<>();
    private int bytes;
    private boolean isPaused = true;
    private boolean isEnded;
    private boolean isBroken;

    private BodyStream(HttpServerRequest request, Context eventLoop) {
        this.request = request;
        this.eventLoop = eventLoop;
    }

    /** The body of a request that has not ended; to be called on its event loop. */
    static BodyStream of(HttpServerRequest request) {
        var stream = new BodyStream(request, Vertx.currentContext());
        request.pause();
        request.handler(stream::take);
        request.endHandler(end -> stream.end());
        request.exceptionHandler(gone -> stream.breakOff());
        return stream;
    }

    /** Lets the sender begin. */
    BodyStream open() {
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            eventLoop.runOnContext(now -> request.response().writeContinue());
        }
        synchronized (this) {
            letCome();
        }
        return this;
    }

    private synchronized void take(Buffer chunk) {
        arrived.add(chunk);
        bytes += chunk.length();
        if (bytes >= FULL && !isPaused) {
            isPaused = true;
            request.pause();
        }
        notifyAll();
    }

    private synchronized void end() {
        isEnded = true;
        notifyAll();
    }

    private synchronized void breakOff() {
        isBroken = true;
        notifyAll();
    }

    private void letCome() {
        if (isPaused) {
            isPaused = false;
            eventLoop.runOnContext(now -> request.resume());
        }
    }

    @Override
    public synchronized int available() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        var octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    /**
     * Waits for what comes next.
     *
     * @throws OAuthException 408 if nothing comes for some seconds
     * @throws IOException if the sender is gone
     */
    @Override
    public synchronized int read(byte[] octets, int offset, int length) throws IOException {
        await();
        var first = arrived.poll();
        if (first == null) {
            if (isBroken) {
                throw new IOException("the body broke off");
            }
            return -1;
        }
        var count = Math.min(length, first.length());
        first.getBytes(0, count, octets, offset);
        if (count < first.length()) {
            arrived.addFirst(first.slice(count, first.length()));
        }
        bytes -= count;
        if (bytes <= FULL / 2) {
            letCome();
        }
        return count;
    }

    private void await() throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (arrived.isEmpty() && !isEnded && !isBroken) {
            var millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (millis <= 0) {
                throw OAuthException.httpError(
                        408, "nothing more came for " + PATIENCE.toSeconds() + " seconds");
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }
}
