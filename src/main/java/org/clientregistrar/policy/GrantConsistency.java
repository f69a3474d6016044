package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;

import java.util.List;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.ResponseType;

/** Grant types and response types that go together (RFC 7591 section 2.1). */
final class GrantConsistency {

    private GrantConsistency() {}

    /** A refresh token is never the first token that a client gets (RFC 6749 section 6). */
    static boolean isUsable(List<String> grants) {
        return grants.stream().anyMatch(grant -> !grant.equals("refresh_token"));
    }

    /** Applied when both are settled. */
    static void check(MetadataDraft draft, AvailableGrants available) {
        var grants = draft.get(GRANT_TYPES).orElseThrow();
        var types = draft.get(RESPONSE_TYPES).orElseThrow().stream().map(ResponseType::of).toList();
        for (int i = 0; i < types.size(); i++) {
            for (var needed : types.get(i).neededGrants()) {
                checkNeeded(draft, available, i, needed, grants);
            }
        }
        if (grants.contains("authorization_code")
                && types.stream().noneMatch(type -> type.hasWord("code"))) {
            draft.fault(
                    GRANT_TYPES,
                    "RFC7591-2.1-02",
                    "authorization_code needs a response type with the word code");
        }
        if (grants.contains("implicit") && types.stream().noneMatch(ResponseType::isImplicit)) {
            draft.fault(
                    GRANT_TYPES,
                    "RFC7591-2.1-03",
                    "implicit needs a response type with the word token or id_token");
        }
        if (!grants.isEmpty() && !isUsable(grants)) {
            draft.fault(
                    GRANT_TYPES,
                    "RFC7591-2.1-01",
                    "refresh_token needs another grant type that gives the first token");
        }
        checkConfidential(draft, grants);
    }

    private static void checkNeeded(
            MetadataDraft draft,
            AvailableGrants available,
            int index,
            String needed,
            List<String> grants) {
        if (!grants.contains(needed)) {
            draft.fault(RESPONSE_TYPES, index, "RFC7591-2.1-01", "needs the grant type " + needed);
        } else if (!available.allowed().contains(needed)) {
            var verdict = available.against(needed);
            draft.fault(
                    RESPONSE_TYPES,
                    index,
                    verdict.rule(),
                    "needs the grant type " + needed + ": it " + verdict.detail());
        }
    }

    /** RFC 6749 section 4.4: the client credentials grant is for confidential clients alone. */
    private static void checkConfidential(MetadataDraft draft, List<String> grants) {
        if (draft.isPublic() && grants.contains("client_credentials")) {
            draft.fault(
                    GRANT_TYPES,
                    "RFC7591-2.1-01",
                    "client_credentials needs an authentication method other than none");
        }
    }
}
