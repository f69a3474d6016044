package org.clientregistrar.admin;

import static java.util.stream.Collectors.toCollection;
import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.clientregistrar.access.Scope;
import org.clientregistrar.audit.ShortText;
import org.clientregistrar.error.Faults;
import org.clientregistrar.json.KnownMembers;

/**
 * What an operator wants of a new access key.
 *
 * @param name what it is for
 * @param scopes what its holder may do
 * @param expiresAt until when it is good; empty for ever
 */
record AccessKeyRequest(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {

    private static final String NAME = "name";
    private static final String SCOPES = "scopes";
    private static final KnownMembers MEMBERS = KnownMembers.of(NAME, SCOPES, Expiry.AT, Expiry.IN);

    /**
     * Reads the body of a request.
     *
     * @throws org.clientregistrar.error.OAuthException 400 with every member that is missing,
     *     unknown, or not as it has to be
     */
    static AccessKeyRequest of(ObjectNode body, Instant now) {
        var faults = new Faults();
        MEMBERS.check(body, null, faults);
        var request =
                new AccessKeyRequest(
                        name(body.path(NAME), faults),
                        scopes(body.path(SCOPES), faults),
                        Expiry.of(body, now, faults));
        faults.throwIfAny();
        return request;
    }

    private static String name(JsonNode json, Faults faults) {
        var name = json.textValue();
        if (name == null || !ShortText.isShortText(name)) {
            faults.add(INVALID_REQUEST, NAME, null, ShortText.DEMAND);
        }
        return name;
    }

    private static Set<Scope> scopes(JsonNode json, Faults faults) {
        var scopes =
                StreamSupport.stream(json.spliterator(), false)
                        .map(item -> Optional.ofNullable(item.textValue()).flatMap(Scope::of))
                        .toList();
        if (!json.isArray() || scopes.isEmpty() || scopes.contains(Optional.<Scope>empty())) {
            faults.add(
                    INVALID_REQUEST,
                    SCOPES,
                    null,
                    "must be an array of one or more of " + String.join(", ", Scope.names()));
        }
        return scopes.stream()
                .flatMap(Optional::stream)
                .collect(toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
