package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.client.Caller;
import org.clientregistrar.client.ClientRegistry;
import org.clientregistrar.client.IfMatch;
import org.clientregistrar.client.SecretRecord;
import org.clientregistrar.json.JsonBody;

/**
 * The secrets of one client: which there are, a new one, and the end of one. Never their values.
 */
@Path("/admin/clients/{client_id}/secrets")
@Produces(MediaType.APPLICATION_JSON)
public class ClientSecretsEndpoint {

    static final String SECRET_ID = "secret_id";

    private final ClientRegistry clients;
    private final ClientReply reply;
    private final SecurityIdentity identity;
    private final Clock clock;
    private final JsonBody body;

    @PathParam("client_id")
    String clientId;

    @Context HttpHeaders headers;

    ClientSecretsEndpoint(
            ClientRegistry clients,
            ClientReply reply,
            SecurityIdentity identity,
            Clock clock,
            JsonBody body) {
        this.clients = clients;
        this.reply = reply;
        this.identity = identity;
        this.clock = clock;
        this.body = body;
    }

    /** No ETag: states and times become other without a change of the client. */
    @GET
    @RolesAllowed(Scope.READ_CLIENTS)
    public Response list() {
        var caller = caller();
        var list = JsonNodeFactory.instance.objectNode();
        var items = list.putArray("secrets");
        clients.secrets(clientId, caller)
                .orElseThrow(caller::unknownClient)
                .forEach(secret -> items.add(members(secret)));
        return Response.ok(list).build();
    }

    @POST
    @RolesAllowed(Scope.WRITE_SECRETS)
    public Response rotate() {
        var wanted = SecretRequest.of(body, clock.instant());
        var rotated = clients.rotateSecret(clientId, caller(), ifMatch(), wanted);
        return reply.ofNewSecret(rotated).build();
    }

    @DELETE
    @Path("/{secret_id}")
    @RolesAllowed(Scope.WRITE_SECRETS)
    public Response delete(@PathParam(SECRET_ID) String secretId) {
        clients.deleteSecret(clientId, secretId, caller(), ifMatch());
        return Response.noContent().build();
    }

    private static ObjectNode members(SecretRecord secret) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put(SECRET_ID, secret.id());
        secret.label().ifPresent(label -> members.put(SecretRequest.LABEL, label));
        members.put("state", secret.state().toString());
        members.put("imported", secret.imported());
        members.put("created_at", secret.createdAt().toString());
        secret.expiresAt().ifPresent(at -> members.put(Expiry.AT, at.toString()));
        secret.lastVerifiedAt().ifPresent(at -> members.put("last_verified_at", at.toString()));
        return members;
    }

    private Caller.ByOperator caller() {
        return ClientProvisioning.caller(Operator.of(identity));
    }

    private IfMatch ifMatch() {
        return IfMatch.of(headers.getRequestHeader(IF_MATCH));
    }
}
