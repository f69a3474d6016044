package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.LOCATION;
import static jakarta.ws.rs.core.Response.Status.CREATED;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.client.ClientSearch;
import org.clientregistrar.json.JsonBody;

/** Where operators create clients, and find them page by page. */
@Path("/admin/clients")
public class ClientsEndpoint {

    private final ClientProvisioning provisioning;
    private final ClientSearch clients;
    private final ClientReply reply;
    private final ClientView view;
    private final SecurityIdentity identity;
    private final JsonBody body;

    ClientsEndpoint(
            ClientProvisioning provisioning,
            ClientSearch clients,
            ClientReply reply,
            ClientView view,
            SecurityIdentity identity,
            JsonBody body) {
        this.provisioning = provisioning;
        this.clients = clients;
        this.reply = reply;
        this.view = view;
        this.identity = identity;
        this.body = body;
    }

    @POST
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response create() {
        var created = provisioning.create(body.object(), Operator.of(identity));
        return reply.of(CREATED, created.client(), created.warnings())
                .header(LOCATION, ClientReply.path(created.client().client()))
                .build();
    }

    @GET
    @RolesAllowed(Scope.READ_CLIENTS)
    public Response find(@Context UriInfo uri) {
        var query = new ClientQuery(uri);
        var page =
                clients.find(
                        query.filter(),
                        query.sort(),
                        query.after(),
                        query.limit(),
                        query.isCounted());
        return query.paging()
                .reply(
                        "clients",
                        page.clients().stream()
                                .map(client -> view.members(client, page.lastUse(client))),
                        page.next(),
                        page.total());
    }
}
