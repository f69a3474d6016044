package org.clientregistrar.access;

import static org.clientregistrar.error.OAuthException.invalidToken;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.Secret;

/** Finds out whose a token is. */
@ApplicationScoped
public class OperatorIdentities implements IdentityProvider<OperatorAuthentication.Request> {

    private final AccessKeys keys;
    private final OpenIdProvider provider;

    OperatorIdentities(AccessKeys keys, OpenIdProvider provider) {
        this.keys = keys;
        this.provider = provider;
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
        try {
            return operator(token).identity();
        } catch (OAuthException refusal) {
            throw new AuthenticationFailedException(refusal);
        }
    }

    private Operator operator(Secret token) {
        var isKey = token.reveal().startsWith(AccessKeys.PREFIX);
        return (isKey ? keys.authenticate(token) : provider.authenticate(token))
                .orElseThrow(() -> invalidToken("RFC6750-3.1-02", "the access key is not valid"));
    }
}
