package org.clientregistrar.client;

import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.clientregistrar.client.SecretVerdict.Reason;
import org.clientregistrar.client.SecretVerdict.Refused;
import org.clientregistrar.secret.Secret;

/** Says of a presented client secret whether, and which, of the client's live secrets it is. */
@ApplicationScoped
public class SecretVerifier {

    private final ClientSecrets secrets;
    private final Clock clock;

    SecretVerifier(ClientSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Verifies a secret. All refusals take the same work.
     *
     * @param method the token_endpoint_auth_method by which the client presented it
     */
    public SecretVerdict verify(String clientId, String method, Secret presented) {
        var found = Client.findKnown(clientId);
        if (found.isEmpty()) {
            return new Refused(Reason.UNKNOWN_CLIENT);
        }
        var client = found.get();
        return switch (client.state) {
            case DELETED -> new Refused(Reason.DELETED_CLIENT);
            case DISABLED -> new Refused(Reason.DISABLED_CLIENT);
            case ACTIVE ->
                    method.equals(client.metadata.get(TOKEN_ENDPOINT_AUTH_METHOD).orElse(null))
                            ? secrets.verify(clientId, client.secrets, presented, clock.instant())
                            : new Refused(Reason.OTHER_METHOD);
        };
    }
}
