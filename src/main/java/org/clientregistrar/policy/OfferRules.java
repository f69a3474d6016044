package org.clientregistrar.policy;

import static org.clientregistrar.metadata.OAuthParameters.AUTHORIZATION_DETAILS_TYPES;
import static org.clientregistrar.metadata.OAuthParameters.RESPONSE_MODES;

import java.util.List;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;

/** Lists of values that have no rule but that they are offered here. */
final class OfferRules {

    private OfferRules() {}

    static void apply(MetadataDraft draft, Offer offer) {
        check(draft, offer, AUTHORIZATION_DETAILS_TYPES, "RFC9396-10-01");
        check(draft, offer, RESPONSE_MODES, "CHOICE-13");
    }

    private static void check(
            MetadataDraft draft, Offer offer, Parameter<List<String>> parameter, String rule) {
        var sent = draft.get(parameter).orElse(List.of());
        for (int i = 0; i < sent.size(); i++) {
            var index = i;
            Verdict.ofOffer(offer, parameter, sent.get(i))
                    .ifPresent(verdict -> draft.fault(parameter, index, rule, verdict.detail()));
        }
    }
}
