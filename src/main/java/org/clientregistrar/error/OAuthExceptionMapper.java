package org.clientregistrar.error;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Makes the error response of every refused request. */
@Provider
public class OAuthExceptionMapper implements ExceptionMapper<OAuthException> {

    @Override
    public Response toResponse(OAuthException exception) {
        return response(exception).build();
    }

    static Response.ResponseBuilder response(OAuthException exception) {
        var response = Response.status(exception.status()).entity(ErrorResponse.of(exception));
        ErrorResponse.headers(exception).forEach(response::header);
        return response;
    }
}
