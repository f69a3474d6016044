package org.clientregistrar.registration;

import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;
import static jakarta.ws.rs.core.Response.Status.CREATED;
import static jakarta.ws.rs.core.Response.Status.OK;
import static org.clientregistrar.error.OAuthException.tokenMissing;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.clientregistrar.access.BearerToken;
import org.clientregistrar.client.Caller;
import org.clientregistrar.client.ClientRegistry;
import org.clientregistrar.client.IfMatch;
import org.clientregistrar.client.SecretRotation;
import org.clientregistrar.error.Faults;
import org.clientregistrar.json.JsonBody;
import org.clientregistrar.policy.RegistrationPolicy;
import org.clientregistrar.statement.SoftwareStatements;

/**
 * The client configuration endpoint (RFC 7592 section 2). Every request proves itself with the
 * client's own registration access token; all else answers 401, alike for a wrong token and a
 * client that is not there (RFC7592-B-03).
 */
@Path("/register/{client_id}")
@PermitAll
public class ClientConfigurationEndpoint {

    private final SoftwareStatements statements;
    private final RegistrationPolicy policy;
    private final ClientRegistry clients;
    private final ClientInformation information;
    private final ClientUpdate update;
    private final JsonBody body;

    @PathParam("client_id")
    String clientId;

    @Context HttpHeaders headers;
    @Context UriInfo uri;

    ClientConfigurationEndpoint(
            SoftwareStatements statements,
            RegistrationPolicy policy,
            ClientRegistry clients,
            ClientInformation information,
            ClientUpdate update,
            JsonBody body) {
        this.statements = statements;
        this.policy = policy;
        this.clients = clients;
        this.information = information;
        this.update = update;
        this.body = body;
    }

    @GET
    public Response read() {
        return information.response(OK, clients.find(clientId, caller())).build();
    }

    @PUT
    public Response replace() {
        var caller = caller();
        var client = clients.find(clientId, caller);
        var sent = body.object();
        var faults = new Faults();
        update.check(
                sent, clientId, secret -> clients.isOwnSecret(clientId, caller, secret), faults);
        var request = statements.applyTo(sent, faults);
        var metadata =
                policy.apply(
                        request,
                        client.admission(),
                        Optional.of(client.client().metadata()),
                        faults);
        var replaced = clients.replace(clientId, caller, ifMatch(), metadata, faults.warnings());
        return information.response(OK, replaced).build();
    }

    @DELETE
    public Response delete() {
        clients.delete(clientId, caller(), ifMatch());
        return Response.noContent().build();
    }

    /**
     * Not in RFC 7592: a new secret with an overlap, so that no request of the client fails
     * meanwhile (CHOICE-43).
     */
    @POST
    @Path("/secret")
    public Response rotateSecret() {
        var caller = caller();
        clients.find(clientId, caller); // ahead of what is wrong with the body
        var wanted = SecretRotation.byItself(body);
        var rotated = clients.rotateSecret(clientId, caller, ifMatch(), wanted);
        return information.response(CREATED, rotated).build();
    }

    private Caller.Itself caller() {
        return BearerToken.of(headers, uri)
                .map(Caller.Itself::new)
                .orElseThrow(() -> tokenMissing("a registration access token is needed"));
    }

    private IfMatch ifMatch() {
        return IfMatch.of(headers.getRequestHeader(IF_MATCH));
    }
}
