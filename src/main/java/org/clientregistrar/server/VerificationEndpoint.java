package org.clientregistrar.server;

import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET_EXPIRES_AT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.clientregistrar.access.Scope;
import org.clientregistrar.client.ClientUse;
import org.clientregistrar.client.SecretVerdict;
import org.clientregistrar.client.SecretVerifier;
import org.clientregistrar.json.JsonBody;

/** Where an authorization server has verified what a client authenticates with. */
@Path("/clients/{client_id}/verify")
@Produces(MediaType.APPLICATION_JSON)
public class VerificationEndpoint {

    private static final String ACTIVE = "active";

    private final SecretVerifier verifier;
    private final ClientUse use;
    private final JsonBody body;

    VerificationEndpoint(SecretVerifier verifier, ClientUse use, JsonBody body) {
        this.verifier = verifier;
        this.use = use;
        this.body = body;
    }

    @POST
    @RolesAllowed(Scope.VERIFY_CLIENTS)
    public ObjectNode verify(@PathParam("client_id") String clientId) {
        var presented = PresentedSecret.of(body.object());
        var verdict = verifier.verify(clientId, presented.method(), presented.secret());
        if (verdict instanceof SecretVerdict.Verified verified) {
            use.noteVerification(clientId, verified.secretId());
            return members(clientId, verified);
        }
        return members((SecretVerdict.Refused) verdict);
    }

    private static ObjectNode members(String clientId, SecretVerdict.Verified verified) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put(ACTIVE, true);
        members.put(CLIENT_ID.name(), clientId);
        members.put("secret_id", verified.secretId());
        verified.label().ifPresent(label -> members.put("label", label));
        members.put(
                CLIENT_SECRET_EXPIRES_AT.name(),
                verified.expiresAt().map(Instant::getEpochSecond).orElse(0L));
        return members;
    }

    private static ObjectNode members(SecretVerdict.Refused refused) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(ACTIVE, false)
                .put("reason", refused.reason().toString());
    }
}
