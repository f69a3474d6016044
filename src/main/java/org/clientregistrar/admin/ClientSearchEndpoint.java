package org.clientregistrar.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.clientregistrar.access.Scope;
import org.clientregistrar.client.ClientSearch;

/** Finds clients for operators, page by page. */
@Path(ClientSearchEndpoint.PATH)
public class ClientSearchEndpoint {

    static final String PATH = "/admin/clients";

    private final ClientSearch clients;

    ClientSearchEndpoint(ClientSearch clients) {
        this.clients = clients;
    }

    @GET
    @RolesAllowed(Scope.READ_CLIENTS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response find(@Context UriInfo uri) {
        var query = new ClientQuery(uri.getQueryParameters());
        var page =
                clients.find(
                        query.filter(),
                        query.sort(),
                        query.after(),
                        query.limit(),
                        query.isCounted());
        var nextCursor = page.next().map(query::cursor);
        return Response.ok(body(page, nextCursor))
                .header(HttpHeaders.LINK, query.links(PATH, nextCursor))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static ObjectNode body(ClientSearch.Page page, Optional<String> nextCursor) {
        var body = JsonNodeFactory.instance.objectNode();
        var clients = body.putArray("clients");
        page.clients().forEach(client -> clients.add(ClientView.members(client)));
        nextCursor.ifPresent(cursor -> body.put("next_cursor", cursor));
        page.total().ifPresent(total -> body.put("total", total));
        return body;
    }
}
