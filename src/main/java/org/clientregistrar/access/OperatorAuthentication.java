package org.clientregistrar.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.Secret;

/**
 * Who an operator is, by the bearer token of the request. It is asked for only where an endpoint
 * demands somebody: the tokens of the registration door are none of its business.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class OperatorAuthentication implements HttpAuthenticationMechanism {

    /** What a token is good for, which a provider of identities finds out. */
    static final class Request
            extends io.quarkus.security.identity.request.BaseAuthenticationRequest {
        private final Secret token;

        Request(Secret token) {
            this.token = token;
        }

        Secret token() {
            return token;
        }
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager identityProviders) {
        try {
            return BearerToken.of(context)
                    .map(token -> identityProviders.authenticate(new Request(token)))
                    .orElseGet(() -> Uni.createFrom().nullItem());
        } catch (OAuthException refusal) {
            return Uni.createFrom().failure(new AuthenticationFailedException(refusal));
        }
    }

    /** Never used: every refusal is an error response of this service's one form. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Request.class);
    }
}
