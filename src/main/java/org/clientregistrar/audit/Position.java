package org.clientregistrar.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the history: behind this event.
 *
 * @param at its time
 * @param id its id
 */
public record Position(Instant at, long id) {

    /** Microseconds, of a time that PostgreSQL has too, and an id. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,17})\\.([0-9]{1,18})");

    static Position behind(HistoryEvent event) {
        return new Position(event.at(), event.id());
    }

    /** Reads the text form; empty for anything else. */
    public static Optional<Position> parse(String text) {
        return Optional.of(FORM.matcher(text))
                .filter(Matcher::matches)
                .map(
                        match ->
                                new Position(
                                        Instant.EPOCH.plus(
                                                Long.parseLong(match.group(1)), ChronoUnit.MICROS),
                                        Long.parseLong(match.group(2))));
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + id;
    }
}
