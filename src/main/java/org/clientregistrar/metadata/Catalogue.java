package org.clientregistrar.metadata;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static org.clientregistrar.error.OAuthException.Code.INVALID_REDIRECT_URI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every client metadata parameter that this registry knows, in the order in which responses show
 * them.
 */
public final class Catalogue {

    public static final Parameter<String> CLIENT_ID =
            Parameter.text("client_id")
                    .section("RFC 7591 section 3.2.1")
                    .issuedByRegistry()
                    .is(
                            "The client identifier: 32 characters of 0-9 and a-f for a client that registered itself. Unique, never changed, never issued again. An update must carry it.");

    public static final Parameter<String> CLIENT_SECRET =
            Parameter.text("client_secret")
                    .section("RFC 7591 section 3.2.1")
                    .issuedByRegistry()
                    .is(
                            "The client secret: 64 characters of A-Z, a-z, 0-9, - and _ (enough for HS512), only where the authentication method uses one. An update may carry it and must then repeat the issued value.");

    public static final Parameter<Long> CLIENT_ID_ISSUED_AT =
            Parameter.seconds("client_id_issued_at")
                    .section("RFC 7591 section 3.2.1")
                    .issuedByRegistry()
                    .is(
                            "When the client identifier was issued, in seconds since 1970-01-01T00:00:00Z. Not allowed in an update.");

    public static final Parameter<Long> CLIENT_SECRET_EXPIRES_AT =
            Parameter.seconds("client_secret_expires_at")
                    .section("RFC 7591 section 3.2.1")
                    .issuedByRegistry()
                    .is(
                            "When the client secret expires, in seconds since 1970-01-01T00:00:00Z; 0 if it does not. Beside every client_secret. Not allowed in an update.");

    public static final Parameter<String> REGISTRATION_ACCESS_TOKEN =
            Parameter.text("registration_access_token")
                    .section("RFC 7592 section 3")
                    .issuedByRegistry()
                    .is(
                            "The bearer token for the client configuration endpoint, and for nothing else. Not allowed in an update.");

    public static final Parameter<String> REGISTRATION_CLIENT_URI =
            Parameter.uri("registration_client_uri")
                    .section("RFC 7592 section 3")
                    .issuedByRegistry()
                    .is(
                            "The URL of the client configuration endpoint of this client. Not allowed in an update.");

    public static final Parameter<List<String>> REDIRECT_URIS =
            Parameter.uris("redirect_uris")
                    .section("RFC 7591 section 2, RFC 8252 section 8.4, RFC 9700 section 2.1")
                    .faultsAre(INVALID_REDIRECT_URI)
                    .rules(RedirectUri.RULES.toArray(TextRule[]::new))
                    .is(
                            "Where the authorization server may send users back to. Required for the grants that redirect. Absolute, literal, without fragment, wildcard or user information; kept exactly as sent. A web client has https URIs only. A native client has https URIs on a host that is not loopback, http URIs on localhost, 127.0.0.1 or [::1], and private-use schemes based on a reversed domain name.");

    public static final Parameter<String> TOKEN_ENDPOINT_AUTH_METHOD =
            Parameter.text("token_endpoint_auth_method")
                    .section("RFC 7591 section 2, OpenID Connect Core 1.0 section 9")
                    .known(
                            "none",
                            "client_secret_basic",
                            "client_secret_post",
                            "client_secret_jwt",
                            "private_key_jwt")
                    .defaultsTo("client_secret_basic")
                    .is(
                            "How the client authenticates at the token endpoint. With none the client is public and has no secret. private_key_jwt needs jwks or jwks_uri.");

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
                            "urn:ietf:params:oauth:grant-type:token-exchange")
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
                            "none")
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
                    .is(
                            "The scope values that the client may ask for, with one space between them.");

    public static final Parameter<List<String>> CONTACTS =
            Parameter.texts("contacts")
                    .section("RFC 7591 section 2")
                    .rules(new TextRule("CHOICE-28", "must not be empty", text -> !text.isEmpty()))
                    .is(
                            "Ways to reach the people responsible for the client, usually e-mail addresses.");

    public static final Parameter<String> JWKS_URI =
            Parameter.uri("jwks_uri")
                    .section(
                            "RFC 7591 section 2, OpenID Connect Dynamic Client Registration 1.0 section 2")
                    .rules(TextRule.https("OIDCREG-2-17"))
                    .is(
                            "Where the client publishes its JWK Set. Not together with jwks. It is not fetched at registration.");

    public static final Parameter<ObjectNode> JWKS =
            Parameter.jwks("jwks")
                    .section("RFC 7591 section 2, RFC 7517 section 5")
                    .is(
                            "The client's JWK Set by value: public keys only. Not together with jwks_uri.");

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
            Parameter.text("software_statement")
                    .section("RFC 7591 section 2.3")
                    .is(
                            "A signed JWT in which an issuer that this deployment trusts speaks for the client. Its claims win over the members of the request. Kept exactly as sent; ignored where no issuer is trusted.");

    private static final List<Parameter<?>> ALL =
            List.of(
                    CLIENT_ID,
                    CLIENT_SECRET,
                    CLIENT_ID_ISSUED_AT,
                    CLIENT_SECRET_EXPIRES_AT,
                    REGISTRATION_ACCESS_TOKEN,
                    REGISTRATION_CLIENT_URI,
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

    private static final Map<String, Parameter<?>> BY_NAME =
            ALL.stream().collect(toUnmodifiableMap(Parameter::name, identity()));

    private Catalogue() {}

    /** All parameters, in the order of responses. */
    public static List<Parameter<?>> all() {
        return ALL;
    }

    /**
     * The parameter of a member, which may carry a language tag; empty for a member that has no
     * meaning here.
     */
    static Optional<Parameter<?>> ofMember(String member) {
        int hash = member.indexOf('#');
        if (hash < 0) {
            return Optional.ofNullable(BY_NAME.get(member));
        }
        return Optional.<Parameter<?>>ofNullable(BY_NAME.get(member.substring(0, hash)))
                .filter(Parameter::isLocalizable)
                .filter(parameter -> LanguageTag.isWellFormed(member.substring(hash + 1)));
    }
}
