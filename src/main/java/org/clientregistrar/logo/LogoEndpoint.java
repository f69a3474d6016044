package org.clientregistrar.logo;

import static jakarta.ws.rs.core.HttpHeaders.CACHE_CONTROL;
import static jakarta.ws.rs.core.HttpHeaders.ETAG;
import static jakarta.ws.rs.core.HttpHeaders.IF_NONE_MATCH;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.clientregistrar.client.ClientLogos;
import org.clientregistrar.client.IfNoneMatch;
import org.clientregistrar.error.OAuthException;

/**
 * The pictures of clients, for everybody: pages of authorization servers show them to users. Each
 * content has a URL of its own, so caches may keep it.
 */
@Path("/logos/{client_id}/{name}")
@PermitAll
public class LogoEndpoint {

    /** Were a browser ever to take a picture for a page, it could do nothing. */
    private static final String NOTHING_ALLOWED =
            "default-src 'none'; frame-ancestors 'none'; sandbox";

    private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";

    private final ClientLogos logos;
    private final RoutingContext context;

    @Context HttpHeaders headers;

    LogoEndpoint(ClientLogos logos, RoutingContext context) {
        this.logos = logos;
        this.context = context;
    }

    @GET
    public Response read(@PathParam("client_id") String clientId, @PathParam("name") String name) {
        var etag = "\"" + name + "\"";
        var isKnown = new IfNoneMatch(headers.getRequestHeader(IF_NONE_MATCH)).names(etag);
        var reply = isKnown ? unread(clientId, name) : whole(clientId, name);
        // In place of the one for Swagger UI: of two policies browsers heed both, readers neither.
        context.response().putHeader("Content-Security-Policy", NOTHING_ALLOWED);
        return reply.header(ETAG, etag)
                .header(CACHE_CONTROL, FOR_A_YEAR)
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }

    private Response.ResponseBuilder unread(String clientId, String name) {
        if (!logos.isShown(clientId, name)) {
            throw noPicture();
        }
        return Response.notModified();
    }

    private Response.ResponseBuilder whole(String clientId, String name) {
        var picture = logos.findShown(clientId, name).orElseThrow(LogoEndpoint::noPicture);
        return Response.ok(picture.content(), picture.format().mediaType());
    }

    private static OAuthException noPicture() {
        return OAuthException.notFound("there is no such picture");
    }
}
