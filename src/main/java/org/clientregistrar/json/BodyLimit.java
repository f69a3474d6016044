package org.clientregistrar.json;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.clientregistrar.config.RegistrarConfig;

/**
 * Takes in request bodies before any thread is given to the request, and no more of them than the
 * setting allows: a slow or endless sender holds a connection, but neither a thread nor memory.
 */
@ApplicationScoped
public class BodyLimit {

    private static final int BEFORE_ENDPOINTS = -1;

    void limit(@Observes Router router, RegistrarConfig config) {
        router.route()
                .order(BEFORE_ENDPOINTS)
                .handler(BodyHandler.create(false).setBodyLimit(config.limits().bodySize()));
    }
}
