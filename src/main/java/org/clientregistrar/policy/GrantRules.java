package org.clientregistrar.policy;

import static java.util.stream.Collectors.toCollection;
import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.clientregistrar.access.Admission;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.ResponseType;

/**
 * grant_types and response_types: offered here, allowed without a token, and consistent (RFC 7591
 * section 2.1).
 */
final class GrantRules {

    private final Set<String> openGrants;
    private final boolean strict;

    GrantRules(RegistrarConfig.Registration settings) {
        this.openGrants = new LinkedHashSet<>(settings.openGrantTypes());
        this.strict = settings.strict();
    }

    void apply(MetadataDraft draft, Admission admission, Offer offer) {
        var grants = offer.of(GRANT_TYPES).orElseThrow();
        var allowed = new LinkedHashSet<>(grants);
        if (admission instanceof Admission.Open) {
            allowed.retainAll(openGrants);
        }
        checkResponseTypes(draft, offer);
        narrowGrants(draft, allowed, grants);
        if (draft.isFaulty(GRANT_TYPES) || draft.isFaulty(RESPONSE_TYPES)) {
            return;
        }
        derive(draft, offer);
        checkResponseTypes(draft, offer); // what follows from the request is not always offered
        if (draft.isFaulty(RESPONSE_TYPES)) {
            return;
        }
        checkConsistency(draft, allowed);
        checkConfidential(draft);
    }

    private static void checkResponseTypes(MetadataDraft draft, Offer offer) {
        if (draft.get(RESPONSE_TYPES).isEmpty()) {
            return;
        }
        var types =
                draft.get(RESPONSE_TYPES).get().stream()
                        .map(type -> ResponseType.of(type).value())
                        .toList();
        draft.set(RESPONSE_TYPES, types);
        for (int i = 0; i < types.size(); i++) {
            var index = i;
            Verdict.ofOffer(offer.of(RESPONSE_TYPES), types.get(i))
                    .ifPresent(
                            verdict ->
                                    draft.fault(
                                            RESPONSE_TYPES,
                                            index,
                                            verdict.rule(),
                                            verdict.detail()));
        }
    }

    /** Grants that are not to be had are left out as long as a usable one remains (CHOICE-13). */
    private void narrowGrants(MetadataDraft draft, Set<String> allowed, Set<String> offered) {
        var sent = draft.get(GRANT_TYPES).orElse(List.of());
        var kept = sent.stream().filter(allowed::contains).toList();
        if (kept.size() == sent.size()) {
            return;
        }
        if (!strict && isUsable(kept)) {
            draft.set(GRANT_TYPES, kept);
            return;
        }
        for (int i = 0; i < sent.size(); i++) {
            if (!allowed.contains(sent.get(i))) {
                faultGrant(draft, i, sent.get(i), allowed, offered);
            }
        }
    }

    private static void faultGrant(
            MetadataDraft draft,
            int index,
            String grant,
            Set<String> allowed,
            Set<String> offered) {
        if (offered.contains(grant)) {
            draft.fault(
                    GRANT_TYPES,
                    index,
                    "CHOICE-20",
                    "this grant type needs an initial access token; without one there are "
                            + String.join(", ", allowed));
        } else {
            draft.fault(
                    GRANT_TYPES,
                    index,
                    "CHOICE-13",
                    "is not a grant type that this deployment offers ("
                            + String.join(", ", offered)
                            + ")");
        }
    }

    /** A refresh token is never the first token that a client gets (RFC 6749 section 6). */
    private static boolean isUsable(List<String> grants) {
        return grants.stream().anyMatch(grant -> !grant.equals("refresh_token"));
    }

    /** What was left out follows from what was sent (CHOICE-14, CHOICE-15). */
    private static void derive(MetadataDraft draft, Offer offer) {
        var grants = draft.get(GRANT_TYPES);
        var types = draft.get(RESPONSE_TYPES);
        if (grants.isEmpty() && types.isEmpty()) {
            draft.set(GRANT_TYPES, GRANT_TYPES.defaultValue().orElseThrow());
            draft.set(RESPONSE_TYPES, RESPONSE_TYPES.defaultValue().orElseThrow());
        } else if (grants.isEmpty()) {
            var needed = List.copyOf(neededGrants(types.orElseThrow()));
            draft.set(
                    GRANT_TYPES,
                    needed.isEmpty() ? GRANT_TYPES.defaultValue().orElseThrow() : needed);
        } else if (types.isEmpty()) {
            draft.set(RESPONSE_TYPES, responseTypesOf(grants.orElseThrow(), offer));
        }
    }

    private static List<String> responseTypesOf(List<String> grants, Offer offer) {
        var types = new ArrayList<String>();
        if (grants.contains("authorization_code")) {
            types.add("code");
        }
        if (grants.contains("implicit")) {
            types.add(offer.has(RESPONSE_TYPES, "token") ? "token" : "id_token");
        }
        return types;
    }

    private static Set<String> neededGrants(List<String> responseTypes) {
        return responseTypes.stream()
                .flatMap(type -> ResponseType.of(type).neededGrants().stream())
                .collect(toCollection(LinkedHashSet::new));
    }

    private static void checkConsistency(MetadataDraft draft, Set<String> allowed) {
        var grants = draft.get(GRANT_TYPES).orElseThrow();
        var types = draft.get(RESPONSE_TYPES).orElseThrow().stream().map(ResponseType::of).toList();
        for (int i = 0; i < types.size(); i++) {
            for (var needed : types.get(i).neededGrants()) {
                if (!grants.contains(needed)) {
                    draft.fault(
                            RESPONSE_TYPES, i, "RFC7591-2.1-01", "needs the grant type " + needed);
                } else if (!allowed.contains(needed)) {
                    draft.fault(
                            RESPONSE_TYPES,
                            i,
                            "CHOICE-13",
                            "needs the grant type " + needed + ", which is not offered here");
                }
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
    }

    /** RFC 6749 section 4.4: the client credentials grant is for confidential clients alone. */
    private static void checkConfidential(MetadataDraft draft) {
        var isPublic = draft.get(TOKEN_ENDPOINT_AUTH_METHOD).filter("none"::equals).isPresent();
        if (isPublic && draft.get(GRANT_TYPES).orElse(List.of()).contains("client_credentials")) {
            draft.fault(
                    GRANT_TYPES,
                    "RFC7591-2.1-01",
                    "client_credentials needs an authentication method other than none");
        }
    }
}
