package org.clientregistrar.audit;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A seal as it is known outside the database: {@code 12:AQxy...}. Whoever kept one can tell whether
 * that seal, and so all before it, is still there.
 *
 * @param seal the number of the seal
 * @param mac vouches for it
 */
public record Anchor(long seal, byte[] mac) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):([A-Za-z0-9_-]{50})");

    /** Reads the text form; empty for anything else. */
    public static Optional<Anchor> parse(String text) {
        return Optional.of(FORM.matcher(text))
                .filter(match -> match.matches())
                .map(
                        match ->
                                new Anchor(
                                        Long.parseLong(match.group(1)),
                                        Base64.getUrlDecoder().decode(match.group(2))));
    }

    /** The text form. */
    @Override
    public String toString() {
        return seal + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Anchor that && seal == that.seal && Arrays.equals(mac, that.mac);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(seal);
    }
}
