package org.clientregistrar.policy;

import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG;
import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT;
import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_TOKEN_DELIVERY_MODE;
import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.JWKS_URI;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;
import static org.clientregistrar.metadata.OpenIdParameters.SUBJECT_TYPE;

import java.util.List;
import java.util.Set;
import org.clientregistrar.metadata.MetadataDraft;

/**
 * Clients of the backchannel authentication flow: each mode with what it needs (CIBA Core 1.0
 * section 4).
 */
final class CibaRules {

    static final String GRANT_TYPE = "urn:openid:params:grant-type:ciba";

    private static final Set<String> PROVING_METHODS =
            Set.of("private_key_jwt", "self_signed_tls_client_auth");

    private CibaRules() {}

    static void apply(MetadataDraft draft, Offer offer) {
        if (draft.isFaulty(BACKCHANNEL_TOKEN_DELIVERY_MODE)) {
            return;
        }
        var hasGrant = draft.get(GRANT_TYPES).orElse(List.of()).contains(GRANT_TYPE);
        var mode = draft.get(BACKCHANNEL_TOKEN_DELIVERY_MODE);
        if (mode.isEmpty()) {
            if (hasGrant) {
                draft.fault(
                        BACKCHANNEL_TOKEN_DELIVERY_MODE,
                        "CIBA-4-01",
                        "is required with the grant type " + GRANT_TYPE);
            }
            return;
        }
        var verdict = Verdict.ofOffer(offer, BACKCHANNEL_TOKEN_DELIVERY_MODE, mode.get());
        if (verdict.isPresent()) {
            verdict.get().faultOn(draft, BACKCHANNEL_TOKEN_DELIVERY_MODE);
            return;
        }
        var isPush = mode.get().equals("push");
        if (!isPush && !hasGrant && !draft.isFaulty(GRANT_TYPES)) {
            draft.fault(
                    GRANT_TYPES,
                    "CIBA-4-02",
                    "must have " + GRANT_TYPE + " for the modes poll and ping");
        }
        if (!mode.get().equals("poll")
                && !draft.wasSent(BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT)) {
            draft.fault(
                    BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT,
                    "CIBA-4-03",
                    "is required for the modes ping and push");
        }
        if (!isPush && draft.get(SUBJECT_TYPE).filter("pairwise"::equals).isPresent()) {
            checkPairwise(draft);
        }
    }

    /** What belongs to the client is told by its keys, so they must be its own (section 4). */
    private static void checkPairwise(MetadataDraft draft) {
        if (!draft.wasSent(JWKS_URI)) {
            draft.fault(
                    JWKS_URI,
                    "CIBA-4-06",
                    "is required for pairwise subjects with the modes poll and ping");
        }
        if (!PROVING_METHODS.contains(draft.get(TOKEN_ENDPOINT_AUTH_METHOD).orElse(""))
                && !draft.wasSent(BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG)) {
            draft.fault(
                    BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG,
                    "CIBA-4-08",
                    "is required for pairwise subjects, unless the client authenticates with its keys");
        }
    }
}
