package org.clientregistrar.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.clientregistrar.access.Operator;

/** Tells operators who they are here, and what they may do. */
@Path("/admin/whoami")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class WhoAmIEndpoint {

    private final SecurityIdentity identity;

    WhoAmIEndpoint(SecurityIdentity identity) {
        this.identity = identity;
    }

    @GET
    public Response whoAmI() {
        var operator = Operator.of(identity);
        var actor = operator.actor();
        var members = JsonNodeFactory.instance.objectNode();
        members.put("type", actor.type().toString()).put("id", actor.id());
        if (actor.label() != null) {
            members.put("name", actor.label());
        }
        var scopes = members.putArray("scopes");
        operator.scopes().stream().sorted().forEach(scope -> scopes.add(scope.toString()));
        return Response.ok(members).build();
    }
}
