package org.clientregistrar.registration;

import static jakarta.ws.rs.core.Response.Status.CREATED;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.clientregistrar.access.BearerToken;
import org.clientregistrar.access.InitialAccess;
import org.clientregistrar.client.ClientRegistry;
import org.clientregistrar.error.Faults;
import org.clientregistrar.json.JsonBody;
import org.clientregistrar.policy.RegistrationPolicy;
import org.clientregistrar.statement.SoftwareStatements;

/**
 * The client registration endpoint (RFC 7591 section 3). Bodies are read by {@link JsonReader},
 * which is stricter.
 */
@Path("/register")
@PermitAll
public class ClientRegistrationEndpoint {

    private final InitialAccess initialAccess;
    private final SoftwareStatements statements;
    private final RegistrationPolicy policy;
    private final ClientRegistry clients;
    private final ClientInformation information;
    private final JsonBody body;

    ClientRegistrationEndpoint(
            InitialAccess initialAccess,
            SoftwareStatements statements,
            RegistrationPolicy policy,
            ClientRegistry clients,
            ClientInformation information,
            JsonBody body) {
        this.initialAccess = initialAccess;
        this.statements = statements;
        this.policy = policy;
        this.clients = clients;
        this.information = information;
        this.body = body;
    }

    @POST
    public Response register(@Context HttpHeaders headers, @Context UriInfo uri) {
        var admission = initialAccess.admit(BearerToken.of(headers, uri));
        var faults = new Faults();
        var request = statements.applyTo(body.object(), faults);
        var metadata = policy.apply(request, admission, Optional.empty(), faults);
        var registered = clients.register(metadata, admission, faults.warnings());
        return information
                .response(CREATED, registered)
                .location(URI.create(information.configurationUri(registered)))
                .build();
    }
}
