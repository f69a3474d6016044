package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;

import java.util.LinkedHashSet;
import java.util.Set;
import org.clientregistrar.access.Admission;

/**
 * The grant types that one request can have.
 *
 * @param offered by this deployment
 * @param allowed to a client that is let in on this ground
 */
record AvailableGrants(Set<String> offered, Set<String> allowed) {

    /** Without an initial access token there are fewer (CHOICE-20). */
    static AvailableGrants of(Offer offer, Admission admission, Set<String> openGrants) {
        var offered = offer.of(GRANT_TYPES).orElseThrow();
        var allowed = new LinkedHashSet<>(offered);
        if (admission instanceof Admission.Open) {
            allowed.retainAll(openGrants);
        }
        return new AvailableGrants(offered, allowed);
    }

    /** Why a grant type cannot be had. */
    Verdict against(String grant) {
        return offered.contains(grant)
                ? new Verdict(
                        "CHOICE-20",
                        "this grant type needs an initial access token; without one there are "
                                + String.join(", ", allowed))
                : new Verdict(
                        "CHOICE-13",
                        "is not a grant type that this deployment offers ("
                                + String.join(", ", offered)
                                + ")");
    }
}
