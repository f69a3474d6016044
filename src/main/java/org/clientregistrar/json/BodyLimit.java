package org.clientregistrar.json;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.error.FailureRoute;

/**
 * Takes in request bodies before a thread is given to the request, and no more of them than the
 * setting allows: a slow or endless sender holds a connection, but neither a thread nor memory. A
 * body that may be of any length is left to its endpoint, which takes it in piece by piece.
 */
@ApplicationScoped
public class BodyLimit {

    /** Where the body waits; absent for a request without one. */
    private static final String BODY = "client-registrar.body";

    /** Where a body of any length waits for it, as a {@link BodyStream}. */
    static final String STREAM = "client-registrar.body-stream";

    /** Whose bodies may be of any length. */
    private static final String STREAMED_PATH = "/admin/import";

    /** Ahead of Quarkus' own limit, whose answer has no body. */
    private static final int ORDER = -3;

    private static final long PATIENCE_MILLIS = 5_000; // shorter than the shutdown takes at most
    private static final long DRAIN_MILLIS = 2_000;

    /** An update repeats what was registered, with what the registry added. */
    private static final int MORE_FOR_UPDATES = 4096;

    /** One of an operator's has a note, and the words that repeat others. */
    private static final int MORE_FOR_ADMINISTRATION = 40_960;

    /** Where the body is no JSON, but a picture, with a limit of its own. */
    private static final Pattern LOGO = Pattern.compile("/admin/clients/[^/]+/logo/?");

    private final int limit;
    private final int logoLimit;

    BodyLimit(RegistrarConfig config) {
        this.limit = config.limits().bodySize();
        this.logoLimit = config.limits().logoSize();
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::take);
    }

    private void take(RoutingContext context) {
        var request = context.request();
        if (isStreamed(context)) {
            if (!request.isEnded()) {
                context.put(STREAM, BodyStream.of(request));
                context.addEndHandler(done -> endUnread(context));
            }
            context.next();
            return;
        }
        var most = mostOf(context);
        context.put(FailureRoute.BODY_LIMIT, most);
        if (declaredLength(request) > most) {
            refuse(context, 413);
            return;
        }
        if (request.isEnded()) {
            context.next();
            return;
        }
        if (request.version() == HttpVersion.HTTP_1_1
                && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        var body = Buffer.buffer();
        var patience = context.vertx().setTimer(PATIENCE_MILLIS, late -> refuse(context, 408));
        request.handler(
                chunk -> {
                    if (body.length() + chunk.length() > most) {
                        context.vertx().cancelTimer(patience);
                        refuse(context, 413);
                    } else {
                        body.appendBuffer(chunk);
                    }
                });
        request.endHandler(
                end -> {
                    context.vertx().cancelTimer(patience);
                    context.put(BODY, body);
                    context.next();
                });
        request.exceptionHandler(gone -> context.vertx().cancelTimer(patience));
        request.resume();
    }

    private static boolean isStreamed(RoutingContext context) {
        return context.request().method() == HttpMethod.POST
                && context.normalizedPath().equals(STREAMED_PATH);
    }

    /** The most that one record of a body of any length may have, as a body of its own. */
    int mostOfRecord() {
        return limit + MORE_FOR_ADMINISTRATION;
    }

    private int mostOf(RoutingContext context) {
        var method = context.request().method();
        if (method != HttpMethod.PUT && method != HttpMethod.PATCH) {
            return limit;
        }
        var path = context.normalizedPath();
        if (method == HttpMethod.PUT && LOGO.matcher(path).matches()) {
            return logoLimit;
        }
        return limit + (path.startsWith("/admin/") ? MORE_FOR_ADMINISTRATION : MORE_FOR_UPDATES);
    }

    private static void refuse(RoutingContext context, int status) {
        closeAfterRest(context);
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        context.fail(status);
        context.request().resume();
    }

    /** After an answer to a body that its endpoint did not read to the end. */
    private static void endUnread(RoutingContext context) {
        if (!context.request().isEnded()) {
            closeAfterRest(context);
            context.request().resume();
        }
    }

    /**
     * Lets what is under way run into the void for a while: a connection that is closed on a sender
     * takes the answer with it.
     */
    private static void closeAfterRest(RoutingContext context) {
        var request = context.request();
        var timer = context.vertx().setTimer(DRAIN_MILLIS, late -> request.connection().close());
        request.handler(discarded -> {});
        request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
        request.endHandler(
                end -> {
                    context.vertx().cancelTimer(timer);
                    request.connection().close();
                });
    }

    /** The body that was taken in; empty without one. */
    static byte[] bodyOf(RoutingContext context) {
        Buffer body = context.get(BODY);
        return body == null ? new byte[0] : body.getBytes();
    }

    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length); // the HTTP codec lets only numbers in
    }
}
