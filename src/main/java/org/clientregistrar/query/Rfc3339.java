package org.clientregistrar.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as callers write them. */
public final class Rfc3339 {

    /** RFC 3339 section 5.6; Java by itself takes more. */
    private static final Pattern FORM =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");

    private static final Instant BEGINNING = Instant.parse("0000-01-01T00:00:00Z");

    /** Such a time has a year of four digits, also as it is told again, in UTC. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Rfc3339() {}

    /** The time of a text; empty for any other text, such as the 30th of February. */
    public static Optional<Instant> time(String text) {
        try {
            return Optional.ofNullable(text)
                    .filter(FORM.asMatchPredicate())
                    .map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant)
                    .filter(time -> time.isBefore(END) && !time.isBefore(BEGINNING));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
