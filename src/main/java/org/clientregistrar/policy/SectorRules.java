package org.clientregistrar.policy;

import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_TOKEN_DELIVERY_MODE;
import static org.clientregistrar.metadata.ClientParameters.JWKS_URI;
import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.OpenIdParameters.SECTOR_IDENTIFIER_URI;
import static org.clientregistrar.metadata.OpenIdParameters.SUBJECT_TYPE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.MetadataValues;
import org.clientregistrar.metadata.Sector;

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
                type -> !type.equals("pairwise") || (hasSector(draft) && !lacksUriOfMode(draft)));
        if (!draft.wasSent(SUBJECT_TYPE)) {
            draft.set(SUBJECT_TYPE, usual(offer));
        }
        var isPairwise = draft.get(SUBJECT_TYPE).filter("pairwise"::equals).isPresent();
        if (isPairwise && needsSector(draft) && !hasSector(draft)) {
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

    /** A client to which no users come back has no subjects to tell apart. */
    private static boolean needsSector(MetadataDraft draft) {
        return !draft.get(REDIRECT_URIS).orElse(List.of()).isEmpty()
                || draft.get(BACKCHANNEL_TOKEN_DELIVERY_MODE).isPresent();
    }

    /** Then the lack is told, and no sector would help. */
    private static boolean lacksUriOfMode(MetadataDraft draft) {
        return draft.get(BACKCHANNEL_TOKEN_DELIVERY_MODE).isPresent() && ofMode(draft).isEmpty();
    }

    /** Whether the sector of the client is clear, or something else is at fault that would tell. */
    private static boolean hasSector(MetadataDraft draft) {
        if (draft.wasSent(SECTOR_IDENTIFIER_URI)
                || draft.isFaulty(REDIRECT_URIS)
                || lacksUriOfMode(draft)) {
            return true;
        }
        return Sector.of(draft).isPresent();
    }

    /**
     * What the document of a sector must have.
     *
     * @param place in the request
     * @param rule the requirement that is broken where it has not
     * @param uri the value
     */
    record Listed(String place, String rule, String uri) {

        /** Whether the other one, perhaps at another place, asks for the same. */
        boolean isLike(Listed other) {
            return rule.equals(other.rule) && uri.equals(other.uri);
        }
    }

    static List<Listed> mustList(MetadataValues metadata) {
        var listed = new ArrayList<Listed>();
        var uris = metadata.get(REDIRECT_URIS).orElse(List.of());
        for (int i = 0; i < uris.size(); i++) {
            listed.add(new Listed("redirect_uris[" + i + "]", "OIDCREG-5-02", uris.get(i)));
        }
        if (metadata.get(SUBJECT_TYPE).filter("pairwise"::equals).isPresent()) {
            ofMode(metadata).ifPresent(listed::add);
        }
        return listed;
    }

    /** What stands for the redirect URI in the backchannel flow. */
    private static Optional<Listed> ofMode(MetadataValues metadata) {
        return Sector.backchannelUri(metadata)
                .flatMap(
                        parameter ->
                                metadata.get(parameter)
                                        .map(
                                                uri ->
                                                        new Listed(
                                                                parameter.name(),
                                                                parameter == JWKS_URI
                                                                        ? "CIBA-4-06"
                                                                        : "CIBA-4-07",
                                                                uri)));
    }
}
