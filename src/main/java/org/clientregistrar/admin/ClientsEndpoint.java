package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.LOCATION;
import static jakarta.ws.rs.core.Response.Status.CREATED;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.json.JsonBody;

/** Where operators create clients. */
@Path("/admin/clients")
public class ClientsEndpoint {

    private final ClientProvisioning provisioning;
    private final ClientReply reply;
    private final SecurityIdentity identity;
    private final JsonBody body;

    ClientsEndpoint(
            ClientProvisioning provisioning,
            ClientReply reply,
            SecurityIdentity identity,
            JsonBody body) {
        this.provisioning = provisioning;
        this.reply = reply;
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
}
