package org.clientregistrar.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.error.OAuthException;

/** Clients as an authorization server looks them up: one SELECT by primary key each. */
@ApplicationScoped
public class ClientLookup {

    private final ClientSecrets secrets;
    private final Clock clock;

    ClientLookup(ClientSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * A client that was found.
     *
     * @param client the client, active or disabled
     * @param keys its live secrets, the newest first, where the authorization server needs them as
     *     keys; empty where nobody asked for them or none is a key
     */
    public record Found(ClientRecord client, Optional<List<IssuedSecret>> keys) {}

    /**
     * The client of an identifier.
     *
     * @param withKeys whether secrets are wanted, of a client whose metadata makes them keys
     * @throws OAuthException 404 if the identifier was never issued, 410 if its client has ended
     */
    public Found find(String clientId, boolean withKeys) {
        var client = Client.findKnown(clientId).orElseThrow(OAuthException::unknownClient);
        if (client.state == ClientState.DELETED) {
            throw OAuthException.deletedClient();
        }
        return new Found(
                client.toRecord(),
                withKeys && client.metadata.hasSecretAsKey()
                        ? Optional.of(
                                secrets.showLive(client.clientId, client.secrets, clock.instant()))
                        : Optional.empty());
    }
}
