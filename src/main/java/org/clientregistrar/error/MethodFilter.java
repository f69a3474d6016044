package org.clientregistrar.error;

import static jakarta.ws.rs.core.HttpHeaders.ALLOW;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers the methods that a path does not have with 405 and all that it has (RFC 9110 section
 * 15.5.6), and OPTIONS with the latter. JAX-RS leaves the Allow header of a 405 out.
 */
@Provider
@PreMatching
public class MethodFilter implements ContainerRequestFilter {

    private final AllowedMethods allowedMethods;
    private final RoutingContext context;

    MethodFilter(AllowedMethods allowedMethods, RoutingContext context) {
        this.allowedMethods = allowedMethods;
        this.context = context;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var allowed = allowedMethods.of(context.request().path());
        if (allowed.isEmpty()) {
            return; // no path of ours, JAX-RS answers 404
        }
        var allow = String.join(", ", allowed);
        if (request.getMethod().equals("OPTIONS")) {
            request.abortWith(Response.noContent().header(ALLOW, allow).build());
        } else if (!allowed.contains(request.getMethod())) {
            var refusal = OAuthException.methodNotAllowed(allow);
            request.abortWith(OAuthExceptionMapper.response(refusal).header(ALLOW, allow).build());
        }
    }
}
