package org.clientregistrar.error;

import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What is refused before JAX-RS sees the request, such as a body that is too large, in the one
 * error form.
 */
@ApplicationScoped
public class FailureRoute {

    /** Under this name the context of a 413 has the limit, in bytes. */
    public static final String BODY_LIMIT = "body-limit";

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        var response = context.response();
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        var refusal = refusal(context);
        ErrorResponse.headers(refusal).forEach(response::putHeader);
        response.setStatusCode(refusal.status());
        response.end(Json.encode(ErrorResponse.of(refusal)));
    }

    private OAuthException refusal(RoutingContext context) {
        var status = context.statusCode();
        if (status == 413) {
            return OAuthException.bodyTooLarge(context.<Integer>get(BODY_LIMIT));
        }
        if (status == 408) {
            return OAuthException.httpError(408, "the body did not arrive within five seconds");
        }
        if (status >= 400 && status < 500) {
            return OAuthException.httpError(status, "the request cannot be understood");
        }
        return UnexpectedExceptionMapper.refusal(context.failure());
    }
}
