package org.clientregistrar.admin;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.json.JsonBody;

/** Where operators bring clients along, any number of them, and are told what becomes of each. */
@Path("/admin/import")
public class ImportEndpoint {

    private final ClientImport clients;
    private final SecurityIdentity identity;
    private final JsonBody body;

    ImportEndpoint(ClientImport clients, SecurityIdentity identity, JsonBody body) {
        this.clients = clients;
        this.identity = identity;
        this.body = body;
    }

    @POST
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response bring(@Context UriInfo uri) {
        var options = ImportOptions.of(uri);
        var operator = Operator.of(identity);
        var items = body.records();
        StreamingOutput outcomes = out -> clients.bring(items, options, operator, out);
        return Response.ok(outcomes, JsonBody.JSON_LINES).build();
    }
}
