package org.clientregistrar.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.json.JsonBody;
import org.clientregistrar.json.LineReply;

/** Where operators bring clients along, any number of them, and are told what becomes of each. */
@Path("/admin/import")
public class ImportEndpoint {

    private final ClientImport clients;
    private final SecurityIdentity identity;
    private final JsonBody body;
    private final ObjectMapper json;

    ImportEndpoint(
            ClientImport clients, SecurityIdentity identity, JsonBody body, ObjectMapper json) {
        this.clients = clients;
        this.identity = identity;
        this.body = body;
        this.json = json;
    }

    @POST
    @RolesAllowed(Scope.WRITE_CLIENTS)
    public Response bring(@Context UriInfo uri) {
        var options = ImportOptions.of(uri);
        var operator = Operator.of(identity);
        var items = body.records();
        return LineReply.of(reply -> clients.bring(items, options, operator, reply), json);
    }
}
