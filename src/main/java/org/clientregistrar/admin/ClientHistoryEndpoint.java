package org.clientregistrar.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.clientregistrar.access.Scope;
import org.clientregistrar.audit.History;
import org.clientregistrar.audit.Target;
import org.clientregistrar.client.ClientRegistry;
import org.clientregistrar.error.OAuthException;

/** The history of one client, be it deleted or erased. */
@Path("/admin/clients/{client_id}/history")
@Produces(MediaType.APPLICATION_JSON)
public class ClientHistoryEndpoint {

    private final History history;
    private final ClientRegistry clients;

    ClientHistoryEndpoint(History history, ClientRegistry clients) {
        this.history = history;
        this.clients = clients;
    }

    @GET
    @RolesAllowed(Scope.READ_CLIENTS)
    public Response read(@PathParam("client_id") String clientId, @Context UriInfo uri) {
        if (!clients.isKnown(clientId)) {
            throw OAuthException.notFound("there never was a client with this client_id");
        }
        var query = HistoryQuery.ofOne(uri);
        return HistoryView.reply(history, query.filter(Target.client(clientId)), query.paging());
    }
}
