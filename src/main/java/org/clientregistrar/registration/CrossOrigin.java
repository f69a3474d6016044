package org.clientregistrar.registration;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientregistrar.config.RegistrarConfig;

/**
 * Lets scripts of other origins register and manage their client (OIDCREG-3-02, OIDCREG-4-01). No
 * other door has this.
 */
@ApplicationScoped
public class CrossOrigin {

    private static final int BEFORE_BODIES = -4;

    /** RFC 6454 section 7. */
    private static final Pattern ORIGIN = Pattern.compile("null|[a-z][a-z0-9+.-]*+://[^\\s/]++");

    private final Set<String> origins;
    private final CorsHandler cors =
            CorsHandler.create()
                    .allowedMethods(
                            Set.of(
                                    HttpMethod.GET,
                                    HttpMethod.POST,
                                    HttpMethod.PUT,
                                    HttpMethod.DELETE))
                    .allowedHeaders(Set.of("Authorization", "Content-Type", "Accept", "If-Match"))
                    .exposedHeaders(Set.of("Location", "ETag", "WWW-Authenticate", "Retry-After"))
                    .allowCredentials(false)
                    .maxAgeSeconds(3600);

    CrossOrigin(RegistrarConfig config) {
        this.origins = Set.copyOf(config.cors().origins());
        cors.addOrigins(origins.contains("*") ? List.of("*") : List.copyOf(origins));
    }

    void register(@Observes Router router) {
        router.route("/register").order(BEFORE_BODIES).handler(this::answer);
        router.route("/register/*").order(BEFORE_BODIES).handler(this::answer);
    }

    /**
     * Other origins get no headers, and so no access; that is the browser's to enforce. Their
     * request may as well come from this service's own pages.
     */
    private void answer(RoutingContext context) {
        var origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && isAllowed(origin)) {
            cors.handle(context);
        } else {
            context.next();
        }
    }

    private boolean isAllowed(String origin) {
        return origins.contains(origin)
                || (origins.contains("*") && ORIGIN.matcher(origin).matches());
    }
}
