package org.clientregistrar.metadata;

import static org.clientregistrar.error.OAuthException.Code.INVALID_REDIRECT_URI;
import static org.clientregistrar.error.OAuthException.Code.INVALID_SOFTWARE_STATEMENT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** What every OAuth client may say of itself (RFC 7591 section 2), with its application type. */
public final class ClientParameters {

    public static final Parameter<List<String>> REDIRECT_URIS =
            Parameter.uris("redirect_uris")
                    .section("RFC 7591 section 2, RFC 8252 section 8.4, RFC 9700 section 2.1")
                    .faultsAre(INVALID_REDIRECT_URI)
                    .rules(RedirectUri.RULES.toArray(TextRule[]::new))
                    .is(
                            "Where the authorization server may send users back to. Required for the grants that redirect. Absolute, literal, without fragment, wildcard or user information; kept exactly as sent. A web client has https URIs only. A native client has https URIs on a host that is not loopback, http URIs on localhost, 127.0.0.1 or [::1], and private-use schemes based on a reversed domain name.");

    public static final Parameter<String> TOKEN_ENDPOINT_AUTH_METHOD =
            Parameter.text("token_endpoint_auth_method")
                    .section(
                            "RFC 7591 section 2, OpenID Connect Core 1.0 section 9, RFC 8705 section 2")
                    .known(
                            "none",
                            "client_secret_basic",
                            "client_secret_post",
                            "client_secret_jwt",
                            "private_key_jwt",
                            "tls_client_auth",
                            "self_signed_tls_client_auth")
                    .chosenFrom("token_endpoint_auth_methods_supported")
                    .defaultsTo("client_secret_basic")
                    .is(
                            "How the client authenticates at the token endpoint. With none the client is public and has no secret. private_key_jwt needs a key to verify signatures in jwks or jwks_uri, tls_client_auth exactly one of the tls_client_auth_ members, self_signed_tls_client_auth its certificates as x5c in jwks, or a jwks_uri.");

    public static final Parameter<List<String>> GRANT_TYPES =
            Parameter.texts("grant_types")
                    .section("RFC 7591 section 2")
                    .known(
                            "authorization_code",
                            "implicit",
                            "password",
                            "client_credentials",
                            "refresh_token",
                            "urn:ietf:params:oauth:grant-type:jwt-bearer",
                            "urn:ietf:params:oauth:grant-type:saml2-bearer",
                            "urn:ietf:params:oauth:grant-type:device_code",
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "urn:openid:params:grant-type:ciba",
                            "urn:ietf:params:oauth:grant-type:uma-ticket",
                            "urn:ietf:params:oauth:grant-type:pre-authorized_code")
                    .announcedAs("grant_types_supported")
                    .defaultsTo(List.of("authorization_code"))
                    .is(
                            "The grants that the client will use. Derived from response_types when left out, authorization_code if those are left out too. Grants that this deployment does not offer are left out of the registration as long as a usable one remains.");

    public static final Parameter<List<String>> RESPONSE_TYPES =
            Parameter.texts("response_types")
                    .section(
                            "RFC 7591 section 2, OAuth 2.0 Multiple Response Type Encoding Practices")
                    .known(
                            "code",
                            "token",
                            "id_token",
                            "id_token token",
                            "code id_token",
                            "code token",
                            "code id_token token",
                            "none",
                            "vp_token",
                            "vp_token id_token")
                    .announcedAs("response_types_supported")
                    .defaultsTo(List.of("code"))
                    .is(
                            "The response types that the client will use, consistent with grant_types. Derived from grant_types when left out: code for authorization_code, none at all for grants without an authorization endpoint. The order of the words in a value has no meaning.");

    public static final Parameter<String> APPLICATION_TYPE =
            Parameter.text("application_type")
                    .section("OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .oneOf("OIDCREG-2-10", "web", "native")
                    .defaultsTo("web")
                    .is(
                            "Decides which redirect_uris are allowed. When left out it is native if a redirect URI is a loopback http URI or has a private-use scheme, else web.");

    public static final Parameter<String> CLIENT_NAME =
            Parameter.text("client_name")
                    .section("RFC 7591 section 2")
                    .localizable()
                    .is("The name of the client as shown to users. Kept as it is.");

    public static final Parameter<String> CLIENT_URI =
            Parameter.uri("client_uri")
                    .section("RFC 7591 section 2")
                    .localizable()
                    .rules(TextRule.webPage("RFC7591-2-14"))
                    .is("A web page about the client.");

    public static final Parameter<String> LOGO_URI =
            Parameter.uri("logo_uri")
                    .section("RFC 7591 section 2")
                    .localizable()
                    .rules(TextRule.webPage("RFC7591-2-15"))
                    .is("The client's logo, a picture.");

    public static final Parameter<String> TOS_URI =
            Parameter.uri("tos_uri")
                    .section("RFC 7591 section 2")
                    .localizable()
                    .rules(TextRule.webPage("RFC7591-2-14"))
                    .is("A web page with the client's terms of service.");

    public static final Parameter<String> POLICY_URI =
            Parameter.uri("policy_uri")
                    .section("RFC 7591 section 2")
                    .localizable()
                    .rules(TextRule.webPage("RFC7591-2-14"))
                    .is("A web page that says how the client uses the data of its users.");

    private static final Pattern SCOPE_TOKENS =
            Pattern.compile("[!#-\\[\\]-~]++(?: [!#-\\[\\]-~]++)*+");

    public static final Parameter<String> SCOPE =
            Parameter.text("scope")
                    .section("RFC 7591 section 2, RFC 6749 section 3.3")
                    .rules(
                            new TextRule(
                                    "RFC6749-3.3-01",
                                    "must be scope tokens with one space between them, each of printable ASCII without space, quotation mark and backslash",
                                    text -> SCOPE_TOKENS.matcher(text).matches()))
                    .announcedAs("scopes_supported")
                    .is(
                            "The scope values that the client may ask for, with one space between them. Values that the deployment does not support are left out of the registration as long as one remains.");

    public static final Parameter<List<String>> CONTACTS =
            Parameter.texts("contacts")
                    .section("RFC 7591 section 2")
                    .rules(TextRule.notEmpty("CHOICE-28"))
                    .is(
                            "Ways to reach the people responsible for the client, usually e-mail addresses; a deployment may insist on these.");

    public static final Parameter<ObjectNode> JWKS =
            Parameter.jwks("jwks")
                    .section("RFC 7591 section 2, RFC 7517 section 5, RFC 7518 section 6")
                    .is(
                            "The client's JWK Set by value: public keys only, each with the members of its type, RSA of 2048 bits or more, points on their curve, an x5c that belongs to the key, kids that differ. Not together with jwks_uri.");

    public static final Parameter<String> JWKS_URI =
            Parameter.uri("jwks_uri")
                    .section(
                            "RFC 7591 section 2, OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .rules(TextRule.https("OIDCREG-2-17"))
                    .excludes(JWKS, "RFC7591-2-22")
                    .is(
                            "Where the client publishes its JWK Set. Not together with jwks. It is read at registration only where a deployment says so.");

    public static final Parameter<String> SOFTWARE_ID =
            Parameter.text("software_id")
                    .section("RFC 7591 section 2")
                    .is(
                            "Names the client software, the same for all its instances. Compared by equality.");

    public static final Parameter<String> SOFTWARE_VERSION =
            Parameter.text("software_version")
                    .section("RFC 7591 section 2")
                    .is("The version of the client software. Compared by equality.");

    public static final Parameter<String> SOFTWARE_STATEMENT =
            Parameter.jwt("software_statement")
                    .section("RFC 7591 section 2.3")
                    .group(Unregistered.SOFTWARE_STATEMENT)
                    .faultsAre(INVALID_SOFTWARE_STATEMENT)
                    .is(
                            "A signed JWT of an issuer that the deployment trusts, as one string. What it says of the client goes before what the request says. Returned as it was sent. Ignored where no issuer is trusted.");

    static final List<Parameter<?>> ALL =
            List.of(
                    REDIRECT_URIS,
                    TOKEN_ENDPOINT_AUTH_METHOD,
                    GRANT_TYPES,
                    RESPONSE_TYPES,
                    APPLICATION_TYPE,
                    CLIENT_NAME,
                    CLIENT_URI,
                    LOGO_URI,
                    TOS_URI,
                    POLICY_URI,
                    SCOPE,
                    CONTACTS,
                    JWKS_URI,
                    JWKS,
                    SOFTWARE_ID,
                    SOFTWARE_VERSION,
                    SOFTWARE_STATEMENT);

    private ClientParameters() {}
}
