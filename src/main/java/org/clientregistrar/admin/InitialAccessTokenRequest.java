package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientregistrar.access.TokenTerms;
import org.clientregistrar.error.Faults;
import org.clientregistrar.policy.RegistrationPolicy;

/** The body of a request for an initial access token. */
final class InitialAccessTokenRequest {

    private static final String RULE = "CHOICE-19";
    private static final String LABEL = "label";
    private static final String OWNER = "owner";
    private static final String EXPIRES_AT = "expires_at";
    private static final String EXPIRES_IN = "expires_in";
    private static final String MAX_USES = "max_uses";
    private static final String BOUNDS = "bounds";
    private static final Set<String> MEMBERS =
            Set.of(LABEL, OWNER, EXPIRES_AT, EXPIRES_IN, MAX_USES, BOUNDS);

    private static final int LONGEST_TEXT = 255;

    /** Who wants more wants no end. */
    private static final long MOST_SECONDS = Duration.ofDays(36_525).toSeconds();

    /** RFC 3339 section 5.6; Java by itself takes more. */
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})",
                    Pattern.CASE_INSENSITIVE);

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
        if (!body.properties().stream().map(Map.Entry::getKey).allMatch(MEMBERS::contains)) {
            faults.add(
                    INVALID_REQUEST,
                    null,
                    RULE,
                    "the request has a member that is not one of label, owner, expires_at, expires_in, max_uses and bounds");
        }
        var terms =
                new TokenTerms(
                        text(LABEL),
                        text(OWNER),
                        expiry(now),
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
        text.filter(
                        value ->
                                value.isBlank()
                                        || value.codePointCount(0, value.length()) > LONGEST_TEXT
                                        || value.chars().anyMatch(Character::isISOControl))
                .ifPresent(
                        value ->
                                fault(
                                        name,
                                        "must be a string of 1 to "
                                                + LONGEST_TEXT
                                                + " characters, on one line"));
        return text;
    }

    private Optional<Instant> expiry(Instant now) {
        var at = value(EXPIRES_AT);
        var in = value(EXPIRES_IN);
        if (at.isPresent() && in.isPresent()) {
            fault(EXPIRES_IN, "must not be sent together with " + EXPIRES_AT);
            return Optional.empty();
        }
        return at.flatMap(json -> moment(json, now)).or(() -> in.flatMap(json -> after(json, now)));
    }

    private Optional<Instant> moment(JsonNode json, Instant now) {
        try {
            if (json.isTextual() && DATE_TIME.matcher(json.textValue()).matches()) {
                var moment = OffsetDateTime.parse(json.textValue()).toInstant();
                if (moment.isAfter(now)) {
                    return Optional.of(moment.truncatedTo(ChronoUnit.MICROS));
                }
            }
        } catch (DateTimeException e) {
            // no such day or hour: told below
        }
        fault(
                EXPIRES_AT,
                "must be a moment in the future, such as 2030-12-31T23:59:59Z (RFC 3339 section 5.6)");
        return Optional.empty();
    }

    private Optional<Instant> after(JsonNode json, Instant now) {
        if (!json.isIntegralNumber()
                || !json.canConvertToLong()
                || json.longValue() < 1
                || json.longValue() > MOST_SECONDS) {
            fault(EXPIRES_IN, "must be a whole number of seconds, 1 to " + MOST_SECONDS);
            return Optional.empty();
        }
        return Optional.of(now.plusSeconds(json.longValue()).truncatedTo(ChronoUnit.MICROS));
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
