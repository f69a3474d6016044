package org.clientregistrar.admin;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.clientregistrar.access.Operator;

/** Tells operators who they are here, and what they may do. */
@Path("/admin/whoami")
@Authenticated
public class WhoAmIEndpoint {

    private final SecurityIdentity identity;

    WhoAmIEndpoint(SecurityIdentity identity) {
        this.identity = identity;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> whoAmI() {
        var operator = Operator.of(identity);
        return Map.of(
                "type", operator.actor().type().toString(),
                "id", operator.actor().id(),
                "scopes", operator.scopes().stream().map(Object::toString).sorted().toList());
    }
}
