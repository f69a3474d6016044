package org.clientregistrar.client;

import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET_EXPIRES_AT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.access.Admission;
import org.clientregistrar.secret.Secret;

/**
 * A client as it stands in the registry at one moment, and the credentials that its caller may see:
 * the client itself those that are good from here on, operators those alone that were made or
 * brought along just now.
 *
 * @param client the client, without credentials
 * @param admission on what ground it registered, and so within which bounds it may change itself
 * @param registrationAccessToken its registration access token
 * @param secret its current client secret
 */
public record RegisteredClient(
        ClientRecord client,
        Admission admission,
        Optional<Secret> registrationAccessToken,
        Optional<IssuedSecret> secret) {

    /**
     * A client secret in the clear.
     *
     * @param id tells the client's secrets apart
     * @param value the secret
     * @param expiresAt empty for a secret that does not expire
     */
    public record IssuedSecret(String id, Secret value, Optional<Instant> expiresAt) {

        /** Puts it into a reply, with when it expires beside it (RFC 7591 section 3.2.1). */
        public void addTo(ObjectNode members) {
            var end = expiresAt.map(Instant::getEpochSecond).orElse(0L);
            members.put(CLIENT_SECRET.name(), value.reveal());
            members.put(CLIENT_SECRET_EXPIRES_AT.name(), end);
        }
    }
}
