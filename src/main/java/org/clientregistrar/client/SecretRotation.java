package org.clientregistrar.client;

import static org.clientregistrar.error.OAuthException.invalidMember;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.json.JsonBody;

/**
 * What a new secret shall be.
 *
 * @param overlap how long the earlier secrets shall stay good; empty for the longest time that the
 *     settings allow
 * @param label what an operator calls the new one
 * @param expiresAt when it ends; empty where that is left to the settings
 */
public record SecretRotation(
        Optional<Duration> overlap, Optional<String> label, Optional<Instant> expiresAt) {

    /** The member that says how long the earlier secrets stay good. */
    public static final String OVERLAP = "overlap_seconds";

    /** What it must be, in words. */
    public static final String OVERLAP_DEMAND = "must be a whole number of seconds, 0 or more";

    /**
     * What a client asks for: nothing, or {@code {"overlap_seconds": n}}.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for anything else, be it a slip of the
     *     pen that would leave a leaked secret good
     */
    public static SecretRotation byItself(JsonBody body) {
        return new SecretRotation(overlap(body), Optional.empty(), Optional.empty());
    }

    private static Optional<Duration> overlap(JsonBody body) {
        if (body.isEmpty()) {
            return Optional.empty();
        }
        var request = body.object();
        if (request.size() > (request.has(OVERLAP) ? 1 : 0)) {
            throw invalidMember(OVERLAP, "CHOICE-43", "is the only member that there may be");
        }
        var seconds = request.path(OVERLAP);
        if (seconds.isMissingNode() || seconds.isNull()) {
            return Optional.empty();
        }
        if (!isOverlap(seconds)) {
            throw invalidMember(OVERLAP, "CHOICE-43", OVERLAP_DEMAND);
        }
        return Optional.of(Duration.ofSeconds(seconds.intValue()));
    }

    /** Whether a value is a number of seconds. */
    public static boolean isOverlap(JsonNode seconds) {
        return seconds.isIntegralNumber() && seconds.canConvertToInt() && seconds.intValue() >= 0;
    }
}
