package org.clientregistrar.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the history: behind this event.
 *
 * @param at its time
 * @param id its id
 */
public record Position(Instant at, long id) {

    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,18})\\.([0-9]{1,18})");

    static Position behind(HistoryEvent event) {
        return new Position(event.at(), event.id());
    }

    /** Reads the text form; empty for anything else. */
    public static Optional<Position> parse(String text) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            return Optional.of(FORM.matcher(plain))
                    .filter(match -> match.matches())
                    .map(
                            match ->
                                    new Position(
                                            Instant.EPOCH.plus(
                                                    Long.parseLong(match.group(1)),
                                                    ChronoUnit.MICROS),
                                            Long.parseLong(match.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A text form that says nothing to its readers. */
    @Override
    public String toString() {
        var plain = ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + id;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
