package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.access.Admission;
import org.clientregistrar.metadata.ClientMetadata;

/**
 * The grant types that one request can have.
 *
 * @param offer what there is
 * @param allowed to a client that is let in on this ground
 */
record AvailableGrants(Offer offer, Set<String> allowed) {

    /**
     * Without an initial access token there are fewer (CHOICE-20), but for those that the client
     * has already: an operator gave them to it.
     */
    static AvailableGrants of(
            Offer offer,
            Admission admission,
            Set<String> openGrants,
            Optional<ClientMetadata> before) {
        var allowed = new LinkedHashSet<>(offer.of(GRANT_TYPES).orElseThrow());
        if (admission instanceof Admission.Open) {
            var already = before.flatMap(metadata -> metadata.get(GRANT_TYPES)).orElse(List.of());
            allowed.removeIf(grant -> !openGrants.contains(grant) && !already.contains(grant));
        }
        return new AvailableGrants(offer, allowed);
    }

    /** Why a grant type cannot be had. */
    Verdict against(String grant) {
        return Verdict.ofOffer(offer, GRANT_TYPES, grant)
                .orElseGet(
                        () ->
                                new Verdict(
                                        "CHOICE-20",
                                        "needs an initial access token; without one there are "
                                                + String.join(", ", allowed)));
    }
}
