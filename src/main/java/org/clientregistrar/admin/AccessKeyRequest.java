package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.invalidMember;
import static org.clientregistrar.error.OAuthException.invalidRequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.access.Scope;
import org.clientregistrar.audit.Actor;

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
    private static final Set<String> MEMBERS = Set.of(NAME, SCOPES, Expiry.AT, Expiry.IN);

    /**
     * Reads the body of a request.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for a member that is missing, unknown,
     *     or not as it has to be
     */
    static AccessKeyRequest of(ObjectNode body, Instant now) {
        body.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!MEMBERS.contains(name)) {
                                throw invalidRequest(
                                        null,
                                        "the body has a member other than name, scopes, expires_at and expires_in");
                            }
                        });
        return new AccessKeyRequest(
                name(body.path(NAME)), scopes(body.path(SCOPES)), Expiry.of(body, now));
    }

    private static String name(JsonNode name) {
        if (!name.isTextual() || name.textValue().isBlank() || !Actor.isName(name.textValue())) {
            throw invalidMember(NAME, null, "must be a string of 1 to 255 printable characters");
        }
        return name.textValue();
    }

    private static Set<Scope> scopes(JsonNode scopes) {
        var known = EnumSet.noneOf(Scope.class);
        for (var scope : scopes) {
            known.add(
                    Optional.ofNullable(scope.textValue())
                            .flatMap(Scope::of)
                            .orElseThrow(AccessKeyRequest::notScopes));
        }
        if (!scopes.isArray() || known.isEmpty()) {
            throw notScopes();
        }
        return known;
    }

    private static RuntimeException notScopes() {
        return invalidMember(
                SCOPES,
                null,
                "must be an array of one or more of " + String.join(", ", Scope.names()));
    }
}
