package org.clientregistrar.policy;

import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT;
import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_TOKEN_DELIVERY_MODE;
import static org.clientregistrar.metadata.ClientParameters.JWKS_URI;
import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.OpenIdParameters.SECTOR_IDENTIFIER_URI;
import static org.clientregistrar.metadata.OpenIdParameters.SUBJECT_TYPE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.RedirectUri;
import org.clientregistrar.metadata.UriText;

/**
 * subject_type, and the sector that pairwise identifiers are of (OpenID Connect Core 1.0 section
 * 8.1, CIBA Core 1.0 section 4).
 */
final class SectorRules {

    private SectorRules() {}

    static void apply(MetadataDraft draft, Offer offer) {
        Verdict.settle(
                draft,
                SUBJECT_TYPE,
                type -> Verdict.ofOffer(offer, SUBJECT_TYPE, type),
                type -> !type.equals("pairwise") || hasSector(draft));
        var wasSent = draft.wasSent(SUBJECT_TYPE);
        if (!wasSent) {
            draft.set(SUBJECT_TYPE, usual(offer));
        }
        var isPairwise = draft.get(SUBJECT_TYPE).filter("pairwise"::equals).isPresent();
        // A client that did not ask for it and has no users to be sent back needs none.
        if (isPairwise && !hasSector(draft) && (wasSent || hasRedirectUris(draft))) {
            draft.fault(
                    SECTOR_IDENTIFIER_URI,
                    "OIDCCORE-8.1-01",
                    "is required for pairwise subjects, unless all redirect URIs, and the jwks_uri or notification endpoint of the backchannel flow, have one and the same host");
        }
    }

    private static String usual(Offer offer) {
        var usual = SUBJECT_TYPE.defaultValue().orElseThrow();
        return offer.of(SUBJECT_TYPE).stream()
                .flatMap(Set::stream)
                .findFirst()
                .filter(other -> !offer.has(SUBJECT_TYPE, usual))
                .orElse(usual);
    }

    private static boolean hasRedirectUris(MetadataDraft draft) {
        return !draft.get(REDIRECT_URIS).orElse(List.of()).isEmpty();
    }

    /** Whether the sector of the client is clear, or something else is at fault that would tell. */
    private static boolean hasSector(MetadataDraft draft) {
        if (draft.wasSent(SECTOR_IDENTIFIER_URI)
                || draft.isFaulty(REDIRECT_URIS)
                || (draft.get(BACKCHANNEL_TOKEN_DELIVERY_MODE).isPresent()
                        && ofMode(draft).isEmpty())) {
            return true;
        }
        var uris =
                Stream.concat(
                                draft.redirectUris(REDIRECT_URIS).stream()
                                        .flatMap(Optional::stream)
                                        .map(RedirectUri::parts),
                                ofMode(draft).stream().map(listed -> UriText.of(listed.uri())))
                        .toList();
        return uris.stream().allMatch(uri -> uri.host() != null)
                && uris.stream().map(UriText::lowerCaseHost).distinct().count() == 1;
    }

    /**
     * What the document of a sector must have.
     *
     * @param place in the request
     * @param rule the requirement that is broken where it has not
     * @param uri the value
     */
    record Listed(String place, String rule, String uri) {}

    static List<Listed> mustList(MetadataDraft draft) {
        var listed = new ArrayList<Listed>();
        var uris = draft.get(REDIRECT_URIS).orElse(List.of());
        for (int i = 0; i < uris.size(); i++) {
            listed.add(new Listed("redirect_uris[" + i + "]", "OIDCREG-5-02", uris.get(i)));
        }
        if (draft.get(SUBJECT_TYPE).filter("pairwise"::equals).isPresent()) {
            ofMode(draft).ifPresent(listed::add);
        }
        return listed;
    }

    /** What stands for the redirect URI in the backchannel flow. */
    private static Optional<Listed> ofMode(MetadataDraft draft) {
        return draft.get(BACKCHANNEL_TOKEN_DELIVERY_MODE)
                .flatMap(
                        mode ->
                                mode.equals("push")
                                        ? of(
                                                draft,
                                                BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT,
                                                "CIBA-4-07")
                                        : of(draft, JWKS_URI, "CIBA-4-06"));
    }

    private static Optional<Listed> of(
            MetadataDraft draft, Parameter<String> parameter, String rule) {
        return draft.get(parameter).map(uri -> new Listed(parameter.name(), rule, uri));
    }
}
