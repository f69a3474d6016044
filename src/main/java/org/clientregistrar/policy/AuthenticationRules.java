package org.clientregistrar.policy;

import static org.clientregistrar.metadata.Catalogue.JWKS;
import static org.clientregistrar.metadata.Catalogue.JWKS_URI;
import static org.clientregistrar.metadata.Catalogue.TOKEN_ENDPOINT_AUTH_METHOD;

import java.util.List;
import org.clientregistrar.metadata.MetadataDraft;

/**
 * token_endpoint_auth_method and the keys it needs (RFC 7591 section 2, OpenID Connect Core 1.0
 * section 9).
 */
final class AuthenticationRules {

    static final List<String> DEFAULT =
            List.of(
                    "none",
                    "client_secret_basic",
                    "client_secret_post",
                    "client_secret_jwt",
                    "private_key_jwt");

    private final List<String> offeredMethods;

    AuthenticationRules(List<String> offeredMethods) {
        this.offeredMethods = offeredMethods;
    }

    void apply(MetadataDraft draft) {
        draft.get(TOKEN_ENDPOINT_AUTH_METHOD)
                .or(TOKEN_ENDPOINT_AUTH_METHOD::defaultValue)
                .filter(method -> !offeredMethods.contains(method))
                .ifPresent(
                        method ->
                                draft.fault(
                                        TOKEN_ENDPOINT_AUTH_METHOD,
                                        "CHOICE-13",
                                        "must be a method that this deployment offers: "
                                                + String.join(", ", offeredMethods)));
        if (draft.wasSent(JWKS) && draft.wasSent(JWKS_URI)) {
            draft.fault(JWKS_URI, "RFC7591-2-22", "must not be sent together with jwks");
        }
        var method = draft.get(TOKEN_ENDPOINT_AUTH_METHOD);
        if (method.filter("private_key_jwt"::equals).isPresent()
                && !draft.hasSigningKey()
                && !draft.isFaulty(JWKS)
                && !draft.isFaulty(JWKS_URI)) {
            draft.fault(
                    JWKS,
                    "OIDCCORE-9-01",
                    "private_key_jwt needs a public key to verify signatures, in jwks or at jwks_uri");
        }
    }
}
