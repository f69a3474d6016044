package org.clientregistrar.metadata;

import java.util.List;

/**
 * What the extensions of OAuth 2.0 add: mutual TLS, DPoP, PAR, JAR, RAR, JWT responses, UMA, NFV.
 */
public final class OAuthParameters {

    public static final Parameter<Boolean> TLS_CLIENT_CERTIFICATE_BOUND_ACCESS_TOKENS =
            Parameter.flag("tls_client_certificate_bound_access_tokens")
                    .section("RFC 8705 section 3.4")
                    .is(
                            "Whether the client wants access tokens that are bound to its certificate. Public clients may, too.");

    public static final Parameter<String> TLS_CLIENT_AUTH_SUBJECT_DN =
            Parameter.text("tls_client_auth_subject_dn")
                    .section("RFC 8705 section 2.1.2")
                    .rules(CertificateSubject.DISTINGUISHED_NAME)
                    .is(
                            "The subject of the client's certificate, a distinguished name in the form of RFC 4514. Exactly one of the five tls_client_auth_ members with the method tls_client_auth; left out of the registration with other methods.");

    public static final Parameter<String> TLS_CLIENT_AUTH_SAN_DNS =
            Parameter.text("tls_client_auth_san_dns")
                    .section("RFC 8705 section 2.1.2")
                    .rules(CertificateSubject.DNS_NAME)
                    .is(
                            "A DNS name in the client's certificate. Exactly one of the five tls_client_auth_ members with the method tls_client_auth; left out of the registration with other methods.");

    public static final Parameter<String> TLS_CLIENT_AUTH_SAN_URI =
            Parameter.text("tls_client_auth_san_uri")
                    .section("RFC 8705 section 2.1.2")
                    .rules(CertificateSubject.ANY_URI)
                    .is(
                            "A URI in the client's certificate. Exactly one of the five tls_client_auth_ members with the method tls_client_auth; left out of the registration with other methods.");

    public static final Parameter<String> TLS_CLIENT_AUTH_SAN_IP =
            Parameter.text("tls_client_auth_san_ip")
                    .section("RFC 8705 section 2.1.2")
                    .rules(CertificateSubject.IP_ADDRESS)
                    .is(
                            "An IPv4 or IPv6 address in the client's certificate. Compared in binary form, kept as sent. Exactly one of the five tls_client_auth_ members with the method tls_client_auth; left out of the registration with other methods.");

    public static final Parameter<String> TLS_CLIENT_AUTH_SAN_EMAIL =
            Parameter.text("tls_client_auth_san_email")
                    .section("RFC 8705 section 2.1.2")
                    .rules(CertificateSubject.EMAIL_ADDRESS)
                    .is(
                            "An e-mail address in the client's certificate. Exactly one of the five tls_client_auth_ members with the method tls_client_auth; left out of the registration with other methods.");

    public static final Parameter<Boolean> USE_MTLS_ENDPOINT_ALIASES =
            Parameter.flag("use_mtls_endpoint_aliases")
                    .section("FAPI 2.0 Security Profile section 5.2.2.1.1")
                    .is(
                            "Whether the client uses the mtls_endpoint_aliases of the authorization server.");

    public static final Parameter<Boolean> DPOP_BOUND_ACCESS_TOKENS =
            Parameter.flag("dpop_bound_access_tokens")
                    .section("RFC 9449 section 5.2")
                    .is("Whether the client always uses DPoP.");

    public static final Parameter<Boolean> REQUIRE_PUSHED_AUTHORIZATION_REQUESTS =
            Parameter.flag("require_pushed_authorization_requests")
                    .section("RFC 9126 section 6")
                    .is("Whether the client may make authorization requests by PAR alone.");

    public static final Parameter<Boolean> REQUIRE_SIGNED_REQUEST_OBJECT =
            Parameter.flag("require_signed_request_object")
                    .section("RFC 9101 section 10.5")
                    .is("Whether the client always sends signed request objects.");

    public static final Parameter<List<String>> AUTHORIZATION_DETAILS_TYPES =
            Parameter.texts("authorization_details_types")
                    .section("RFC 9396 section 10")
                    .announcedAs("authorization_details_types_supported")
                    .is("The types of authorization details that the client will use.");

    public static final Parameter<String> INTROSPECTION_SIGNED_RESPONSE_ALG =
            Parameter.algorithm("introspection_signed_response_alg", AlgorithmUse.SIGNING)
                    .section("RFC 9701 section 6")
                    .chosenFrom("introspection_signing_alg_values_supported")
                    .neverNone("RFC9701-6-01")
                    .defaultsTo("RS256")
                    .is(
                            "The algorithm that signs introspection responses, where the client is a resource server that asks for JWTs. Never none; HS algorithms need a client with a secret.");

    public static final Parameter<String> INTROSPECTION_ENCRYPTED_RESPONSE_ALG =
            Parameter.algorithm("introspection_encrypted_response_alg", AlgorithmUse.KEY_MANAGEMENT)
                    .needsKey("RFC9701-6-03")
                    .section("RFC 9701 section 6")
                    .chosenFrom("introspection_encryption_alg_values_supported")
                    .is(
                            "The key management algorithm with which the authorization server encrypts introspection responses. Asymmetric ones need a public key of the client to encrypt to, in jwks or at jwks_uri; symmetric ones a client with a secret. Not encrypted when left out.");

    public static final Parameter<String> INTROSPECTION_ENCRYPTED_RESPONSE_ENC =
            Parameter.algorithm(
                            "introspection_encrypted_response_enc", AlgorithmUse.CONTENT_ENCRYPTION)
                    .section("RFC 9701 section 6")
                    .chosenFrom("introspection_encryption_enc_values_supported")
                    .onlyWith(INTROSPECTION_ENCRYPTED_RESPONSE_ALG, "RFC9701-6-02")
                    .defaultsTo("A128CBC-HS256")
                    .is("The content encryption algorithm of encrypted introspection responses.");

    public static final Parameter<String> AUTHORIZATION_SIGNED_RESPONSE_ALG =
            Parameter.algorithm("authorization_signed_response_alg", AlgorithmUse.SIGNING)
                    .section(
                            "JWT Secured Authorization Response Mode for OAuth 2.0, client metadata")
                    .group(Unregistered.JARM)
                    .chosenFrom("authorization_signing_alg_values_supported")
                    .neverNone("JARM-CM-01")
                    .defaultsTo("RS256")
                    .is(
                            "The algorithm that signs authorization responses, where the client asks for JWTs. Never none; HS algorithms need a client with a secret.");

    public static final Parameter<String> AUTHORIZATION_ENCRYPTED_RESPONSE_ALG =
            Parameter.algorithm("authorization_encrypted_response_alg", AlgorithmUse.KEY_MANAGEMENT)
                    .needsKey("JARM-CM-03")
                    .section(
                            "JWT Secured Authorization Response Mode for OAuth 2.0, client metadata")
                    .group(Unregistered.JARM)
                    .chosenFrom("authorization_encryption_alg_values_supported")
                    .is(
                            "The key management algorithm with which the authorization server encrypts authorization responses. Asymmetric ones need a public key of the client to encrypt to, in jwks or at jwks_uri; symmetric ones a client with a secret. Not encrypted when left out.");

    public static final Parameter<String> AUTHORIZATION_ENCRYPTED_RESPONSE_ENC =
            Parameter.algorithm(
                            "authorization_encrypted_response_enc", AlgorithmUse.CONTENT_ENCRYPTION)
                    .section(
                            "JWT Secured Authorization Response Mode for OAuth 2.0, client metadata")
                    .group(Unregistered.JARM)
                    .chosenFrom("authorization_encryption_enc_values_supported")
                    .onlyWith(AUTHORIZATION_ENCRYPTED_RESPONSE_ALG, "JARM-CM-02")
                    .defaultsTo("A128CBC-HS256")
                    .is("The content encryption algorithm of encrypted authorization responses.");

    public static final Parameter<List<String>> RESPONSE_MODES =
            Parameter.texts("response_modes")
                    .section("no specification: an extension that one server is known to have")
                    .group(Unregistered.RESPONSE_MODES)
                    .announcedAs("response_modes_supported")
                    .is("The response modes that the client will use.");

    public static final Parameter<List<String>> CLAIMS_REDIRECT_URIS =
            Parameter.uris("claims_redirect_uris")
                    .section("UMA 2.0 Grant for OAuth 2.0 section 2")
                    .rules(RedirectUri.RULES.toArray(TextRule[]::new))
                    .is(
                            "Where users may be sent back to after claims were gathered. The rules of redirect_uris.");

    public static final Parameter<String> NFV_TOKEN_SIGNED_RESPONSE_ALG =
            Parameter.algorithm("nfv_token_signed_response_alg", AlgorithmUse.SIGNING)
                    .section("ETSI GS NFV-SEC 022 V2.7.1")
                    .neverNone("NFVSEC022-REG-01")
                    .is(
                            "The algorithm that signs NFV tokens. Never none; HS algorithms need a client with a secret.");

    public static final Parameter<String> NFV_TOKEN_ENCRYPTED_RESPONSE_ALG =
            Parameter.algorithm("nfv_token_encrypted_response_alg", AlgorithmUse.KEY_MANAGEMENT)
                    .needsKey("NFVSEC022-REG-01")
                    .section("ETSI GS NFV-SEC 022 V2.7.1")
                    .is(
                            "The key management algorithm with which the authorization server encrypts NFV tokens. Asymmetric ones need a public key of the client to encrypt to, in jwks or at jwks_uri; symmetric ones a client with a secret. Not encrypted when left out.");

    public static final Parameter<String> NFV_TOKEN_ENCRYPTED_RESPONSE_ENC =
            Parameter.algorithm("nfv_token_encrypted_response_enc", AlgorithmUse.CONTENT_ENCRYPTION)
                    .section("ETSI GS NFV-SEC 022 V2.7.1")
                    .onlyWith(NFV_TOKEN_ENCRYPTED_RESPONSE_ALG, "NFVSEC022-REG-01")
                    .is("The content encryption algorithm of encrypted NFV tokens.");

    static final List<Parameter<?>> ALL =
            List.of(
                    TLS_CLIENT_CERTIFICATE_BOUND_ACCESS_TOKENS,
                    TLS_CLIENT_AUTH_SUBJECT_DN,
                    TLS_CLIENT_AUTH_SAN_DNS,
                    TLS_CLIENT_AUTH_SAN_URI,
                    TLS_CLIENT_AUTH_SAN_IP,
                    TLS_CLIENT_AUTH_SAN_EMAIL,
                    USE_MTLS_ENDPOINT_ALIASES,
                    DPOP_BOUND_ACCESS_TOKENS,
                    REQUIRE_PUSHED_AUTHORIZATION_REQUESTS,
                    REQUIRE_SIGNED_REQUEST_OBJECT,
                    AUTHORIZATION_DETAILS_TYPES,
                    INTROSPECTION_SIGNED_RESPONSE_ALG,
                    INTROSPECTION_ENCRYPTED_RESPONSE_ALG,
                    INTROSPECTION_ENCRYPTED_RESPONSE_ENC,
                    AUTHORIZATION_SIGNED_RESPONSE_ALG,
                    AUTHORIZATION_ENCRYPTED_RESPONSE_ALG,
                    AUTHORIZATION_ENCRYPTED_RESPONSE_ENC,
                    RESPONSE_MODES,
                    CLAIMS_REDIRECT_URIS,
                    NFV_TOKEN_SIGNED_RESPONSE_ALG,
                    NFV_TOKEN_ENCRYPTED_RESPONSE_ALG,
                    NFV_TOKEN_ENCRYPTED_RESPONSE_ENC);

    private OAuthParameters() {}
}
