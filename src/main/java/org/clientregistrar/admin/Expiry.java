package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.clientregistrar.error.Faults;
import org.clientregistrar.query.Rfc3339;

/** Until when something that is handed out is good: a time, or seconds from now, or for ever. */
final class Expiry {

    /** The members that tell. */
    static final String AT = "expires_at";

    static final String IN = "expires_in";

    /** Who wants more wants no end: a hundred years. */
    private static final long MOST_SECONDS = Duration.ofDays(36_525).toSeconds();

    private Expiry() {}

    /**
     * Reads the members of a request. Noted as faults are both members at once, anything but a time
     * in the form of RFC 3339 or a number of seconds, and what is over already.
     *
     * @return empty where the request names no end, and for faults
     */
    static Optional<Instant> of(ObjectNode request, Instant now, Faults faults) {
        var isSet = request.hasNonNull(AT);
        var isCounted = request.hasNonNull(IN);
        if (isSet && isCounted) {
            faults.add(INVALID_REQUEST, IN, null, "must not be there together with " + AT);
            return Optional.empty();
        }
        var end =
                isSet
                        ? at(request.get(AT), now, faults)
                        : isCounted ? in(request.get(IN), now, faults) : Optional.<Instant>empty();
        return end.map(time -> time.truncatedTo(ChronoUnit.MICROS)); // as PostgreSQL keeps it
    }

    private static Optional<Instant> in(JsonNode seconds, Instant now, Faults faults) {
        if (!seconds.isIntegralNumber()
                || !seconds.canConvertToLong()
                || seconds.longValue() < 1
                || seconds.longValue() > MOST_SECONDS) {
            faults.add(
                    INVALID_REQUEST,
                    IN,
                    null,
                    "must be a whole number of seconds, 1 to " + MOST_SECONDS);
            return Optional.empty();
        }
        return Optional.of(now.plusSeconds(seconds.longValue()));
    }

    private static Optional<Instant> at(JsonNode time, Instant now, Faults faults) {
        var end = Rfc3339.time(time.textValue()).filter(at -> at.isAfter(now));
        if (end.isEmpty()) {
            faults.add(
                    INVALID_REQUEST,
                    AT,
                    null,
                    "must be a time in the future, such as 2030-12-31T23:59:59Z (RFC 3339)");
        }
        return end;
    }
}
