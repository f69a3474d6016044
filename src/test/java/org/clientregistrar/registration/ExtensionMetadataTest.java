package org.clientregistrar.registration;

import static org.clientregistrar.TestKeys.RSA;
import static org.clientregistrar.TestKeys.json;
import static org.clientregistrar.TestKeys.jwks;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the extensions of OAuth 2.0 and OpenID Connect add, as far as the IANA registry has it. */
@RegistrarTest
class ExtensionMetadataTest {

    private static final String TLS = "\"token_endpoint_auth_method\": \"tls_client_auth\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls_client_certificate_bound_access_tokens",
                "use_mtls_endpoint_aliases",
                "dpop_bound_access_tokens",
                "require_pushed_authorization_requests",
                "require_signed_request_object",
                "frontchannel_logout_session_required",
                "backchannel_logout_session_required"
            })
    @DisplayName(
            "RFC8705-3.4-01, RFC8705-4-01, FAPI2SP-5.2.2.1.1-01, RFC9449-5.2-01, RFC9126-6-01, RFC9101-10.5-01, OIDCFRONTCHANNEL-2-04, OIDCBACKCHANNEL-2.2-03: booleans are booleans, false by default, for public clients too")
    void takesBooleans(String member) {
        register(V).statusCode(201).body(member, equalTo(false));
        registerWith("\"" + member + "\": true, \"token_endpoint_auth_method\": \"none\"")
                .statusCode(201)
                .body(member, equalTo(true));
        for (var wrong : new String[] {"\"true\"", "1", "0", "[]", "\"yes\""}) {
            registerWith("\"" + member + "\": " + wrong)
                    .statusCode(400)
                    .body("error", equalTo("invalid_client_metadata"))
                    .body("errors[0].member", equalTo(member));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject_dn|CN=client,O=Example",
                "subject_dn|CN=Steve Kille, O=Isode Limited, C=GB",
                "subject_dn|1.3.6.1.4.1.1466.0=#04024869,O=Test",
                "san_dns|client.example.org",
                "san_uri|spiffe://example.org/client",
                "san_ip|10.0.0.1",
                "san_ip|2001:db8::1",
                "san_ip|2001:DB8:0::1",
                "san_email|client@example.org"
            })
    @DisplayName(
            "RFC8705-2.1.2-01, RFC8705-2.1.2-02, RFC8705-2.1.2-03, RFC8705-2.1.2-04, RFC9700-2.5-01: one subject of the certificate, as it was sent")
    void takesCertificateSubjects(String member, String value) {
        registerWith(TLS + ", \"tls_client_auth_" + member + "\": \"" + value + "\"")
                .statusCode(201)
                .body("tls_client_auth_" + member, equalTo(value))
                .body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName("RFC8705-2.1.2-02: escapes of RFC 4514 are kept as they are")
    void takesEscapes() {
        registerWith(
                        TLS
                                + ", \"tls_client_auth_subject_dn\": \"CN=Lu\\\\C4\\\\8Di\\\\C4\\\\87,OU=a+CN=b\\\\,c,O=\"")
                .statusCode(201)
                .body(
                        "tls_client_auth_subject_dn",
                        equalTo("CN=Lu\\C4\\8Di\\C4\\87,OU=a+CN=b\\,c,O="));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject_dn|not a dn|RFC8705-2.1.2-02",
                "subject_dn|CN=a,|RFC8705-2.1.2-02",
                "subject_dn|CN=a+|RFC8705-2.1.2-02",
                "subject_dn|CN=a;O=b|RFC8705-2.1.2-02",
                "subject_dn|CN=#zz|RFC8705-2.1.2-02",
                "subject_dn|CN=#1|RFC8705-2.1.2-02",
                "subject_dn|CN=#|RFC8705-2.1.2-02",
                "subject_dn|CN=\\\\zz|RFC8705-2.1.2-02",
                "subject_dn|CN=a,O=\\\\C3|RFC8705-2.1.2-02",
                "san_ip|01.2.3.4|RFC8705-2.1.2-03",
                "subject_dn|CN=\\\\e|RFC8705-2.1.2-02",
                "subject_dn|CN=#abc|RFC8705-2.1.2-02",
                "san_dns|https://x|RFC8705-2.1.2-04",
                "san_dns|10.0.0.1|RFC8705-2.1.2-04",
                "san_uri|x y|RFC8705-2.1.2-04",
                "san_ip|999.1.1.1|RFC8705-2.1.2-03",
                "san_ip|[::1]|RFC8705-2.1.2-03",
                "san_ip|fe80::1%eth0|RFC8705-2.1.2-03",
                "san_email|no-at|RFC8705-2.1.2-04",
                "san_email|a@b@c.example|RFC8705-2.1.2-04",
                "san_email|.a@c.example|RFC8705-2.1.2-04"
            })
    @DisplayName(
            "RFC8705-2.1.2-02, RFC8705-2.1.2-03, RFC8705-2.1.2-04: subjects of another form are refused")
    void refusesCertificateSubjects(String member, String value, String rule) {
        registerWith(TLS + ", \"tls_client_auth_" + member + "\": \"" + value + "\"")
                .statusCode(400)
                .body("errors.rule", hasItem(rule))
                .body("errors.member", hasItem("tls_client_auth_" + member));
    }

    @Test
    @DisplayName("RFC8705-2.1.2-01: exactly one subject, neither none nor two")
    void needsOneSubject() {
        registerWith(TLS).statusCode(400).body("errors[0].rule", equalTo("RFC8705-2.1.2-01"));
        registerWith(
                        TLS
                                + ", \"tls_client_auth_san_dns\": \"a.example\", \"tls_client_auth_san_ip\": \"10.0.0.1\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC8705-2.1.2-01"));
    }

    @Test
    @DisplayName("RFC8705-2.1.2-05: with another method a subject is not registered")
    void dropsIdleSubjects() {
        registerWith("\"tls_client_auth_san_dns\": \"a.example\"")
                .statusCode(201)
                .body("$", not(hasKey("tls_client_auth_san_dns")));
    }

    @Test
    @DisplayName(
            "RFC9101-10.5-02: signed request objects and the algorithm none exclude each other")
    void requiredSignatureIsNotNone() {
        registerWith(
                        "\"require_signed_request_object\": true, \"request_object_signing_alg\": \"none\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC9101-10.5-02"));
    }

    @Test
    @DisplayName(
            "RFC9126-2.4-01: requiring PAR does not spare the redirect URIs, unless the deployment says so")
    void parNeedsRedirectUris() {
        register(
                        "{\"require_pushed_authorization_requests\": true, \"token_endpoint_auth_method\": \"private_key_jwt\", "
                                + jwks(json(RSA))
                                + "}")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
    }

    @Test
    @DisplayName("RFC9396-10-01: authorization_details_types is an array of strings, of any types")
    void takesAuthorizationDetails() {
        registerWith("\"authorization_details_types\": [\"payment_initiation\"]")
                .statusCode(201)
                .body("authorization_details_types", contains("payment_initiation"));
        registerWith("\"authorization_details_types\": \"x\"").statusCode(400);
    }

    @Test
    @DisplayName(
            "RFC9701-6-01, RFC9701-6-02, RFC9701-6-03: signed introspection is never none; encrypted, it needs a key and gets a content encryption")
    void checksIntrospection() {
        register(V).body("introspection_signed_response_alg", equalTo("RS256"));
        registerWith("\"introspection_signed_response_alg\": \"none\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC9701-6-01"));
        registerWith("\"introspection_encrypted_response_enc\": \"A128GCM\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC9701-6-02"));
        registerWith("\"introspection_encrypted_response_alg\": \"ECDH-ES\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC9701-6-03"));
        registerWith("\"introspection_encrypted_response_alg\": \"RSA-OAEP\", " + jwks(json(RSA)))
                .statusCode(201)
                .body("introspection_encrypted_response_enc", equalTo("A128CBC-HS256"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "client_registration_types|\"automatic\"|RFC7591-2-01",
                "signed_jwks_uri|\"http://c.example/jwks\"|OIDFED-5.2-01",
                "organization_name|5|RFC7591-2-01",
                "keywords|\"x\"|RFC7591-2-01",
                "keywords|[]|OIDFED-5.2-01",
                "information_uri|\"javascript:1\"|OIDFED-5.2-01",
                "organization_uri|\"ftp://c.example/\"|OIDFED-5.2-01",
                "vp_formats_supported|[]|RFC7591-2-01",
                "encrypted_response_enc_values_supported|[]|OPENID4VP-REG-01",
                "encrypted_response_enc_values_supported|[\"A1GCM\"]|OPENID4VP-REG-01",
                "claims_redirect_uris|[\"javascript:1\"]|CHOICE-10",
                "claims_redirect_uris|[\"https://c.example/cb#x\"]|RFC6749-3.1.2-02",
                "claims_redirect_uris|[\"http://c.example/cb\"]|RFC9700-2.6-01",
                "nfv_token_signed_response_alg|\"none\"|NFVSEC022-REG-01",
                "nfv_token_encrypted_response_enc|\"A128GCM\"|NFVSEC022-REG-01",
                "nfv_token_encrypted_response_alg|\"RSA-OAEP\"|NFVSEC022-REG-01"
            })
    @DisplayName(
            "OIDFED-5.2-01, OPENID4VP-REG-01, UMA2GRANT-2-01, NFVSEC022-REG-01: what federations, verifiers, UMA and NFV add is checked by its own section")
    void refusesValues(String member, String value, String rule) {
        Door.refuses(member, value, rule);
    }

    @Test
    @DisplayName(
            "OIDFED-5.2-01, OPENID4VP-REG-01, UMA2GRANT-2-01, NFVSEC022-REG-01, RFC7591-2.2-01: and comes back as it was sent, with language tags where people read it")
    void keepsValues() {
        var client =
                registeredWith(
                        """
                        "client_registration_types": ["explicit", "other"], "signed_jwks_uri": "https://c.example/jwks.jwt",
                        "organization_name": "Example", "organization_name#de-AT": "Beispiel", "description#fr": "x",
                        "keywords": ["a"], "information_uri#fr": "https://c.example/fr", "organization_uri": "https://c.example",
                        "vp_formats_supported": {"dc+sd-jwt": {"sd-jwt_alg_values": ["ES256"]}},
                        "encrypted_response_enc_values_supported": ["A256GCM"],
                        "claims_redirect_uris": ["https://c.example/claims"], "nfv_token_signed_response_alg": "ES256"
                        """);
        client.get()
                .statusCode(200)
                .body("client_registration_types", contains("explicit", "other"))
                .body("signed_jwks_uri", equalTo("https://c.example/jwks.jwt"))
                .body("organization_name", equalTo("Example"))
                .body("'organization_name#de-AT'", equalTo("Beispiel"))
                .body("'description#fr'", equalTo("x"))
                .body("keywords", contains("a"))
                .body("'information_uri#fr'", equalTo("https://c.example/fr"))
                .body("organization_uri", equalTo("https://c.example"))
                .body("vp_formats_supported.'dc+sd-jwt'.sd-jwt_alg_values", contains("ES256"))
                .body("encrypted_response_enc_values_supported", contains("A256GCM"))
                .body("claims_redirect_uris", contains("https://c.example/claims"))
                .body("nfv_token_signed_response_alg", equalTo("ES256"));
    }

    @Test
    @DisplayName(
            "RFC7591-2-25: what the IANA registry does not have means nothing, unless a group is switched on")
    void ignoresUnregisteredParameters() {
        registerWith(
                        """
                        "backchannel_token_delivery_mode": "wait", "authorization_signed_response_alg": "none",
                        "display_name": 5, "credential_offer_endpoint": 5, "response_modes": 5,
                        "subject_types_supported": 5, "software_statement": "x"
                        """)
                .statusCode(201)
                .body("$", not(hasKey("backchannel_token_delivery_mode")))
                .body("$", not(hasKey("authorization_signed_response_alg")))
                .body("$", not(hasKey("display_name")))
                .body("$", not(hasKey("software_statement")));
    }
}
