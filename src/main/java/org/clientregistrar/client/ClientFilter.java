package org.clientregistrar.client;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which clients are looked for. All that is there must be so of a client; deleted ones are found
 * where the term of the state says so, and nowhere else.
 *
 * @param text a part of the identifier, a name, a client_uri, a redirect URI or a contact, in
 *     whatever case
 * @param terms what is compared as a whole
 * @param createdAfter the earliest moment of creation, itself included
 * @param createdBefore the end of creation, itself excluded
 * @param updatedAfter the earliest moment of the last change, itself included
 * @param updatedBefore the end of the last change, itself excluded
 * @param usedAfter the earliest moment of the last use, itself included
 * @param usedBefore the end of the last use, itself excluded; clients that were never used are
 *     among them
 */
public record ClientFilter(
        Optional<String> text,
        Map<Term, String> terms,
        Optional<Instant> createdAfter,
        Optional<Instant> createdBefore,
        Optional<Instant> updatedAfter,
        Optional<Instant> updatedBefore,
        Optional<Instant> usedAfter,
        Optional<Instant> usedBefore) {

    /** What is compared as a whole. */
    public enum Term {
        STATE,
        ORIGIN,
        CLIENT_TYPE,
        OWNER,
        SOFTWARE_ID,
        GRANT_TYPE,
        /** The host of a redirect URI, in lower case, IPv6 addresses in brackets. */
        REDIRECT_HOST;

        /** The name in column search_terms, and of the query parameter. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isForDeleted() {
        return ClientState.DELETED.toString().equals(terms.get(Term.STATE));
    }
}
