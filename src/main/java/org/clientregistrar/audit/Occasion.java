package org.clientregistrar.audit;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The request on whose occasion something changes; there is none where the service acts by itself.
 */
@ApplicationScoped
class Occasion {

    private final CurrentVertxRequest request;

    Occasion(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Where the request came from; empty where a proxy says nothing that is an address. */
    Optional<String> address() {
        return context()
                .map(context -> context.request().remoteAddress())
                .map(SocketAddress::hostAddress);
    }

    /** The id by which logs and answers name the request. */
    Optional<String> requestId() {
        return context().map(context -> context.get(RequestId.KEY));
    }

    private Optional<RoutingContext> context() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(request.getCurrent())
                : Optional.empty();
    }
}
