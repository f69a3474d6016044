package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.invalidMember;
import static org.clientregistrar.error.OAuthException.invalidRequest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.clientregistrar.audit.Anchor;
import org.clientregistrar.json.JsonBody;

/**
 * The body of a request to verify the history: none, or {@code {"from": 1, "expect": ["12:AQxy"]}}.
 *
 * @param from the number of the seal to begin with
 * @param expected seals that must be there
 */
record VerificationRequest(long from, List<Anchor> expected) {

    private static final String FROM = "from";
    private static final String EXPECT = "expect";
    private static final int MOST_EXPECTED = 100;

    static VerificationRequest of(JsonBody body) {
        if (body.isEmpty()) {
            return new VerificationRequest(1, List.of());
        }
        var members = body.object();
        for (var member : members.properties()) {
            if (!Set.of(FROM, EXPECT).contains(member.getKey())) {
                throw invalidRequest(null, "the body may have the members from and expect alone");
            }
        }
        return new VerificationRequest(from(members.path(FROM)), expected(members.path(EXPECT)));
    }

    private static long from(JsonNode value) {
        if (value.isMissingNode()) {
            return 1;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw invalidMember(FROM, null, "must be the number of a seal, 1 or more");
        }
        return value.longValue();
    }

    private static List<Anchor> expected(JsonNode value) {
        var expected = new ArrayList<Anchor>();
        if (value.isMissingNode()) {
            return expected;
        }
        if (!value.isArray() || value.size() > MOST_EXPECTED) {
            throw invalidMember(EXPECT, null, "must be an array of up to " + MOST_EXPECTED);
        }
        for (int i = 0; i < value.size(); i++) {
            var member = EXPECT + "[" + i + "]";
            expected.add(
                    Anchor.parse(value.get(i).asText())
                            .orElseThrow(
                                    () ->
                                            invalidMember(
                                                    member,
                                                    null,
                                                    "must be a seal as the log has it, number and MAC with a colon between")));
        }
        return expected;
    }
}
