package org.clientregistrar.access;

import static org.clientregistrar.error.OAuthException.invalidToken;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.clientregistrar.secret.Secret;

/** Finds out whose a token is. */
@ApplicationScoped
public class OperatorIdentities implements IdentityProvider<OperatorAuthentication.Request> {

    private final AccessKeys keys;

    OperatorIdentities(AccessKeys keys) {
        this.keys = keys;
    }

    @Override
    public Class<OperatorAuthentication.Request> getRequestType() {
        return OperatorAuthentication.Request.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            OperatorAuthentication.Request request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request.token()));
    }

    private SecurityIdentity identity(Secret token) {
        return keys.authenticate(token)
                .map(Operator::identity)
                .orElseThrow(
                        () ->
                                new AuthenticationFailedException(
                                        invalidToken(
                                                "RFC6750-3.1-02", "the access key is not valid")));
    }
}
