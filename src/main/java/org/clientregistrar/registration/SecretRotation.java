package org.clientregistrar.registration;

import static org.clientregistrar.error.OAuthException.invalidMember;

import java.time.Duration;
import java.util.Optional;
import org.clientregistrar.json.JsonBody;

/** The body of a request for a new secret: none, or {@code {"overlap_seconds": n}}. */
final class SecretRotation {

    /** The member's name. */
    private static final String OVERLAP = "overlap_seconds";

    private SecretRotation() {}

    /**
     * How long the earlier secrets shall stay good; empty where the request leaves it to the
     * settings.
     */
    static Optional<Duration> overlap(JsonBody body) {
        if (body.isEmpty()) {
            return Optional.empty();
        }
        var seconds = body.object().path(OVERLAP);
        if (seconds.isMissingNode() || seconds.isNull()) {
            return Optional.empty();
        }
        if (!seconds.isIntegralNumber() || !seconds.canConvertToInt() || seconds.intValue() < 0) {
            throw invalidMember(
                    OVERLAP, "CHOICE-43", "must be a whole number of seconds, 0 or more");
        }
        return Optional.of(Duration.ofSeconds(seconds.intValue()));
    }
}
