package org.clientregistrar.client;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What became of a client secret that was presented to an authorization server. */
public sealed interface SecretVerdict {

    /**
     * The client is who it says it is.
     *
     * @param secretId which of its secrets it was
     * @param label what an operator calls that secret
     * @param expiresAt when it ends; empty for one that does not expire
     */
    record Verified(String secretId, Optional<String> label, Optional<Instant> expiresAt)
            implements SecretVerdict {}

    /**
     * The client is not to be let in: invalid_client (RFC 6749 section 5.2).
     *
     * @param reason for the authorization server's log, never for the client
     */
    record Refused(Reason reason) implements SecretVerdict {}

    /** Why a client is not to be let in. */
    enum Reason {
        /** The identifier was never issued. */
        UNKNOWN_CLIENT,
        /** The client has ended. */
        DELETED_CLIENT,
        /** An operator has disabled it. */
        DISABLED_CLIENT,
        /** The client has registered another token_endpoint_auth_method. */
        OTHER_METHOD,
        /** It is none of the client's secrets. */
        WRONG_SECRET,
        /** It was one, until it expired or the overlap after a rotation was over. */
        EXPIRED_SECRET;

        /** As it stands in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
