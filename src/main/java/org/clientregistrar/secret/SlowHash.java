package org.clientregistrar.secret;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A slow hash with all that it takes to make it again, as it is stored: {@code
 * 600000:<salt>:<hash>}. No key is needed for it.
 *
 * @param iterations as many as OWASP asks for of PBKDF2 with HMAC-SHA-256, when it was made
 * @param salt random
 * @param hash what came out
 */
record SlowHash(int iterations, byte[] salt, byte[] hash) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;

    /** Of no secret: to take as long as the others where there is none to compare with. */
    static final SlowHash OF_NOTHING =
            new SlowHash(ITERATIONS, new byte[SALT_BYTES], new byte[SALT_BYTES]);

    static SlowHash of(Secret secret, SlowHashing hashing) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new SlowHash(ITERATIONS, salt, hashing.derive(secret, salt, ITERATIONS));
    }

    static SlowHash parse(String text) {
        var parts = text.split(":");
        var base64 = Base64.getDecoder();
        return new SlowHash(
                Integer.parseInt(parts[0]), base64.decode(parts[1]), base64.decode(parts[2]));
    }

    boolean matches(Secret presented, SlowHashing hashing) {
        return MessageDigest.isEqual(hash, hashing.derive(presented, salt, iterations));
    }

    @Override
    public String toString() {
        var base64 = Base64.getEncoder();
        return iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }
}
