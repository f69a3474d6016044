package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.ETAG;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON_TYPE;
import static jakarta.ws.rs.core.Response.Status.CREATED;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_ACCESS_TOKEN;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_CLIENT_URI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.client.ClientRecord;
import org.clientregistrar.client.IfMatch;
import org.clientregistrar.client.RegisteredClient;
import org.clientregistrar.config.PercentEncoding;
import org.clientregistrar.config.PublicUrl;
import org.clientregistrar.error.Fault;

/** The reply with one client, as an operator sees it. */
@Singleton
class ClientReply {

    private final PublicUrl publicUrl;
    private final ClientView view;

    ClientReply(PublicUrl publicUrl, ClientView view) {
        this.publicUrl = publicUrl;
        this.view = view;
    }

    /** Without any credential; with when it was last used, if ever. */
    Response.ResponseBuilder of(
            Response.Status status, ClientRecord client, Optional<Instant> lastUse) {
        return of(status, client, view.members(client, lastUse));
    }

    /** With the credentials that the request made or brought along, and with warnings if any. */
    Response.ResponseBuilder of(
            Response.Status status, RegisteredClient client, List<Fault> warnings) {
        return of(status, client.client(), members(client, warnings));
    }

    /** With a secret that was made just now, and which one of the list that is. */
    Response.ResponseBuilder ofNewSecret(RegisteredClient client) {
        var members = members(client, List.of());
        client.secret()
                .ifPresent(secret -> members.put(ClientSecretsEndpoint.SECRET_ID, secret.id()));
        return of(CREATED, client.client(), members);
    }

    private ObjectNode members(RegisteredClient client, List<Fault> warnings) {
        var members = view.members(client.client());
        client.secret().ifPresent(secret -> secret.addTo(members));
        client.registrationAccessToken()
                .ifPresent(
                        token -> {
                            members.put(REGISTRATION_ACCESS_TOKEN.name(), token.reveal());
                            members.put(
                                    REGISTRATION_CLIENT_URI.name(),
                                    publicUrl.ofRegistration(client.client().clientId()));
                        });
        if (!warnings.isEmpty()) {
            members.putPOJO("warnings", warnings);
        }
        return members;
    }

    /** The path of a client at this door. */
    static String path(ClientRecord client) {
        return "/admin/clients/" + PercentEncoding.encode(client.clientId());
    }

    private static Response.ResponseBuilder of(
            Response.Status status, ClientRecord client, ObjectNode members) {
        return Response.status(status)
                .type(APPLICATION_JSON_TYPE)
                .header(ETAG, IfMatch.etag(client.version()))
                .entity(members);
    }
}
