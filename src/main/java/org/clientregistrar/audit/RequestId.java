package org.clientregistrar.audit;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives each request an id, which the answer, the history and the log carry: the one that the proxy
 * in front or the caller gave it, or a new one.
 */
@ApplicationScoped
public class RequestId {

    static final String KEY = "client-registrar.request-id";

    private static final String HEADER = "X-Request-Id";

    /** Under this name the lines of the log have it, see quarkus.log.console.format. */
    private static final String IN_LOG = "requestId";

    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9._:+/=-]{1,128}");

    /** Ahead of all that could refuse the request. */
    private static final int ORDER = Integer.MIN_VALUE;

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::identify);
    }

    private void identify(RoutingContext context) {
        var sent = context.request().getHeader(HEADER);
        var id =
                sent != null && SOUND.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        MDC.put(IN_LOG, id); // lives and ends with the request's own Vert.x context
        context.next();
    }
}
