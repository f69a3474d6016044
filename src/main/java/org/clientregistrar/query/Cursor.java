package org.clientregistrar.query;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.clientregistrar.metadata.Base64Url;

/**
 * Where a page begins, as the caller carries it from one page to the next: a position, with a
 * digest of it and of all that was asked for. So a cursor that was cut off, or taken from another
 * search, is refused, and does not lead to a wrong page. It is no signature: anyone can make one,
 * and finds nothing with it that a filter would not find. What a position may be is for its reader
 * to check.
 */
public final class Cursor {

    private static final int DIGEST_BYTES = 16;

    private Cursor() {}

    /**
     * The cursor of a position.
     *
     * @param search what was asked for: filters and order
     */
    public static String of(String search, String position) {
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(digest(search, position));
        octets.writeBytes(position.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toByteArray());
    }

    /** The position; empty for what is not a cursor of this search. */
    public static Optional<String> open(String search, String cursor) {
        return Base64Url.decode(cursor)
                .filter(octets -> octets.length > DIGEST_BYTES)
                .flatMap(octets -> position(search, octets));
    }

    private static Optional<String> position(String search, byte[] octets) {
        var position =
                new String(
                        octets, DIGEST_BYTES, octets.length - DIGEST_BYTES, StandardCharsets.UTF_8);
        var isOurs =
                Arrays.equals(
                        digest(search, position), Arrays.copyOfRange(octets, 0, DIGEST_BYTES));
        return isOurs ? Optional.of(position) : Optional.empty();
    }

    private static byte[] digest(String search, String position) {
        try {
            var whole = search + "\n" + position; // a query has no line ends
            var sha256 = MessageDigest.getInstance("SHA-256");
            return Arrays.copyOf(
                    sha256.digest(whole.getBytes(StandardCharsets.UTF_8)), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java runtime has it
        }
    }
}
