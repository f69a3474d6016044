package org.clientregistrar.error;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses paths with an unencoded semicolon. JAX-RS takes what follows it for parameters of the
 * segment, and leaves them out (RFC 3986 section 3.3): of the identifier {@code a;b} there would
 * remain {@code a}, which may be another client's.
 */
@Provider
@PreMatching
public class PathParameterFilter implements ContainerRequestFilter {

    private final RoutingContext context;

    PathParameterFilter(RoutingContext context) {
        this.context = context;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (context.request().path().indexOf(';') >= 0) {
            var refusal =
                    OAuthException.invalidRequest(
                            null, "a semicolon in the path must be written as %3B");
            request.abortWith(OAuthExceptionMapper.response(refusal).build());
        }
    }
}
