package org.clientregistrar.server;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.clientregistrar.access.Scope;
import org.clientregistrar.client.ClientLookup;
import org.clientregistrar.client.ClientUse;
import org.clientregistrar.error.OAuthException;

/** Where an authorization server looks a client up. */
@Path("/clients/{client_id}")
public class ClientLookupEndpoint {

    private final ClientLookup clients;
    private final ClientUse use;
    private final LookupReply reply;
    private final SecurityIdentity identity;

    ClientLookupEndpoint(
            ClientLookup clients, ClientUse use, LookupReply reply, SecurityIdentity identity) {
        this.clients = clients;
        this.use = use;
        this.reply = reply;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Scope.LOOK_UP_CLIENTS)
    public Response find(@PathParam("client_id") String clientId, @Context HttpHeaders headers) {
        try {
            var found = clients.find(clientId, identity.hasRole(Scope.READ_SECRETS));
            use.noteLookup(clientId);
            return reply.of(found, headers);
        } catch (OAuthException absence) {
            return reply.of(absence);
        }
    }
}
