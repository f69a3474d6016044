package org.clientregistrar.fetch;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.clientregistrar.fetch.Errand.Wanted;

/**
 * One request and what comes of it. All but {@link #answer} and {@link #over} runs on one event
 * loop. Whatever ends the exchange closes the connection, also in the middle of a body.
 */
final class Exchange {

    private static final int OK = 200;

    private final Wanted wanted;
    private final int maxSize;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Buffer body = Buffer.buffer();
    private HttpConnection connection;

    Exchange(Wanted wanted, int maxSize) {
        this.wanted = wanted;
        this.maxSize = maxSize;
    }

    /**
     * Waits for the document; empty where only its head was wanted.
     *
     * @throws ConnectException if nothing was sent, so that another address may be tried
     */
    byte[] answer(Deadline deadline) throws FetchException, ConnectException {
        try {
            return deadline.await(answer);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectException notConnected) {
                throw notConnected;
            }
            throw FetchException.of(e);
        } finally {
            answer.cancel(false); // what has not ended now ends, see begin
        }
    }

    /** Done when the connection is closed, which may be later than the answer. */
    CompletableFuture<Void> over() {
        return over;
    }

    void begin(Context context, HttpClient client, RequestOptions options) {
        if (answer.isDone()) {
            over.complete(null);
            return;
        }
        answer.whenComplete((any, failure) -> context.runOnContext(ended -> close()));
        try {
            client.request(options).onSuccess(this::send).onFailure(this::notConnected);
        } catch (RuntimeException e) {
            notConnected(e);
        }
    }

    private void notConnected(Throwable failure) {
        over.complete(null);
        if (failure instanceof SocketException) {
            var refused = new ConnectException();
            refused.initCause(failure);
            answer.completeExceptionally(refused);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private void send(HttpClientRequest request) {
        connection = request.connection();
        if (answer.isDone()) {
            close();
            return;
        }
        // Without a handler what a stranger's server says wrong would be an error in the log.
        connection.exceptionHandler(answer::completeExceptionally);
        request.send()
                .onSuccess(response -> guarded(() -> receive(response)))
                .onFailure(answer::completeExceptionally);
    }

    private void receive(HttpClientResponse response) throws FetchException {
        response.exceptionHandler(answer::completeExceptionally);
        checkHead(response);
        if (wanted != Wanted.DOCUMENT) {
            answer.complete(new byte[0]);
            return;
        }
        checkBodyToCome(response);
        response.handler(part -> guarded(() -> take(part)));
        response.endHandler(end -> answer.complete(body.getBytes()));
    }

    private void checkHead(HttpClientResponse response) throws FetchException {
        if (response.statusCode() != OK) {
            throw FetchException.answeredWith(response.statusCode());
        }
        var type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        if (wanted == Wanted.PICTURE
                && (type == null || !type.toLowerCase(Locale.ROOT).startsWith("image/"))) {
            throw FetchException.notPicture();
        }
    }

    private void checkBodyToCome(HttpClientResponse response) throws FetchException {
        var codings = response.headers().getAll(HttpHeaders.CONTENT_ENCODING);
        if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
            throw FetchException.coded();
        }
        var length = response.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxSize) {
            throw FetchException.largerThan(maxSize);
        }
    }

    private void take(Buffer part) throws FetchException {
        if (body.length() + part.length() > maxSize) {
            throw FetchException.largerThan(maxSize);
        }
        body.appendBuffer(part);
    }

    private void close() {
        if (connection != null) {
            connection.close().onComplete(closed -> over.complete(null));
        }
    }

    /** Lets no failure be lost in the event loop, and takes nothing more after the end. */
    private void guarded(Step step) {
        if (answer.isDone()) {
            return;
        }
        try {
            step.run();
        } catch (FetchException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws FetchException;
    }
}
