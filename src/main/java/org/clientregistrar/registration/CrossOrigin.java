package org.clientregistrar.registration;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;

/**
 * Lets scripts of other origins register and manage their client (OIDCREG-3-02, OIDCREG-4-01). No
 * other door has this. An origin that is not allowed gets no headers and so no access, which is the
 * browser's to enforce: its request may as well come from this service's own pages.
 */
@ApplicationScoped
public class CrossOrigin {

    private static final int BEFORE_BODIES = -4;
    private static final String ANY = "*";

    /**
     * As browsers write it (RFC 6454 section 6.2): without a path, and of any scheme, since apps
     * have theirs.
     */
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*+://[^\\s/?#]++");

    private final Set<String> origins;

    CrossOrigin(RegistrarConfig config) {
        this.origins = Set.copyOf(config.cors().origins());
        if (!origins.stream()
                .allMatch(origin -> origin.equals(ANY) || ORIGIN.matcher(origin).matches())) {
            throw new SettingException(
                    "registrar.cors.origins",
                    "must be * or origins such as https://app.example.org, without a path");
        }
    }

    void register(@Observes Router router) {
        router.route("/register").order(BEFORE_BODIES).handler(this::answer);
        router.route("/register/*").order(BEFORE_BODIES).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        var request = context.request();
        var reply = context.response();
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!origins.contains(ANY)) {
            reply.putHeader(HttpHeaders.VARY, "Origin");
        }
        if (origin == null || !(origins.contains(ANY) || origins.contains(origin))) {
            context.next();
            return;
        }
        reply.putHeader(
                HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.contains(ANY) ? ANY : origin);
        if (request.method() == HttpMethod.OPTIONS
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            reply.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE")
                    .putHeader(
                            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                            "Authorization, Content-Type, Accept, If-Match")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600")
                    .setStatusCode(204)
                    .end();
        } else {
            reply.putHeader(
                    HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                    "Location, ETag, WWW-Authenticate, Retry-After, X-Request-Id");
            context.next();
        }
    }
}
