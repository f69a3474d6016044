package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.ETAG;
import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;
import static jakarta.ws.rs.core.HttpHeaders.LOCATION;
import static jakarta.ws.rs.core.Response.Status.CREATED;
import static jakarta.ws.rs.core.Response.Status.OK;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.client.Caller;
import org.clientregistrar.client.ClientRegistry;
import org.clientregistrar.client.ClientUse;
import org.clientregistrar.client.IfMatch;
import org.clientregistrar.client.RegisteredClient;
import org.clientregistrar.json.JsonBody;

/** One client, for operators to read, change and end. */
@Path("/admin/clients/{client_id}")
public class ClientEndpoint {

    private final ClientRegistry clients;
    private final ClientUse use;
    private final ClientProvisioning provisioning;
    private final ClientReply reply;
    private final SecurityIdentity identity;
    private final JsonBody body;

    @PathParam("client_id")
    String clientId;

    @Context HttpHeaders headers;

    ClientEndpoint(
            ClientRegistry clients,
            ClientUse use,
            ClientProvisioning provisioning,
            ClientReply reply,
            SecurityIdentity identity,
            JsonBody body) {
        this.clients = clients;
        this.use = use;
        this.provisioning = provisioning;
        this.reply = reply;
        this.identity = identity;
        this.body = body;
    }

    @GET
    @RolesAllowed(Scope.READ_CLIENTS)
    public Response read() {
        var caller = caller();
        var client = clients.find(clientId, caller).orElseThrow(caller::unknownClient);
        if (Preconditions.of(headers).isKnown(client)) {
            return Response.notModified().header(ETAG, IfMatch.etag(client.version())).build();
        }
        return reply.of(OK, client, use.lastUse(clientId)).build();
    }

    @PUT
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response createOrReplace() {
        var outcome =
                provisioning.createOrReplace(
                        clientId, body.object(), Preconditions.of(headers), operator());
        var client = outcome.client();
        return outcome.created()
                ? reply.of(CREATED, client, outcome.warnings())
                        .header(LOCATION, ClientReply.path(client.client()))
                        .build()
                : reply.of(OK, client, outcome.warnings()).build();
    }

    @PATCH
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response patch() {
        var outcome =
                provisioning.patch(
                        clientId, body.mergePatch(), Preconditions.of(headers), operator());
        return reply.of(OK, outcome.client(), outcome.warnings()).build();
    }

    @DELETE
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response delete() {
        clients.delete(clientId, caller(), ifMatch());
        return Response.noContent().build();
    }

    @POST
    @Path("/restore")
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response restore() {
        return reply(OK, clients.restore(clientId, caller(), ifMatch()));
    }

    @POST
    @Path("/registration-access-token")
    @RolesAllowed(Scope.WRITE_SECRETS)
    public Response issueRegistrationToken() {
        return reply(CREATED, clients.issueRegistrationToken(clientId, caller(), ifMatch()));
    }

    @DELETE
    @Path("/registration-access-token")
    @RolesAllowed(Scope.WRITE_SECRETS)
    public Response revokeRegistrationToken() {
        clients.revokeRegistrationToken(clientId, caller(), ifMatch());
        return Response.noContent().build();
    }

    private Response reply(Response.Status status, RegisteredClient client) {
        return reply.of(status, client, List.of()).build();
    }

    private Operator operator() {
        return Operator.of(identity);
    }

    private Caller.ByOperator caller() {
        return ClientProvisioning.caller(operator());
    }

    private IfMatch ifMatch() {
        return IfMatch.of(headers.getRequestHeader(IF_MATCH));
    }
}
