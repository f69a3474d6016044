package org.clientregistrar.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret or token in the clear. It does not print itself, and is compared in constant time. */
public final class Secret {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** A secret that somebody presents. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /**
     * A new one: random bytes in base64url behind a prefix by which secret scanners know it.
     *
     * @param prefix of unreserved characters, perhaps empty
     * @param bytes of randomness, 20 or more (RFC 6749 section 10.10)
     */
    public static Secret generate(String prefix, int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** The value itself, for the one place that has to show or use it. */
    public String reveal() {
        return value;
    }

    /** SHA-256, which is all that has to be kept of a random token (CHOICE-48). */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether both are the same, in a time that tells nothing of where they differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(sha256(), that.sha256());
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode(); // says nothing of the value
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
