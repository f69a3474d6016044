package org.clientregistrar.json;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.clientregistrar.config.RegistrarConfig;

/**
 * Takes in request bodies before a thread is given to the request, and no more of them than the
 * setting allows: a slow or endless sender holds a connection, but neither a thread nor memory.
 */
@ApplicationScoped
public class BodyLimit {

    /** Where the body waits for {@link JsonBody}; absent for a request without one. */
    static final String BODY = "client-registrar.body";

    /** Ahead of Quarkus' own limit, whose answer has no body. */
    private static final int ORDER = -3;

    private final int limit;

    BodyLimit(RegistrarConfig config) {
        this.limit = config.limits().bodySize();
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::take);
    }

    private void take(RoutingContext context) {
        var request = context.request();
        if (declaredLength(context) > limit) {
            context.fail(413);
            return;
        }
        if (request.isEnded()) {
            context.next();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        var body = Buffer.buffer();
        request.handler(
                chunk -> {
                    if (context.failed()) {
                        return;
                    }
                    if (body.length() + chunk.length() > limit) {
                        context.fail(413);
                    } else {
                        body.appendBuffer(chunk);
                    }
                });
        request.endHandler(
                end -> {
                    if (!context.failed()) {
                        context.put(BODY, body);
                        context.next();
                    }
                });
        request.resume();
    }

    private static long declaredLength(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? 0
                : Long.parseLong(length); // the HTTP codec let only a number through
    }
}
