package org.clientregistrar.client;

import static org.clientregistrar.error.OAuthException.invalidMember;

import java.time.Duration;
import java.util.Optional;
import org.clientregistrar.json.JsonBody;

/**
 * The body of a request for a new secret, the same at all doors: none, or {@code
 * {"overlap_seconds": n}}.
 */
public final class SecretRotation {

    private static final String OVERLAP = "overlap_seconds";

    private SecretRotation() {}

    /**
     * How long the earlier secrets shall stay good; empty where the request leaves it to the
     * settings.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for anything else, be it a slip of the
     *     pen that would leave a leaked secret good
     */
    public static Optional<Duration> overlap(JsonBody body) {
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
        if (!seconds.isIntegralNumber() || !seconds.canConvertToInt() || seconds.intValue() < 0) {
            throw invalidMember(
                    OVERLAP, "CHOICE-43", "must be a whole number of seconds, 0 or more");
        }
        return Optional.of(Duration.ofSeconds(seconds.intValue()));
    }
}
