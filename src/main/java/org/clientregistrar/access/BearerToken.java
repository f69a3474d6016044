package org.clientregistrar.access;

import static org.clientregistrar.error.OAuthException.invalidRequest;
import static org.clientregistrar.error.OAuthException.tokenMissing;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clientregistrar.secret.Secret;

/**
 * The bearer token of a request: in the Authorization header, and nowhere else (RFC 6750 section
 * 2).
 */
public final class BearerToken {

    private static final Pattern BEARER =
            Pattern.compile("(?i:Bearer) ++([A-Za-z0-9._~+/-]++=*+) *+");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]++=*+");

    private BearerToken() {}

    /** Whether a text can be a bearer token at all (RFC 6750 section 2.1). */
    static boolean isPossible(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * The token presented; empty if the request has no Authorization header.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for several tokens in one request (RFC
     *     6750 section 3.1), 401 for a token in the query, which would end up in logs, or for
     *     another scheme than Bearer
     */
    public static Optional<Secret> of(HttpHeaders headers, UriInfo uri) {
        var values = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        return of(
                values == null ? List.of() : values,
                uri.getQueryParameters().containsKey("access_token"));
    }

    /** The same, of a request that has not reached JAX-RS. */
    static Optional<Secret> of(RoutingContext context) {
        return of(
                context.request().headers().getAll(HttpHeaders.AUTHORIZATION),
                context.queryParams().contains("access_token"));
    }

    private static Optional<Secret> of(List<String> authorization, boolean inQuery) {
        if (authorization.size() > 1 || (inQuery && !authorization.isEmpty())) {
            throw invalidRequest("RFC6750-3.1-01", "the request carries more than one token");
        }
        if (inQuery) {
            throw tokenMissing("the token must be in the Authorization header, not in the query");
        }
        if (authorization.isEmpty()) {
            return Optional.empty();
        }
        var match = BEARER.matcher(authorization.get(0));
        if (!match.matches()) {
            throw tokenMissing(
                    "the Authorization header must have the scheme Bearer and one token");
        }
        return Optional.of(Secret.of(match.group(1)));
    }
}
