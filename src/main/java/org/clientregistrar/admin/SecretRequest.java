package org.clientregistrar.admin;

import static org.clientregistrar.client.SecretRotation.OVERLAP;
import static org.clientregistrar.client.SecretRotation.OVERLAP_DEMAND;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.audit.ShortText;
import org.clientregistrar.client.SecretRotation;
import org.clientregistrar.error.Faults;
import org.clientregistrar.json.JsonBody;
import org.clientregistrar.json.KnownMembers;

/** The body of an operator's request for a new secret of a client. */
final class SecretRequest {

    static final String LABEL = "label";
    private static final KnownMembers MEMBERS =
            KnownMembers.of(OVERLAP, LABEL, Expiry.AT, Expiry.IN);

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
        MEMBERS.check(request, "CHOICE-43", faults);
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
