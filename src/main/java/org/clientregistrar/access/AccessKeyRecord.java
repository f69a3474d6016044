package org.clientregistrar.access;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that is known of an access key, but for the key itself.
 *
 * @param keyId by which it is told from others; of no use for coming in
 * @param name what it is for, in an operator's words
 * @param scopes what its holder may do
 * @param createdAt when it was handed out
 * @param createdBy by whom, as {@link org.clientregistrar.audit.Actor#getName}
 * @param expiresAt until when it is good; empty for one that does not expire
 * @param lastUsedAt to the minute; empty for one that was never used
 * @param state whether it is good now
 */
public record AccessKeyRecord(
        String keyId,
        String name,
        List<String> scopes,
        Instant createdAt,
        String createdBy,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt,
        State state) {

    /** Whether a key is good. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED;

        /** As it stands in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
