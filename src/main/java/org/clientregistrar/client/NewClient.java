package org.clientregistrar.client;

import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.metadata.ClientMetadata;

/**
 * A client to be.
 *
 * @param clientId the identifier that is brought along; a new one is issued where there is none
 * @param issuedAt when that was issued, elsewhere; now where it does not say
 * @param provision what it shall be
 * @param withoutSecret whether it begins without a secret, also where it needs one: elsewhere it
 *     has none just now, and gets one as others do that are left without
 * @param withRegistrationToken whether it gets a registration access token, and so can manage
 *     itself
 */
public record NewClient(
        Optional<String> clientId,
        Optional<Instant> issuedAt,
        Provision provision,
        boolean withoutSecret,
        boolean withRegistrationToken) {

    /** A client that registers itself. */
    static NewClient ofItself(ClientMetadata metadata) {
        return new NewClient(
                Optional.empty(),
                Optional.empty(),
                new Provision(
                        metadata, AdminMembers.DEFAULTS, true, Optional.empty(), Optional.empty()),
                false,
                true);
    }

    boolean isImported() {
        return clientId.isPresent() || provision.secret().isPresent();
    }
}
