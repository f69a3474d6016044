package org.clientregistrar.policy;

import static java.util.stream.Collectors.toCollection;
import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_TOKEN_DELIVERY_MODE;
import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.access.Admission;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.ResponseType;

/**
 * grant_types and response_types: offered here, allowed on this ground, and derived from each other
 * where one was left out (RFC 7591 section 2.1).
 */
final class GrantRules {

    private final Set<String> openGrants;
    private final boolean strict;

    GrantRules(RegistrarConfig.Registration settings) {
        this.openGrants = new LinkedHashSet<>(settings.openGrantTypes());
        this.strict = settings.strict();
    }

    void apply(
            MetadataDraft draft,
            Admission admission,
            Offer offer,
            Optional<ClientMetadata> before) {
        var available = AvailableGrants.of(offer, admission, openGrants, before);
        checkResponseTypes(draft, offer);
        narrowGrants(draft, available);
        if (!draft.isFaulty(GRANT_TYPES) && !draft.isFaulty(RESPONSE_TYPES)) {
            derive(draft, offer, available);
        }
        if (!draft.isFaulty(GRANT_TYPES) && !draft.isFaulty(RESPONSE_TYPES)) {
            GrantConsistency.check(draft, available);
        }
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
            Verdict.ofOffer(offer, RESPONSE_TYPES, types.get(i))
                    .ifPresent(verdict -> verdict.faultOn(draft, RESPONSE_TYPES, index));
        }
    }

    /**
     * Grants that are not to be had are left out as long as a usable one remains (CHOICE-13), and
     * nothing else that was sent needs them.
     */
    private void narrowGrants(MetadataDraft draft, AvailableGrants available) {
        var sent = draft.get(GRANT_TYPES).orElse(List.of());
        var kept = sent.stream().filter(available.allowed()::contains).toList();
        var needed = neededGrants(draft);
        var mayNarrow = !strict && GrantConsistency.isUsable(kept);
        for (int i = 0; i < sent.size(); i++) {
            var grant = sent.get(i);
            if (!available.allowed().contains(grant) && (!mayNarrow || needed.contains(grant))) {
                available.against(grant).faultOn(draft, GRANT_TYPES, i);
            }
        }
        if (kept.size() < sent.size() && !draft.isFaulty(GRANT_TYPES)) {
            sent.stream()
                    .filter(grant -> !kept.contains(grant))
                    .forEach(grant -> available.against(grant).warnOn(draft, GRANT_TYPES));
            draft.set(GRANT_TYPES, kept);
        }
    }

    /** The grants that go with other members of the request. */
    private static Set<String> neededGrants(MetadataDraft draft) {
        var needed = neededGrants(draft.get(RESPONSE_TYPES).orElse(List.of()));
        draft.get(BACKCHANNEL_TOKEN_DELIVERY_MODE)
                .filter(mode -> !mode.equals("push"))
                .ifPresent(mode -> needed.add(CibaRules.GRANT_TYPE));
        return needed;
    }

    private static Set<String> neededGrants(List<String> responseTypes) {
        return responseTypes.stream()
                .flatMap(type -> ResponseType.of(type).neededGrants().stream())
                .collect(toCollection(LinkedHashSet::new));
    }

    /** What was left out follows from what was sent (CHOICE-14, CHOICE-15). */
    private static void derive(MetadataDraft draft, Offer offer, AvailableGrants available) {
        if (!draft.wasSent(GRANT_TYPES)) {
            deriveGrants(draft, available);
        }
        if (!draft.wasSent(RESPONSE_TYPES)) {
            deriveResponseTypes(draft, offer);
        }
    }

    private static void deriveGrants(MetadataDraft draft, AvailableGrants available) {
        var types = draft.get(RESPONSE_TYPES);
        if (types.isPresent() && !types.get().isEmpty()) {
            draft.set(GRANT_TYPES, List.copyOf(neededGrants(types.get())));
            return;
        }
        var usual = GRANT_TYPES.defaultValue().orElseThrow();
        if (types.isPresent()) {
            draft.fault(
                    GRANT_TYPES,
                    "RFC7591-2.1-02",
                    "must be sent with empty response_types: authorization_code, the default, needs a response type with the word code");
        } else if (available.allowed().containsAll(usual)) {
            draft.set(GRANT_TYPES, usual);
        } else {
            var verdict = available.against(usual.get(0));
            draft.fault(
                    GRANT_TYPES,
                    verdict.rule(),
                    "must be sent, since authorization_code, the default, cannot be had: it "
                            + verdict.detail());
        }
    }

    private static void deriveResponseTypes(MetadataDraft draft, Offer offer) {
        var types = new ArrayList<String>();
        var grants = draft.get(GRANT_TYPES).orElse(List.of());
        if (grants.contains("authorization_code")) {
            types.add("code");
        }
        if (grants.contains("implicit")) {
            types.add(offer.has(RESPONSE_TYPES, "token") ? "token" : "id_token");
        }
        if (types.stream().allMatch(type -> offer.has(RESPONSE_TYPES, type))) {
            draft.set(RESPONSE_TYPES, types);
        } else {
            draft.fault(
                    RESPONSE_TYPES,
                    "CHOICE-13",
                    "must be sent, since "
                            + String.join(" and ", types)
                            + " would go with these grant types; it must be "
                            + Verdict.offered(offer, RESPONSE_TYPES));
        }
    }
}
