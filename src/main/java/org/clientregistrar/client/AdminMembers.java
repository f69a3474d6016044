package org.clientregistrar.client;

import java.util.Optional;

/**
 * What only operators say of a client; the client itself can neither set nor change it (CHOICE-34).
 *
 * @param requireConsent whether users are asked for their consent; false, so never, for
 *     confidential clients alone
 * @param reuseConsent whether a consent that was given before is good again
 * @param owner who answers for the client, 1 to 255 characters
 * @param note anything, 1 to 4000 characters
 * @param locked whether the client cannot read or change its own registration
 */
public record AdminMembers(
        boolean requireConsent,
        boolean reuseConsent,
        Optional<String> owner,
        Optional<String> note,
        boolean locked) {

    /** What is so of a client that no operator has said anything of. */
    public static final AdminMembers DEFAULTS =
            new AdminMembers(true, true, Optional.empty(), Optional.empty(), false);
}
