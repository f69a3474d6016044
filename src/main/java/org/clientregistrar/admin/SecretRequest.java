package org.clientregistrar.admin;

import static org.clientregistrar.client.SecretRotation.OVERLAP;
import static org.clientregistrar.client.SecretRotation.OVERLAP_DEMAND;
import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.audit.ShortText;
import org.clientregistrar.client.SecretRotation;
import org.clientregistrar.error.Faults;
import org.clientregistrar.json.JsonBody;

/** The body of an operator's request for a new secret of a client. */
final class SecretRequest {

    static final String LABEL = "label";
    private static final Set<String> MEMBERS = Set.of(OVERLAP, LABEL, Expiry.AT, Expiry.IN);

    private SecretRequest() {}

    /**
     * Reads it; it may be left out.
     *
     * @throws org.clientregistrar.error.OAuthException 400 with all that is wrong
     */
    static SecretRotation of(JsonBody body, Instant now) {
        if (body.isEmpty()) {
            return new SecretRotation(Optional.empty(), Optional.empty(), Optional.empty());
        }
        var request = body.object();
        var faults = new Faults();
        if (!request.properties().stream().map(Map.Entry::getKey).allMatch(MEMBERS::contains)) {
            faults.add(
                    INVALID_REQUEST,
                    null,
                    "CHOICE-43",
                    "the body has a member other than overlap_seconds, label, expires_at and expires_in");
        }
        var reader = new MemberReader(request, faults);
        var wanted =
                new SecretRotation(
                        overlap(reader),
                        reader.takeText(LABEL, ShortText::isShortText, ShortText.DEMAND),
                        Expiry.of(request, now, faults));
        faults.throwIfAny();
        return wanted;
    }

    private static Optional<Duration> overlap(MemberReader reader) {
        var seconds = reader.take(OVERLAP);
        if (seconds.filter(json -> !SecretRotation.isOverlap(json)).isPresent()) {
            reader.fault(OVERLAP, OVERLAP_DEMAND);
            return Optional.empty();
        }
        return seconds.map(JsonNode::intValue).map(Duration::ofSeconds);
    }
}
