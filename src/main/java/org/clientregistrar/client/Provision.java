package org.clientregistrar.client;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.clientregistrar.metadata.ClientMetadata;

/**
 * What an operator wants a client to be.
 *
 * @param metadata all it registers, with defaults
 * @param members what only operators say of it
 * @param enabled false for a client that is put out of use (CHOICE-45)
 * @param secret a client secret that is brought along, and then the only one
 * @param secretEnd when that ends at the latest; empty where it is for the settings to say
 */
public record Provision(
        ClientMetadata metadata,
        AdminMembers members,
        boolean enabled,
        Optional<BroughtSecret> secret,
        Optional<Instant> secretEnd) {

    /**
     * What belongs together is checked before, where it can be told with all else that is wrong.
     *
     * @throws IllegalArgumentException for a public client whose users are not asked for their
     *     consent, and for a secret where the client needs none
     */
    public Provision {
        if (metadata.isPublic() && !members.requireConsent()) {
            throw new IllegalArgumentException("a public client without consent");
        }
        if (secret.isPresent() && !metadata.needsSecret()) {
            throw new IllegalArgumentException("a secret of no use");
        }
    }

    /** The same with its secret, if it has one, prepared. */
    Provision prepared(UnaryOperator<BroughtSecret> preparation) {
        return new Provision(metadata, members, enabled, secret.map(preparation), secretEnd);
    }
}
