package org.clientregistrar.policy;

import static java.util.stream.Collectors.toCollection;
import static org.clientregistrar.metadata.Catalogue.GRANT_TYPES;
import static org.clientregistrar.metadata.Catalogue.RESPONSE_TYPES;
import static org.clientregistrar.metadata.Catalogue.TOKEN_ENDPOINT_AUTH_METHOD;

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

    private final Set<String> offeredGrants;
    private final Set<String> openGrants;
    private final Set<String> offeredResponseTypes;
    private final boolean strict;

    GrantRules(RegistrarConfig config) {
        var settings = config.registration();
        this.offeredGrants =
                new LinkedHashSet<>(
                        config.supported()
                                .grantTypes()
                                .orElse(
                                        List.of(
                                                "authorization_code",
                                                "implicit",
                                                "refresh_token",
                                                "client_credentials",
                                                "urn:ietf:params:oauth:grant-type:device_code",
                                                "urn:ietf:params:oauth:grant-type:token-exchange",
                                                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                                                "urn:ietf:params:oauth:grant-type:saml2-bearer")));
        this.openGrants = new LinkedHashSet<>(settings.openGrantTypes());
        this.openGrants.retainAll(offeredGrants);
        this.offeredResponseTypes =
                config
                        .supported()
                        .responseTypes()
                        .orElse(List.of("code", "id_token", "code id_token", "none"))
                        .stream()
                        .map(type -> ResponseType.of(type).value())
                        .collect(toCollection(LinkedHashSet::new));
        this.strict = settings.strict();
    }

    void apply(MetadataDraft draft, Admission admission) {
        var allowed = admission instanceof Admission.Open ? openGrants : offeredGrants;
        checkResponseTypes(draft);
        narrowGrants(draft, allowed);
        if (draft.isFaulty(GRANT_TYPES) || draft.isFaulty(RESPONSE_TYPES)) {
            return;
        }
        derive(draft);
        checkConsistency(draft, allowed);
        checkConfidential(draft);
    }

    private void checkResponseTypes(MetadataDraft draft) {
        draft.get(RESPONSE_TYPES)
                .ifPresent(
                        sent -> {
                            var types =
                                    sent.stream()
                                            .map(type -> ResponseType.of(type).value())
                                            .toList();
                            draft.set(RESPONSE_TYPES, types);
                            for (int i = 0; i < types.size(); i++) {
                                if (!offeredResponseTypes.contains(types.get(i))) {
                                    draft.fault(
                                            RESPONSE_TYPES,
                                            i,
                                            "CHOICE-13",
                                            "is not a response type that this deployment offers ("
                                                    + String.join(", ", offeredResponseTypes)
                                                    + ")");
                                }
                            }
                        });
    }

    /** Grants that are not to be had are left out as long as a usable one remains (CHOICE-13). */
    private void narrowGrants(MetadataDraft draft, Set<String> allowed) {
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
                faultGrant(draft, i, sent.get(i), allowed);
            }
        }
    }

    private void faultGrant(MetadataDraft draft, int index, String grant, Set<String> allowed) {
        if (offeredGrants.contains(grant)) {
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
                            + String.join(", ", offeredGrants)
                            + ")");
        }
    }

    /** A refresh token is never the first token that a client gets (RFC 6749 section 6). */
    private static boolean isUsable(List<String> grants) {
        return grants.stream().anyMatch(grant -> !grant.equals("refresh_token"));
    }

    /** What was left out follows from what was sent (CHOICE-14, CHOICE-15). */
    private void derive(MetadataDraft draft) {
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
            draft.set(RESPONSE_TYPES, responseTypesOf(grants.orElseThrow()));
        }
    }

    private List<String> responseTypesOf(List<String> grants) {
        var types = new ArrayList<String>();
        if (grants.contains("authorization_code")) {
            types.add("code");
        }
        if (grants.contains("implicit")) {
            types.add(offeredResponseTypes.contains("token") ? "token" : "id_token");
        }
        return types;
    }

    private static Set<String> neededGrants(List<String> responseTypes) {
        return responseTypes.stream()
                .flatMap(type -> ResponseType.of(type).neededGrants().stream())
                .collect(toCollection(LinkedHashSet::new));
    }

    private void checkConsistency(MetadataDraft draft, Set<String> allowed) {
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
