package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.JWKS;
import static org.clientregistrar.metadata.ClientParameters.JWKS_URI;
import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;
import static org.clientregistrar.metadata.OAuthParameters.REQUIRE_PUSHED_AUTHORIZATION_REQUESTS;
import static org.clientregistrar.metadata.OAuthParameters.TLS_CLIENT_AUTH_SAN_DNS;
import static org.clientregistrar.metadata.OAuthParameters.TLS_CLIENT_AUTH_SAN_EMAIL;
import static org.clientregistrar.metadata.OAuthParameters.TLS_CLIENT_AUTH_SAN_IP;
import static org.clientregistrar.metadata.OAuthParameters.TLS_CLIENT_AUTH_SAN_URI;
import static org.clientregistrar.metadata.OAuthParameters.TLS_CLIENT_AUTH_SUBJECT_DN;
import static org.clientregistrar.metadata.OpenIdParameters.TOKEN_ENDPOINT_AUTH_SIGNING_ALG;

import java.util.List;
import java.util.Optional;
import org.clientregistrar.metadata.JoseAlgorithm;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;

/**
 * token_endpoint_auth_method, and what the client must register to be known by it (RFC 7591 section
 * 2, OpenID Connect Core 1.0 section 9, RFC 8705 section 2).
 */
final class AuthenticationRules {

    private static final List<Parameter<String>> CERTIFICATE_SUBJECTS =
            List.of(
                    TLS_CLIENT_AUTH_SUBJECT_DN,
                    TLS_CLIENT_AUTH_SAN_DNS,
                    TLS_CLIENT_AUTH_SAN_URI,
                    TLS_CLIENT_AUTH_SAN_IP,
                    TLS_CLIENT_AUTH_SAN_EMAIL);

    private final boolean strict;

    AuthenticationRules(boolean strict) {
        this.strict = strict;
    }

    void apply(MetadataDraft draft, Offer offer) {
        Verdict.settle(
                draft,
                TOKEN_ENDPOINT_AUTH_METHOD,
                method -> judge(draft, offer, method),
                method -> fits(draft, method));
        if (!draft.wasSent(TOKEN_ENDPOINT_AUTH_METHOD)) {
            setDefault(draft, offer);
        }
        var method = draft.get(TOKEN_ENDPOINT_AUTH_METHOD);
        if (method.filter("tls_client_auth"::equals).isEmpty()) {
            // They would seem to be in force (RFC8705-2.1.2-05).
            CERTIFICATE_SUBJECTS.forEach(draft::remove);
        }
        if (draft.keys().areAmbiguous()) {
            tellOfAmbiguousKeys(draft);
        }
    }

    private void tellOfAmbiguousKeys(MetadataDraft draft) {
        var keys = draft.wasSent(JWKS) ? JWKS : JWKS_URI;
        var rule = "OIDCCORE-10.1-02";
        if (strict) {
            draft.fault(
                    keys,
                    rule,
                    "must have a kid in every key that verifies signatures, since there are several");
        } else {
            draft.warn(
                    keys,
                    rule,
                    "has several keys that verify signatures, and not in each a kid to tell them apart");
        }
    }

    private static void setDefault(MetadataDraft draft, Offer offer) {
        var method = TOKEN_ENDPOINT_AUTH_METHOD.defaultValue().orElseThrow();
        Verdict.ofOffer(offer, TOKEN_ENDPOINT_AUTH_METHOD, method)
                .ifPresentOrElse(
                        verdict -> verdict.faultOn(draft, TOKEN_ENDPOINT_AUTH_METHOD),
                        () -> draft.set(TOKEN_ENDPOINT_AUTH_METHOD, method));
    }

    /** Whether a method goes with what else was sent. */
    private static boolean fits(MetadataDraft draft, String method) {
        var signs = draft.get(TOKEN_ENDPOINT_AUTH_SIGNING_ALG).flatMap(JoseAlgorithm::of);
        if (signs.isPresent()) {
            return method.equals(
                    signs.get().isSymmetric() ? "client_secret_jwt" : "private_key_jwt");
        }
        return !method.equals("none") || !needsConfidentiality(draft);
    }

    /** Whether what else was sent is not for public clients. */
    private static boolean needsConfidentiality(MetadataDraft draft) {
        var countsOnPar =
                draft.get(REQUIRE_PUSHED_AUTHORIZATION_REQUESTS).orElse(false)
                        && draft.get(REDIRECT_URIS).orElse(List.of()).isEmpty();
        return countsOnPar
                || draft.get(GRANT_TYPES).orElse(List.of()).contains("client_credentials")
                || AlgorithmRules.needSecret(draft);
    }

    private static Optional<Verdict> judge(MetadataDraft draft, Offer offer, String method) {
        return Verdict.ofOffer(offer, TOKEN_ENDPOINT_AUTH_METHOD, method)
                .or(() -> judgeMeans(draft, method));
    }

    private static Optional<Verdict> judgeMeans(MetadataDraft draft, String method) {
        return switch (method) {
            case "private_key_jwt" ->
                    unless(
                            draft.keys().mayVerify(),
                            "OIDCCORE-9-01",
                            "private_key_jwt needs a public key to verify signatures, in jwks or at jwks_uri");
            case "self_signed_tls_client_auth" ->
                    unless(
                            draft.keys().mayHaveCertificate(),
                            "RFC8705-2.2.2-01",
                            "self_signed_tls_client_auth needs certificates as x5c in jwks, or a jwks_uri");
            case "tls_client_auth" ->
                    unless(
                            CERTIFICATE_SUBJECTS.stream().filter(draft::wasSent).count() == 1,
                            "RFC8705-2.1.2-01",
                            "tls_client_auth needs exactly one of tls_client_auth_subject_dn, tls_client_auth_san_dns, tls_client_auth_san_uri, tls_client_auth_san_ip and tls_client_auth_san_email");
            default -> Optional.empty();
        };
    }

    private static Optional<Verdict> unless(boolean holds, String rule, String detail) {
        return holds ? Optional.empty() : Optional.of(new Verdict(rule, detail));
    }
}
