package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.invalidMember;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Until when something that is handed out is good: a time, or seconds from now, or for ever. */
final class Expiry {

    /** The members that tell. */
    static final String AT = "expires_at";

    static final String IN = "expires_in";

    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");

    private static final int HUNDRED_YEARS = 100 * 365;
    private static final long LONGEST = HUNDRED_YEARS * 86_400L;

    private Expiry() {}

    /**
     * Reads the members of a request.
     *
     * @return empty where the request names no end
     * @throws org.clientregistrar.error.OAuthException 400 for both members at once, for anything
     *     but a time in the form of RFC 3339 or a number of seconds, and for what is over already
     */
    static Optional<Instant> of(ObjectNode request, Instant now) {
        var isSet = request.hasNonNull(AT);
        if (isSet && request.hasNonNull(IN)) {
            throw invalidMember(IN, null, "must not be there together with " + AT);
        }
        if (request.hasNonNull(IN)) {
            return Optional.of(stored(now.plusSeconds(seconds(request))));
        }
        return isSet ? Optional.of(stored(time(request, now))) : Optional.empty();
    }

    /** To the microsecond, as PostgreSQL keeps it. */
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static long seconds(ObjectNode request) {
        var seconds = request.get(IN);
        if (!seconds.isIntegralNumber()
                || !seconds.canConvertToLong()
                || seconds.longValue() < 1
                || seconds.longValue() > LONGEST) {
            throw invalidMember(
                    IN,
                    null,
                    "must be a whole number of seconds, 1 or more, of a hundred years at most");
        }
        return seconds.longValue();
    }

    private static Instant time(ObjectNode request, Instant now) {
        var text = request.get(AT).textValue();
        if (text == null || !RFC_3339.matcher(text).matches()) {
            throw notTime();
        }
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw notTime(); // such as the 30th of February
        }
        if (!time.isAfter(now)) {
            throw invalidMember(AT, null, "must be in the future");
        }
        return time;
    }

    private static RuntimeException notTime() {
        return invalidMember(AT, null, "must be a time such as 2027-01-31T12:00:00Z (RFC 3339)");
    }
}
