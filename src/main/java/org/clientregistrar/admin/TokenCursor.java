package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.invalidMember;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Pattern;
import org.clientregistrar.access.TokenPosition;
import org.clientregistrar.error.OAuthException;

/** Where the next page of initial access tokens begins, in a form that says nothing to callers. */
final class TokenCursor {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,17}) ([0-9a-f-]{36})");
    private static final int LONGEST = 100;

    private TokenCursor() {}

    static String of(TokenPosition position) {
        var micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (micros + " " + position.tokenId()).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The place that a cursor stands for.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for a text that is none
     */
    static TokenPosition read(String cursor) {
        var match = FORM.matcher(decoded(cursor));
        if (!match.matches()) {
            throw refused();
        }
        var createdAt = Instant.EPOCH.plus(Long.parseLong(match.group(1)), ChronoUnit.MICROS);
        return new TokenPosition(createdAt, match.group(2));
    }

    private static String decoded(String cursor) {
        if (cursor.length() > LONGEST) {
            throw refused();
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static OAuthException refused() {
        return invalidMember("cursor", null, "must be the next_cursor of an earlier page");
    }
}
