package org.clientregistrar.client;

import static java.util.stream.Collectors.toCollection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.SecretVault;
import org.clientregistrar.secret.StoredSecret;

/** Clients as an authorization server looks them up: one SELECT by primary key each. */
@ApplicationScoped
public class ClientLookup {

    private final SecretVault vault;
    private final Clock clock;

    ClientLookup(SecretVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * A client that was found.
     *
     * @param client the client, active or disabled
     * @param keys its live secrets, the newest first, where the authorization server needs them as
     *     keys; empty where nobody asked for them or none is a key
     */
    public record Found(ClientRecord client, Optional<List<Key>> keys) {}

    /**
     * A live secret that the authorization server uses as a key.
     *
     * @param id tells the client's secrets apart
     * @param secret its value, and when it ends
     */
    public record Key(String id, IssuedSecret secret) {}

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
                        ? Optional.of(keys(client))
                        : Optional.empty());
    }

    private List<Key> keys(Client client) {
        var now = clock.instant();
        var keys =
                client.secrets.stream()
                        .filter(secret -> secret.isLive(now))
                        .flatMap(secret -> key(client, secret).stream())
                        .collect(toCollection(ArrayList::new));
        Collections.reverse(keys); // the current one is stored last
        return keys;
    }

    private Optional<Key> key(Client client, StoredSecret stored) {
        return vault.open(client.clientId, stored)
                .map(secret -> new Key(stored.id(), new IssuedSecret(secret, stored.expiry())));
    }
}
