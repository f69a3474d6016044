package org.clientregistrar.registration;

import static jakarta.ws.rs.core.HttpHeaders.ETAG;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON_TYPE;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID_ISSUED_AT;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_ACCESS_TOKEN;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_CLIENT_URI;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.clientregistrar.client.IfMatch;
import org.clientregistrar.client.RegisteredClient;
import org.clientregistrar.config.PublicUrl;

/**
 * The client information response (RFC 7591 section 3.2.1, RFC 7592 section 3): all members at top
 * level.
 */
@Singleton
class ClientInformation {

    private final PublicUrl publicUrl;

    ClientInformation(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    /**
     * The reply with a client's whole record, which is never cached since it carries credentials.
     */
    Response.ResponseBuilder response(Response.Status status, RegisteredClient client) {
        return Response.status(status)
                .type(APPLICATION_JSON_TYPE)
                .header(ETAG, IfMatch.etag(client.client().version()))
                .entity(members(client));
    }

    /** The URL of a client's configuration endpoint. */
    String configurationUri(RegisteredClient client) {
        return publicUrl.ofRegistration(client.client().clientId());
    }

    private ObjectNode members(RegisteredClient client) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put(CLIENT_ID.name(), client.client().clientId());
        client.secret().ifPresent(secret -> secret.addTo(members));
        members.put(CLIENT_ID_ISSUED_AT.name(), client.client().issuedAt().getEpochSecond());
        client.registrationAccessToken()
                .ifPresent(token -> members.put(REGISTRATION_ACCESS_TOKEN.name(), token.reveal()));
        members.put(REGISTRATION_CLIENT_URI.name(), configurationUri(client));
        members.setAll(client.client().metadata().members());
        return members;
    }
}
