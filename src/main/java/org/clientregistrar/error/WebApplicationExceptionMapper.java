package org.clientregistrar.error;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What JAX-RS itself refuses, before an endpoint is reached, in the one error form. */
@Provider
public class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException exception) {
        if (exception instanceof NotFoundException) {
            return OAuthExceptionMapper.response(
                            OAuthException.httpError(404, "there is nothing at this path"))
                    .build();
        }
        var status = exception.getResponse().getStatus();
        var refusal =
                status < 500
                        ? OAuthException.httpError(
                                status, "the request cannot be answered in this form")
                        : OAuthException.serverError();
        return OAuthExceptionMapper.response(refusal).build();
    }
}
