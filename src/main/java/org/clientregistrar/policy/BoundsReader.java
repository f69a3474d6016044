package org.clientregistrar.policy;

import static java.util.stream.Collectors.toSet;
import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;
import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;
import static org.clientregistrar.metadata.ClientParameters.SCOPE;
import static org.clientregistrar.metadata.ClientParameters.SOFTWARE_ID;
import static org.clientregistrar.metadata.ClientParameters.SOFTWARE_STATEMENT;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.Limits;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.Precedence;
import org.clientregistrar.metadata.ResponseType;
import org.clientregistrar.metadata.Vocabulary;

/**
 * Reads the bounds of an initial access token, and refuses those that no client could keep: better
 * a fault for the operator now than one for every client later.
 */
final class BoundsReader {

    private static final String RULE = "CHOICE-19";
    private static final String PLACE = "bounds";
    private static final String GRANTS = "grant_types";
    private static final String METHODS = "token_endpoint_auth_methods";
    private static final String SCOPES = "scopes";
    private static final String HOSTS = "redirect_hosts";
    private static final String SOFTWARE = "software_ids";
    private static final String FORCED = "forced_members";
    private static final String DEFAULTS = "default_members";
    private static final Set<String> MEMBERS =
            Set.of(GRANTS, METHODS, SCOPES, HOSTS, SOFTWARE, FORCED, DEFAULTS);

    /** Each client that registers with the token gets a copy. */
    private static final int MOST_BYTES = 16_384;

    /** Of a member's name in an error. */
    private static final int LONGEST_NAME = 100;

    private final Vocabulary vocabulary;
    private final Limits limits;

    BoundsReader(Vocabulary vocabulary, Limits limits) {
        this.vocabulary = vocabulary;
        this.limits = limits;
    }

    /**
     * The bounds that a request has for a token; null and a missing member stand for none.
     *
     * @param offer what the deployment has
     * @return the bounds, good only if no faults were noted
     */
    Bounds read(JsonNode json, Offer offer, Faults faults) {
        if (json.isMissingNode() || json.isNull()) {
            return Bounds.NONE;
        }
        if (!(json instanceof ObjectNode bounds)) {
            faults.add(INVALID_REQUEST, PLACE, RULE, "must be an object");
            return Bounds.NONE;
        }
        if (bounds.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            faults.add(
                    INVALID_REQUEST,
                    PLACE,
                    "CHOICE-36",
                    "must not be larger than " + MOST_BYTES + " bytes of JSON");
            return Bounds.NONE;
        }
        if (!bounds.properties().stream().map(Map.Entry::getKey).allMatch(MEMBERS::contains)) {
            faults.add(
                    INVALID_REQUEST,
                    PLACE,
                    RULE,
                    "has a member that is not one of "
                            + MEMBERS.stream().sorted().collect(Collectors.joining(", ")));
        }
        var lists =
                new Bounds(
                        list(bounds, GRANTS, value -> ofOffer(offer, GRANT_TYPES, value), faults),
                        list(
                                bounds,
                                METHODS,
                                value -> ofOffer(offer, TOKEN_ENDPOINT_AUTH_METHOD, value),
                                faults),
                        list(bounds, SCOPES, value -> judgeScope(offer, value), faults),
                        list(bounds, HOSTS, BoundsReader::judgeHost, faults),
                        list(bounds, SOFTWARE, this::judgeSoftware, faults),
                        null,
                        null);
        checkLength(lists.scopes(), faults);
        var forced = members(bounds, FORCED, lists, offer, faults);
        var defaults = members(bounds, DEFAULTS, lists, offer, faults);
        if (forced != null && defaults != null && overlap(forced, defaults)) {
            faults.add(
                    INVALID_REQUEST,
                    PLACE + "." + DEFAULTS,
                    RULE,
                    "must not have a member that is forced too");
        }
        return new Bounds(
                lists.grantTypes(),
                lists.authMethods(),
                lists.scopes(),
                lists.redirectHosts(),
                lists.softwareIds(),
                forced,
                defaults);
    }

    private List<String> list(
            ObjectNode bounds,
            String name,
            Function<String, Optional<String>> judge,
            Faults faults) {
        var json = bounds.path(name);
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        var place = PLACE + "." + name;
        if (!json.isArray() || json.isEmpty() || json.size() > limits.items()) {
            faults.add(
                    INVALID_REQUEST,
                    place,
                    RULE,
                    "must be an array of 1 to " + limits.items() + " strings");
            return null;
        }
        var values = new ArrayList<String>();
        for (int i = 0; i < json.size(); i++) {
            var value = json.get(i).textValue();
            var fault = value == null ? Optional.of("must be a string") : judge.apply(value);
            if (fault.isPresent()) {
                faults.add(INVALID_REQUEST, place + "[" + i + "]", RULE, fault.get());
            } else if (!values.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }

    private static Optional<String> ofOffer(Offer offer, Parameter<?> parameter, String value) {
        return Verdict.ofOffer(offer, parameter, value).map(Verdict::detail);
    }

    private static Optional<String> judgeScope(Offer offer, String value) {
        return SCOPE.accepts(value) && !value.contains(" ")
                ? ofOffer(offer, SCOPE, value)
                : Optional.of("must be one scope value (RFC 6749 section 3.3)");
    }

    private static Optional<String> judgeHost(String value) {
        return RedirectHost.isSound(value)
                ? Optional.empty()
                : Optional.of(
                        "must be a host in lower case without port, such as app.example.org, or"
                                + " *.example.org for all hosts below it");
    }

    private Optional<String> judgeSoftware(String value) {
        return value.isEmpty() || value.codePointCount(0, value.length()) > limits.stringLength()
                ? Optional.of("must have 1 to " + limits.stringLength() + " characters")
                : Optional.empty();
    }

    /** A client that asks for no scope gets all of them, and must be able to send them back. */
    private void checkLength(List<String> scopes, Faults faults) {
        if (scopes != null && String.join(" ", scopes).length() > limits.stringLength()) {
            faults.add(
                    INVALID_REQUEST,
                    PLACE + "." + SCOPES,
                    "CHOICE-36",
                    "must not be longer than " + limits.stringLength() + " characters together");
        }
    }

    private ObjectNode members(
            ObjectNode bounds, String name, Bounds lists, Offer offer, Faults faults) {
        var json = bounds.path(name);
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        var place = PLACE + "." + name;
        if (!(json instanceof ObjectNode members) || json.isEmpty()) {
            faults.add(
                    INVALID_REQUEST,
                    place,
                    RULE,
                    "must be an object with one member of client metadata or more");
            return null;
        }
        members.forEachEntry((member, value) -> checkMember(place, member, value, faults));
        var found = new Faults();
        var draft = MetadataDraft.parse(members, vocabulary, limits, found);
        draft.checkExclusions();
        checkOffer(draft, offer.within(lists, Optional.empty()));
        BoundRules.checkHosts(draft, lists, Optional.empty());
        if (draft.wasSent(SOFTWARE_ID)) {
            BoundRules.checkSoftware(draft, lists, Optional.empty());
        }
        faults.addAll(place, found);
        return members;
    }

    private void checkMember(String place, String member, JsonNode value, Faults faults) {
        var parameter = vocabulary.ofMember(member);
        var fault =
                parameter.isEmpty()
                        ? "is not a member that this deployment understands"
                        : parameter.get().source() == Parameter.Source.REGISTRY
                                ? "is for this service alone to set"
                                : parameter.get() == SOFTWARE_STATEMENT
                                        ? "is for the client to send, since it is verified then"
                                        : Parameter.isValue(value) ? null : "must have a value";
        if (fault != null) {
            var isNameable = Offer.isPrintable(member) && member.length() <= LONGEST_NAME;
            faults.add(
                    INVALID_REQUEST,
                    isNameable ? place + "." + member : place,
                    RULE,
                    isNameable ? fault : "has a member that " + fault);
        }
    }

    /** Values that no client could register in this deployment, or with this token. */
    private static void checkOffer(MetadataDraft draft, Offer offer) {
        for (var parameter : Catalogue.all()) {
            draft.get(parameter).stream()
                    .flatMap(value -> single(parameter, value))
                    .flatMap(value -> Verdict.ofOffer(offer, parameter, value).stream())
                    .findFirst()
                    .ifPresent(verdict -> verdict.faultOn(draft, parameter));
        }
    }

    /** What an offer lists of a value: each item of an array, each word of a scope. */
    private static Stream<String> single(Parameter<?> parameter, Object value) {
        if (value instanceof List<?> items) {
            return items.stream()
                    .map(String.class::cast)
                    .map(
                            item ->
                                    parameter == RESPONSE_TYPES
                                            ? ResponseType.of(item).value()
                                            : item);
        }
        if (value instanceof String text) {
            return parameter == SCOPE ? Offer.tokens(text).stream() : Stream.of(text);
        }
        return Stream.empty();
    }

    private static boolean overlap(ObjectNode forced, ObjectNode defaults) {
        var parameters =
                forced.properties().stream()
                        .map(member -> Precedence.parameter(member.getKey()))
                        .collect(toSet());
        return defaults.properties().stream()
                .map(member -> Precedence.parameter(member.getKey()))
                .anyMatch(parameters::contains);
    }
}
