package org.clientregistrar.metadata;

import java.util.List;

/**
 * What OpenID Connect clients say of themselves (OpenID Connect Dynamic Client Registration 1.0
 * section 2).
 */
public final class OpenIdParameters {

    private static final int LONGEST_REQUEST_URI = 512;

    private static final TextRule SHORT =
            new TextRule(
                    "OIDCCORE-6.2-01",
                    "must not be longer than " + LONGEST_REQUEST_URI + " characters",
                    text -> text.length() <= LONGEST_REQUEST_URI);

    public static final Parameter<String> SECTOR_IDENTIFIER_URI =
            Parameter.uri("sector_identifier_uri")
                    .section(
                            "OpenID Connect Dynamic Client Registration 1.0 section 2 and 5, OpenID Connect Core 1.0 section 8.1")
                    .rules(TextRule.https("OIDCREG-2-21"), TextRule.noFragment("OIDCREG-2-21"))
                    .is(
                            "An https URL of a JSON array that has every redirect URI, read when the client registers and when either changes. Its host is the sector of pairwise subject identifiers. Required for them where the redirect URIs have several hosts.");

    public static final Parameter<String> SUBJECT_TYPE =
            Parameter.text("subject_type")
                    .section(
                            "OpenID Connect Dynamic Client Registration 1.0 section 2, OpenID Connect Core 1.0 section 8")
                    .oneOf("OIDCREG-2-22", "public", "pairwise")
                    .chosenFrom("subject_types_supported")
                    .defaultsTo("public")
                    .is(
                            "Whether users are known to the client by an identifier of their own (public) or by one of its sector alone (pairwise).");

    public static final Parameter<String> ID_TOKEN_SIGNED_RESPONSE_ALG =
            Parameter.algorithm("id_token_signed_response_alg", AlgorithmUse.SIGNING)
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("id_token_signing_alg_values_supported")
                    .defaultsTo("RS256")
                    .is(
                            "The algorithm that signs ID Tokens. none only where no response type gives an ID Token in the front channel; HS algorithms need a client with a secret.");

    public static final Parameter<String> ID_TOKEN_ENCRYPTED_RESPONSE_ALG =
            Parameter.algorithm("id_token_encrypted_response_alg", AlgorithmUse.KEY_MANAGEMENT)
                    .needsKey("OIDCCORE-10.2-02")
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("id_token_encryption_alg_values_supported")
                    .is(
                            "The key management algorithm with which the authorization server encrypts ID Tokens. Asymmetric ones need a public key of the client to encrypt to, in jwks or at jwks_uri; symmetric ones a client with a secret. Not encrypted when left out.");

    public static final Parameter<String> ID_TOKEN_ENCRYPTED_RESPONSE_ENC =
            Parameter.algorithm("id_token_encrypted_response_enc", AlgorithmUse.CONTENT_ENCRYPTION)
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("id_token_encryption_enc_values_supported")
                    .onlyWith(ID_TOKEN_ENCRYPTED_RESPONSE_ALG, "OIDCREG-2-26")
                    .defaultsTo("A128CBC-HS256")
                    .is("The content encryption algorithm of encrypted ID Tokens.");

    public static final Parameter<String> USERINFO_SIGNED_RESPONSE_ALG =
            Parameter.algorithm("userinfo_signed_response_alg", AlgorithmUse.SIGNING)
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("userinfo_signing_alg_values_supported")
                    .neverNone("OIDCREG-2-28")
                    .is(
                            "The algorithm that signs UserInfo responses, which are then JWTs; plain JSON when left out. HS algorithms need a client with a secret.");

    public static final Parameter<String> USERINFO_ENCRYPTED_RESPONSE_ALG =
            Parameter.algorithm("userinfo_encrypted_response_alg", AlgorithmUse.KEY_MANAGEMENT)
                    .needsKey("OIDCCORE-10.2-02")
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("userinfo_encryption_alg_values_supported")
                    .is(
                            "The key management algorithm with which the authorization server encrypts UserInfo responses. Asymmetric ones need a public key of the client to encrypt to, in jwks or at jwks_uri; symmetric ones a client with a secret. Not encrypted when left out.");

    public static final Parameter<String> USERINFO_ENCRYPTED_RESPONSE_ENC =
            Parameter.algorithm("userinfo_encrypted_response_enc", AlgorithmUse.CONTENT_ENCRYPTION)
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("userinfo_encryption_enc_values_supported")
                    .onlyWith(USERINFO_ENCRYPTED_RESPONSE_ALG, "OIDCREG-2-27")
                    .defaultsTo("A128CBC-HS256")
                    .is("The content encryption algorithm of encrypted UserInfo responses.");

    public static final Parameter<String> REQUEST_OBJECT_SIGNING_ALG =
            Parameter.algorithm("request_object_signing_alg", AlgorithmUse.SIGNING)
                    .needsKey("OIDCREG-2-31")
                    .section(
                            "OpenID Connect Dynamic Client Registration 1.0 section 2, RFC 9101 section 10.5")
                    .chosenFrom("request_object_signing_alg_values_supported")
                    .is(
                            "The algorithm that the client signs its request objects with; any that the authorization server supports when left out. Asymmetric ones need the client's public key, HS algorithms a client with a secret; none is not possible together with require_signed_request_object.");

    public static final Parameter<String> REQUEST_OBJECT_ENCRYPTION_ALG =
            Parameter.algorithm("request_object_encryption_alg", AlgorithmUse.KEY_MANAGEMENT)
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("request_object_encryption_alg_values_supported")
                    .is(
                            "The key management algorithm that the client may encrypt its request objects with. A symmetric one gives the client a secret, also with private_key_jwt and the like; it is not for public clients.");

    public static final Parameter<String> REQUEST_OBJECT_ENCRYPTION_ENC =
            Parameter.algorithm("request_object_encryption_enc", AlgorithmUse.CONTENT_ENCRYPTION)
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("request_object_encryption_enc_values_supported")
                    .onlyWith(REQUEST_OBJECT_ENCRYPTION_ALG, "OIDCREG-2-29")
                    .defaultsTo("A128CBC-HS256")
                    .is("The content encryption algorithm of encrypted request objects.");

    public static final Parameter<String> TOKEN_ENDPOINT_AUTH_SIGNING_ALG =
            Parameter.algorithm("token_endpoint_auth_signing_alg", AlgorithmUse.SIGNING)
                    .needsKey("OIDCCORE-9-01")
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .chosenFrom("token_endpoint_auth_signing_alg_values_supported")
                    .neverNone("OIDCREG-2-34")
                    .is(
                            "The algorithm of the JWTs that the client authenticates with: an asymmetric one with private_key_jwt, an HS algorithm with client_secret_jwt, not at all with other methods. Any when left out.");

    public static final Parameter<Long> DEFAULT_MAX_AGE =
            Parameter.seconds("default_max_age")
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .is("How long ago, in seconds, users may have authenticated; 0 or more.");

    public static final Parameter<Boolean> REQUIRE_AUTH_TIME =
            Parameter.flag("require_auth_time")
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .is("Whether ID Tokens must have the claim auth_time.");

    public static final Parameter<List<String>> DEFAULT_ACR_VALUES =
            Parameter.texts("default_acr_values")
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .is(
                            "The authentication contexts that the client asks for, in order of preference.");

    public static final Parameter<String> INITIATE_LOGIN_URI =
            Parameter.uri("initiate_login_uri")
                    .section(
                            "OpenID Connect Dynamic Client Registration 1.0 section 2, OpenID Connect Core 1.0 section 4")
                    .rules(TextRule.https("OIDCREG-2-40"), TextRule.noFragment("OIDCREG-2-40"))
                    .is("An https URL at which others can begin a login at the client.");

    public static final Parameter<List<String>> REQUEST_URIS =
            Parameter.uris("request_uris")
                    .section(
                            "OpenID Connect Dynamic Client Registration 1.0 section 2, RFC 9101 section 5.2")
                    .rules(TextRule.anyUri())
                    .rules(TextRule.https("RFC9101-5.2-01"), SHORT)
                    .is(
                            "https URLs of request objects that the client hosts, at most 512 characters each. A fragment may hold the base64url SHA-256 of the content. They are not read at registration.");

    static final List<Parameter<?>> ALL =
            List.of(
                    SECTOR_IDENTIFIER_URI,
                    SUBJECT_TYPE,
                    ID_TOKEN_SIGNED_RESPONSE_ALG,
                    ID_TOKEN_ENCRYPTED_RESPONSE_ALG,
                    ID_TOKEN_ENCRYPTED_RESPONSE_ENC,
                    USERINFO_SIGNED_RESPONSE_ALG,
                    USERINFO_ENCRYPTED_RESPONSE_ALG,
                    USERINFO_ENCRYPTED_RESPONSE_ENC,
                    REQUEST_OBJECT_SIGNING_ALG,
                    REQUEST_OBJECT_ENCRYPTION_ALG,
                    REQUEST_OBJECT_ENCRYPTION_ENC,
                    TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                    DEFAULT_MAX_AGE,
                    REQUIRE_AUTH_TIME,
                    DEFAULT_ACR_VALUES,
                    INITIATE_LOGIN_URI,
                    REQUEST_URIS);

    private OpenIdParameters() {}
}
