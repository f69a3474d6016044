package org.clientregistrar.client;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * All that operators may see of a client's secret that is there already.
 *
 * @param id tells it from the others; no secret itself
 * @param label what an operator calls it
 * @param createdAt when it was made, or brought along
 * @param expiresAt when it ends; empty for one that does not
 * @param lastVerifiedAt when it was last verified, as far as that was written already
 * @param imported whether it was brought along
 * @param state where it is in its life
 */
public record SecretRecord(
        String id,
        Optional<String> label,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastVerifiedAt,
        boolean imported,
        State state) {

    /** Where a secret is in its life. */
    public enum State {
        /** The newest one. */
        CURRENT,
        /** An earlier one, good beside it until it ends. */
        RETIRING,
        /** Of no use any more, and about to be erased. */
        EXPIRED;

        /** The name on the wire. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
