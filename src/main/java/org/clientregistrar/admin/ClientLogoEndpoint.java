package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;
import static jakarta.ws.rs.core.Response.Status.OK;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.List;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.client.Caller;
import org.clientregistrar.client.ClientLogos;
import org.clientregistrar.client.ClientRecord;
import org.clientregistrar.client.ClientRegistry;
import org.clientregistrar.client.IfMatch;
import org.clientregistrar.client.StoredLogo;
import org.clientregistrar.json.BinaryBody;
import org.clientregistrar.picture.LogoUrls;
import org.clientregistrar.picture.PictureFormat;
import org.clientregistrar.picture.PictureReader;

/** The picture that is kept for a client, for operators to put, look up and take away. */
@Path("/admin/clients/{client_id}/logo")
public class ClientLogoEndpoint {

    private final ClientRegistry clients;
    private final ClientLogos logos;
    private final LogoUrls urls;
    private final PictureReader pictures;
    private final ClientReply reply;
    private final SecurityIdentity identity;
    private final BinaryBody body;

    @PathParam("client_id")
    String clientId;

    @Context HttpHeaders headers;

    ClientLogoEndpoint(
            ClientRegistry clients,
            ClientLogos logos,
            LogoUrls urls,
            PictureReader pictures,
            ClientReply reply,
            SecurityIdentity identity,
            BinaryBody body) {
        this.clients = clients;
        this.logos = logos;
        this.urls = urls;
        this.pictures = pictures;
        this.reply = reply;
        this.identity = identity;
        this.body = body;
    }

    /**
     * A picture as operators read it.
     *
     * @param uri where it is served
     * @param mediaType as it is kept
     * @param width in pixels
     * @param height in pixels
     * @param bytes how large the file is
     * @param sha256 of the file, in hexadecimal digits
     * @param storedAt since when it is kept
     */
    record LogoView(
            @JsonProperty("logo_uri") String uri,
            @JsonProperty("media_type") String mediaType,
            @JsonProperty int width,
            @JsonProperty int height,
            @JsonProperty int bytes,
            @JsonProperty String sha256,
            @JsonProperty("stored_at") String storedAt) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scope.READ_CLIENTS)
    public LogoView read() {
        return logos.find(client()).map(this::view).orElseThrow(ClientLogos::noLogo);
    }

    @PUT
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response put() {
        client().state().refuseIfDeleted(); // ahead of the work that a picture makes
        var format = PictureFormat.of(body.mediaType(PictureFormat.mediaTypes()));
        var picture = pictures.read(body.bytes(), format);
        return reply.of(OK, clients.putLogo(clientId, caller(), ifMatch(), picture), List.of())
                .build();
    }

    @DELETE
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response delete() {
        clients.removeLogo(clientId, caller(), ifMatch());
        return Response.noContent().build();
    }

    private LogoView view(StoredLogo logo) {
        var picture = logo.picture();
        return new LogoView(
                urls.of(clientId, picture),
                picture.format().mediaType(),
                picture.width(),
                picture.height(),
                picture.content().length,
                HexFormat.of().formatHex(picture.digest()),
                logo.storedAt().toString());
    }

    private ClientRecord client() {
        var caller = caller();
        return clients.find(clientId, caller).orElseThrow(caller::unknownClient);
    }

    private Caller.ByOperator caller() {
        return ClientProvisioning.caller(Operator.of(identity));
    }

    private IfMatch ifMatch() {
        return IfMatch.of(headers.getRequestHeader(IF_MATCH));
    }
}
