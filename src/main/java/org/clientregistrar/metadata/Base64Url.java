package org.clientregistrar.metadata;

import java.util.Base64;
import java.util.Optional;

/** Base64url as JOSE has it (RFC 7515 section 2). */
public final class Base64Url {

    private Base64Url() {}

    /** The octets; empty for padding, white space, other characters and bits that mean nothing. */
    public static Optional<byte[]> decode(String text) {
        try {
            var octets = Base64.getUrlDecoder().decode(text);
            var again = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
            return again.equals(text) ? Optional.of(octets) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
