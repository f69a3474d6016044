package org.clientregistrar;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whoever opens the service's address in a browser finds Swagger UI. */
@ApplicationScoped
class StartPage {

    void register(@Observes Router router) {
        router.get("/").handler(context -> context.redirect("/docs/"));
    }
}
