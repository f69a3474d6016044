package org.clientregistrar.registration;

import static org.clientregistrar.TestKeys.P256;
import static org.clientregistrar.TestKeys.RSA;
import static org.clientregistrar.TestKeys.json;
import static org.clientregistrar.TestKeys.jwks;
import static org.clientregistrar.admin.Tokens.bounded;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.withToken;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A deployment whose authorization server supports little, and that looks at pages and contacts.
 */
@RegistrarTest
@TestProfile(SupportedTest.Little.class)
class SupportedTest {

    public static class Little implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("registrar.supported.signing-algs", "PS256,ES256"),
                    Map.entry("registrar.supported.encryption-algs", "RSA-OAEP-256,RSA1_5"),
                    Map.entry("registrar.supported.encryption-encs", "A256GCM,A128GCM"),
                    Map.entry("registrar.supported.subject-types", "pairwise"),
                    Map.entry("registrar.supported.scopes", "openid,profile"),
                    Map.entry(
                            "registrar.supported.response-types",
                            "code,vp_token,vp_token id_token"),
                    Map.entry("registrar.supported.authorization-details-types", "payment"),
                    Map.entry("registrar.metadata.email-contacts", "true"),
                    Map.entry("registrar.redirect-uris.optional-with-par", "true"),
                    Map.entry("registrar.logout.allow-http", "true"));
        }
    }

    @Test
    @DisplayName(
            "CHOICE-13, RFC7591-2-26: a default that is not supported gives way to what is, and the reply shows it")
    void replacesDefaults() {
        register(V)
                .statusCode(201)
                .body("id_token_signed_response_alg", equalTo("PS256"))
                .body("introspection_signed_response_alg", equalTo("PS256"))
                .body("subject_type", equalTo("pairwise"));
        registerWith("\"id_token_encrypted_response_alg\": \"RSA-OAEP-256\", " + jwks(json(RSA)))
                .statusCode(201)
                .body("id_token_encrypted_response_enc", equalTo("A256GCM"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id_token_signed_response_alg|\"RS256\"",
                "request_object_signing_alg|\"none\"",
                "id_token_encrypted_response_alg|\"RSA-OAEP\"",
                "subject_type|\"public\""
            })
    @DisplayName(
            "CHOICE-13, OIDCREG-2-22: values that are not supported are refused, with those that are")
    void refusesUnsupported(String member, String value) {
        registerWith("\"%s\": %s, %s".formatted(member, value, jwks(json(RSA), json(P256))))
                .statusCode(400)
                .body("errors[0].member", equalTo(member))
                .body("errors[0].rule", equalTo("CHOICE-13"))
                .body(
                        "errors[0].detail",
                        matchesPattern(
                                "must be one that this deployment offers: (PS256, ES256|RSA-OAEP-256, RSA1_5|pairwise)"));
    }

    @Test
    @DisplayName("RFC8725-3.2-02: RSA1_5 only where an operator names it")
    void offersOldAlgorithmsWhereNamed() {
        registerWith("\"id_token_encrypted_response_alg\": \"RSA1_5\", " + jwks(json(RSA)))
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "CHOICE-13, RFC7591-3.2.1-09: scope values that are not supported are left out, if one remains")
    void narrowsScope() {
        registerWith("\"scope\": \"openid email profile\"")
                .statusCode(201)
                .body("scope", equalTo("openid profile"));
        registerWith("\"scope\": \"email\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-13"))
                .body("errors[0].member", equalTo("scope"));
    }

    @Test
    @DisplayName("RFC9396-10-01: types of authorization details that are not supported are refused")
    void refusesAuthorizationDetails() {
        registerWith("\"authorization_details_types\": [\"payment\", \"other\"]")
                .statusCode(400)
                .body("errors[0].member", equalTo("authorization_details_types[1]"))
                .body("errors[0].rule", equalTo("RFC9396-10-01"));
        registerWith("\"authorization_details_types\": [\"payment\"]").statusCode(201);
    }

    @Test
    @DisplayName("CHOICE-28: contacts are e-mail addresses, where the deployment wants that")
    void refusesOtherContacts() {
        registerWith("\"contacts\": [\"ops@c.example\", \"https://c.example/support\"]")
                .statusCode(400)
                .body("errors[0].member", equalTo("contacts[1]"))
                .body("errors[0].rule", equalTo("CHOICE-28"));
        registerWith("\"contacts\": [\"ops@c.example\"]").statusCode(201);
    }

    @Test
    @DisplayName("RFC9126-2.4-01: with PAR a confidential client may have no redirect URI")
    void parSparesRedirectUris() {
        var par =
                "\"require_pushed_authorization_requests\": true, \"sector_identifier_uri\": null";
        register("{" + par + ", \"token_endpoint_auth_method\": \"none\"}").statusCode(400);
        register("{\"token_endpoint_auth_method\": \"client_secret_basic\"}").statusCode(400);
        var client = registered("{" + par + ", \"client_name\": \"x\"}");
        client.put(par + ", \"client_name\": \"y\", \"subject_type\": \"pairwise\"")
                .statusCode(200)
                .body("subject_type", equalTo("pairwise"))
                .body("$", not(hasKey("redirect_uris")));
        register("{" + par + ", \"token_endpoint_auth_method\": \"private_key_jwt\"}")
                .statusCode(400)
                .body("errors.size()", equalTo(1))
                .body("errors[0].rule", equalTo("OIDCCORE-9-01"));
    }

    @Test
    @DisplayName(
            "CHOICE-19: also with PAR it must have one where an initial access token says to which hosts users may be sent")
    void needsUrisWithinBounds() {
        withToken(
                        bounded("\"redirect_hosts\": [\"app.example.org\"]").value(),
                        "{\"require_pushed_authorization_requests\": true}")
                .statusCode(400)
                .body("errors[0].member", equalTo("redirect_uris"));
    }

    @Test
    @DisplayName(
            "OIDCRPLOGOUT-3.1-02, OIDCFRONTCHANNEL-2-03, OIDCBACKCHANNEL-2.2-02: http for the logout of confidential clients, where the deployment allows it")
    void allowsHttpLogout() {
        var members =
                "\"post_logout_redirect_uris\": [\"http://c.example/out\"], \"backchannel_logout_uri\": \"http://c.example/bc\"";
        registerWith(members)
                .statusCode(201)
                .body("post_logout_redirect_uris", contains("http://c.example/out"));
        registerWith(members + ", \"token_endpoint_auth_method\": \"none\"")
                .statusCode(400)
                .body(
                        "errors.member",
                        hasItems("post_logout_redirect_uris[0]", "backchannel_logout_uri"));
        registerWith("\"frontchannel_logout_uri\": \"http://client.example.org/fc\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCFRONTCHANNEL-2-01"));
    }

    @Test
    @DisplayName(
            "RFC7591-2.1-01: response types of presentations need neither grant nor redirect URI")
    void offersPresentations() {
        registerWith("\"response_types\": [\"id_token vp_token\", \"code\"]")
                .statusCode(201)
                .body("response_types", contains("vp_token id_token", "code"));
    }
}
