package org.clientregistrar.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of all initial access tokens, from the newest to the oldest.
 *
 * @param createdAt when the token there was handed out
 * @param tokenId its id
 */
public record TokenPosition(Instant createdAt, String tokenId) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,17}) ([0-9a-f-]{36})");

    /** Reads the text form; empty for anything else. */
    public static Optional<TokenPosition> parse(String text) {
        return Optional.of(FORM.matcher(text))
                .filter(Matcher::matches)
                .map(
                        match ->
                                new TokenPosition(
                                        Instant.EPOCH.plus(
                                                Long.parseLong(match.group(1)), ChronoUnit.MICROS),
                                        match.group(2)));
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, createdAt) + " " + tokenId;
    }
}
