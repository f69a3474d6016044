package org.clientregistrar.registration;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.clientregistrar.config.RegistrarConfig;

/**
 * Lets scripts of other origins register and manage their client (OIDCREG-3-02, OIDCREG-4-01). No
 * other door has this.
 */
@ApplicationScoped
public class CrossOrigin {

    private static final int BEFORE_BODIES = -4;

    void allow(@Observes Router router, RegistrarConfig config) {
        var cors =
                CorsHandler.create()
                        .allowedMethods(
                                Set.of(
                                        HttpMethod.GET,
                                        HttpMethod.POST,
                                        HttpMethod.PUT,
                                        HttpMethod.DELETE))
                        .allowedHeaders(
                                Set.of("Authorization", "Content-Type", "Accept", "If-Match"))
                        .exposedHeaders(
                                Set.of("Location", "ETag", "WWW-Authenticate", "Retry-After"))
                        .allowCredentials(false)
                        .maxAgeSeconds(3600);
        if (config.cors().origins().contains("*")) {
            cors.addOrigin("*");
        } else {
            cors.addOrigins(config.cors().origins());
        }
        router.route("/register").order(BEFORE_BODIES).handler(cors);
        router.route("/register/*").order(BEFORE_BODIES).handler(cors);
    }
}
