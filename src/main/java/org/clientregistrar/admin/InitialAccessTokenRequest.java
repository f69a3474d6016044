package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.access.TokenTerms;
import org.clientregistrar.audit.ShortText;
import org.clientregistrar.error.Faults;
import org.clientregistrar.json.KnownMembers;
import org.clientregistrar.policy.RegistrationPolicy;

/** The body of a request for an initial access token. */
final class InitialAccessTokenRequest {

    private static final String RULE = "CHOICE-19";
    private static final String LABEL = "label";
    private static final String OWNER = "owner";
    private static final String MAX_USES = "max_uses";
    private static final String BOUNDS = "bounds";
    private static final KnownMembers MEMBERS =
            KnownMembers.of(LABEL, OWNER, Expiry.AT, Expiry.IN, MAX_USES, BOUNDS);

    private final ObjectNode body;
    private final Faults faults = new Faults();

    private InitialAccessTokenRequest(ObjectNode body) {
        this.body = body;
    }

    /**
     * What a token shall be good for.
     *
     * @throws org.clientregistrar.error.OAuthException 400 with all that is wrong
     */
    static TokenTerms terms(ObjectNode body, RegistrationPolicy policy, Instant now) {
        return new InitialAccessTokenRequest(body).terms(policy, now);
    }

    private TokenTerms terms(RegistrationPolicy policy, Instant now) {
        MEMBERS.check(body, RULE, faults);
        var terms =
                new TokenTerms(
                        text(LABEL),
                        text(OWNER),
                        Expiry.of(body, now, faults),
                        maxUses(),
                        policy.bounds(body.path(BOUNDS), faults));
        faults.throwIfAny();
        return terms;
    }

    private Optional<JsonNode> value(String name) {
        return Optional.of(body.path(name)).filter(json -> !json.isMissingNode() && !json.isNull());
    }

    private void fault(String name, String detail) {
        faults.add(INVALID_REQUEST, name, RULE, detail);
    }

    private Optional<String> text(String name) {
        var text = value(name).map(json -> json.isTextual() ? json.textValue() : "");
        text.filter(value -> !ShortText.isShortText(value))
                .ifPresent(value -> fault(name, ShortText.DEMAND));
        return text;
    }

    /** One, unless the request says otherwise; null says any number. */
    private Optional<Integer> maxUses() {
        var json = body.path(MAX_USES);
        if (json.isMissingNode()) {
            return Optional.of(1);
        }
        if (json.isNull()) {
            return Optional.empty();
        }
        if (!json.isIntegralNumber() || !json.canConvertToInt() || json.intValue() < 1) {
            fault(MAX_USES, "must be a whole number, 1 or more, or null for any number");
        }
        return Optional.of(json.intValue());
    }
}
