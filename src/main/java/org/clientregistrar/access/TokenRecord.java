package org.clientregistrar.access;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * All that operators may see of an initial access token: not the token itself.
 *
 * @param tokenId by which it is named
 * @param terms what it is good for
 * @param state whether it is still good
 * @param uses how many of its limited uses are spent
 * @param createdAt when it was handed out
 * @param createdBy by whom, as {@link org.clientregistrar.audit.Actor#getName}
 * @param revokedAt when it was revoked; empty for all others
 */
public record TokenRecord(
        String tokenId,
        TokenTerms terms,
        State state,
        int uses,
        Instant createdAt,
        String createdBy,
        Optional<Instant> revokedAt) {

    /** Its place in the list of all. */
    public TokenPosition position() {
        return new TokenPosition(createdAt, tokenId);
    }

    /** Where a token is in its life. Only an active one is of use. */
    public enum State {
        ACTIVE,
        EXPIRED,
        USED_UP,
        REVOKED;

        /** As it stands in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
