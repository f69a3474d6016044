package org.clientregistrar.client;

import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.access.Admission;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.Secret;

/**
 * A client as it stands in the registry at one moment.
 *
 * @param clientId its identifier
 * @param metadata all it registered, with defaults
 * @param issuedAt when the identifier was issued
 * @param version counts the changes; the ETag
 * @param admission on what ground it registered, and so within which bounds it may change
 * @param registrationAccessToken the token that is good for it from here on
 * @param secret the current client secret, if the client has one that can be shown
 */
public record RegisteredClient(
        String clientId,
        ClientMetadata metadata,
        Instant issuedAt,
        long version,
        Admission admission,
        Secret registrationAccessToken,
        Optional<IssuedSecret> secret) {

    /**
     * A client secret in the clear.
     *
     * @param value the secret
     * @param expiresAt empty for a secret that does not expire
     */
    public record IssuedSecret(Secret value, Optional<Instant> expiresAt) {}
}
