package org.clientregistrar.error;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the guard of the endpoints refuses, in the one error form. */
public class SecurityExceptionMappers {

    /** Nobody presented anything (RFC 6750 section 3.1). */
    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException exception) {
        return OAuthExceptionMapper.response(
                        OAuthException.tokenMissing(
                                "an access key is needed, or a token of the operator's OpenID provider"))
                .build();
    }

    /** What was presented is not good. */
    @ServerExceptionMapper
    public Response failed(AuthenticationFailedException exception) {
        var refusal =
                CauseChain.find(exception, OAuthException.class)
                        .orElseGet(
                                () ->
                                        OAuthException.invalidToken(
                                                "RFC6750-3.1-02", "the token is not valid"));
        return OAuthExceptionMapper.response(refusal).build();
    }

    /** What was presented is good, but not for this. */
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException exception, ResourceInfo endpoint) {
        var ofMethod = endpoint.getResourceMethod().getAnnotation(RolesAllowed.class);
        var needed =
                ofMethod == null
                        ? endpoint.getResourceClass().getAnnotation(RolesAllowed.class)
                        : ofMethod;
        var refusal =
                needed == null
                        ? OAuthException.accessDenied(null, "nobody may do this")
                        : OAuthException.insufficientScope(String.join(" ", needed.value()));
        return OAuthExceptionMapper.response(refusal).build();
    }
}
