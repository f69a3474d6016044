package org.clientregistrar.registration;

import static org.clientregistrar.TestKeys.ED25519;
import static org.clientregistrar.TestKeys.P256;
import static org.clientregistrar.TestKeys.RSA;
import static org.clientregistrar.TestKeys.json;
import static org.clientregistrar.TestKeys.jwks;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenID Connect clients say of themselves (Dynamic Client Registration 1.0 section 2). */
@RegistrarTest
class OpenIdMetadataTest {

    private static final String PAIRWISE = "\"subject_type\": \"pairwise\"";

    @Test
    @DisplayName(
            "RFC7591-3.1-03, OIDCREG-2-23, OIDCREG-2-28, OIDCREG-2-38: a minimal client is told every default, and none is invented")
    void showsDefaults() {
        register(V)
                .statusCode(201)
                .body("subject_type", equalTo("public"))
                .body("id_token_signed_response_alg", equalTo("RS256"))
                .body("require_auth_time", equalTo(false))
                .body("$", not(hasKey("userinfo_signed_response_alg")))
                .body("$", not(hasKey("id_token_encrypted_response_enc")))
                .body("$", not(hasKey("default_max_age")))
                .body("$", not(hasKey("request_uris")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sector_identifier_uri|\"http://c.example/s.json\"|OIDCREG-2-21",
                "sector_identifier_uri|\"https://c.example/s.json#x\"|OIDCREG-2-21",
                "subject_type|\"private\"|OIDCREG-2-22",
                "default_max_age|\"3600\"|RFC7591-2-01",
                "default_max_age|-1|RFC7591-2-01",
                "default_max_age|1.5|RFC7591-2-01",
                "require_auth_time|\"true\"|RFC7591-2-01",
                "default_acr_values|\"a\"|RFC7591-2-01",
                "initiate_login_uri|\"http://c.example/login\"|OIDCREG-2-40",
                "request_uris|[\"http://c.example/ro\"]|RFC9101-5.2-01",
                "request_uris|\"https://c.example/ro\"|RFC7591-2-01",
                "userinfo_signed_response_alg|\"none\"|OIDCREG-2-28",
                "id_token_signed_response_alg|\"rs256\"|CHOICE-13",
                "id_token_signed_response_alg|5|RFC7591-2-01"
            })
    @DisplayName(
            "OIDCREG-2-21, OIDCREG-2-22, OIDCREG-2-37, OIDCREG-2-38, OIDCREG-2-39, OIDCREG-2-40, OIDCREG-2-41, RFC9101-5.2-01: values that break a rule of their own")
    void refusesValues(String member, String value, String rule) {
        Door.refuses(member, value, rule);
    }

    @Test
    @DisplayName(
            "OIDCREG-2-37, OIDCREG-2-39, OIDCREG-2-42, OIDCREG-2-43: sound values come back as they were sent, an update too")
    void keepsValues() {
        var members =
                "\"default_max_age\": 0, \"default_acr_values\": [\"b\", \"a\"], \"require_auth_time\": true,"
                        + " \"initiate_login_uri\": \"https://client.example.org/login?x=%7e\","
                        + " \"request_uris\": [\"https://c.example/ro#GkurKxf5T0Y-mnPFCHqWOMiZi4VS138cQO_V7PZHAdM\"],"
                        + " \"post_logout_redirect_uris\": [\"https://c.example/out\"]";
        var client = registeredWith(members);
        client.put(members + ", \"redirect_uris\": [\"https://client.example.org/cb\"]")
                .statusCode(200)
                .body("default_max_age", equalTo(0))
                .body("default_acr_values", contains("b", "a"))
                .body("require_auth_time", equalTo(true))
                .body("initiate_login_uri", equalTo("https://client.example.org/login?x=%7e"))
                .body(
                        "request_uris",
                        contains(
                                "https://c.example/ro#GkurKxf5T0Y-mnPFCHqWOMiZi4VS138cQO_V7PZHAdM"))
                .body("post_logout_redirect_uris", contains("https://c.example/out"));
        registerWith("\"default_max_age\": 3600").body("default_max_age", equalTo(3600));
    }

    @Test
    @DisplayName("OIDCCORE-6.2-01: a request URI has at most 512 characters")
    void limitsRequestUris() {
        var prefix = "https://c.example/";
        registerWith("\"request_uris\": [\"" + prefix + "x".repeat(512 - prefix.length()) + "\"]")
                .statusCode(201);
        registerWith("\"request_uris\": [\"" + prefix + "x".repeat(513 - prefix.length()) + "\"]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-6.2-01"));
    }

    @Test
    @DisplayName("RFC9101-10.4-01: request URIs on inward addresses are never looked at")
    void doesNotFetchRequestUris() {
        registerWith(
                        "\"request_uris\": [\"https://127.0.0.1:1/ro\", \"https://169.254.169.254/ro\"]")
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "OIDCCORE-8.1-01: pairwise subjects need a sector_identifier_uri where the redirect URIs have several hosts")
    void pairwiseNeedsOneSector() {
        registerWith(
                        PAIRWISE
                                + ", \"redirect_uris\": [\"https://a.example/cb\", \"https://b.example/cb\"]")
                .statusCode(400)
                .body("errors[0].member", equalTo("sector_identifier_uri"))
                .body("errors[0].rule", equalTo("OIDCCORE-8.1-01"));
        registerWith(
                        PAIRWISE
                                + ", \"redirect_uris\": [\"https://a.example/cb\", \"https://A.example:8443/cb2\"]")
                .statusCode(201)
                .body("subject_type", equalTo("pairwise"));
    }

    @Test
    @DisplayName(
            "OIDCREG-2-24: id_token_signed_response_alg none only where no ID Token comes from the authorization endpoint")
    void noneOnlyInTheBackChannel() {
        var none = "\"id_token_signed_response_alg\": \"none\"";
        registerWith(none + ", \"response_types\": [\"id_token\"], \"grant_types\": [\"implicit\"]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCREG-2-24"));
        registerWith(none + ", \"response_types\": [\"code\", \"code id_token\"]").statusCode(400);
        registerWith(none).statusCode(201).body("id_token_signed_response_alg", equalTo("none"));
    }

    @Test
    @DisplayName(
            "OIDCREG-2-25, OIDCREG-2-26, OIDCREG-2-27, OIDCREG-2-29: an encryption without content encryption gets A128CBC-HS256; the reverse is refused")
    void completesEncryption() {
        for (var kind :
                new String[] {"id_token_encrypted_response", "userinfo_encrypted_response"}) {
            registerWith(jwks(json(RSA)) + ", \"" + kind + "_alg\": \"RSA-OAEP-256\"")
                    .statusCode(201)
                    .body(kind + "_enc", equalTo("A128CBC-HS256"));
        }
        registerWith("\"request_object_encryption_alg\": \"RSA-OAEP-256\"")
                .statusCode(201)
                .body("request_object_encryption_enc", equalTo("A128CBC-HS256"));
        registerWith("\"id_token_encrypted_response_enc\": \"A256GCM\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCREG-2-26"))
                .body("errors[0].member", equalTo("id_token_encrypted_response_enc"));
        registerWith("\"userinfo_encrypted_response_enc\": \"A256GCM\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCREG-2-27"));
        registerWith("\"request_object_encryption_enc\": \"A256GCM\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCREG-2-29"));
        registerWith(
                        jwks(json(RSA))
                                + ", \"id_token_encrypted_response_alg\": \"RSA-OAEP-256\", \"id_token_encrypted_response_enc\": \"A256GCM\"")
                .statusCode(201)
                .body("id_token_encrypted_response_enc", equalTo("A256GCM"));
    }

    @Test
    @DisplayName(
            "OIDCREG-2-30, OIDCREG-2-31: request objects may be unsigned, or signed with RS256 by a key that is registered")
    void signsRequestObjects() {
        registerWith("\"request_object_signing_alg\": \"none\"").statusCode(201);
        registerWith(jwks(json(RSA)) + ", \"request_object_signing_alg\": \"RS256\"")
                .statusCode(201)
                .body("request_object_signing_alg", equalTo("RS256"));
        registerWith("\"request_object_signing_alg\": \"RS256\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCREG-2-31"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "private_key_jwt|none|OIDCREG-2-34",
                "private_key_jwt|HS256|OIDCREG-2-36",
                "client_secret_jwt|RS256|OIDCREG-2-36",
                "client_secret_basic|RS256|OIDCREG-2-36",
                "private_key_jwt|ES384|OIDCCORE-9-01"
            })
    @DisplayName(
            "OIDCREG-2-34, OIDCREG-2-36: token_endpoint_auth_signing_alg fits its method, and a key of the client")
    void refusesUnfitAuthenticationAlgorithms(String method, String alg, String rule) {
        registerWith(
                        "\"token_endpoint_auth_method\": \"%s\", \"token_endpoint_auth_signing_alg\": \"%s\", %s"
                                .formatted(method, alg, jwks(json(RSA))))
                .statusCode(400)
                .body("errors[0].rule", equalTo(rule))
                .body("errors[0].member", equalTo("token_endpoint_auth_signing_alg"));
    }

    @Test
    @DisplayName(
            "OIDCREG-2-35, OIDCREG-2-36, OIDCCORE-16.19-01: RS256 with private_key_jwt, HS512 with client_secret_jwt and a secret that is long enough")
    void takesFittingAuthenticationAlgorithms() {
        registerWith(
                        "\"token_endpoint_auth_method\": \"private_key_jwt\", \"token_endpoint_auth_signing_alg\": \"RS256\", "
                                + jwks(json(RSA)))
                .statusCode(201)
                .body("$", not(hasKey("client_secret")));
        registerWith(
                        "\"token_endpoint_auth_method\": \"client_secret_jwt\", \"token_endpoint_auth_signing_alg\": \"HS512\"")
                .statusCode(201)
                .body("client_secret.length()", equalTo(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id_token_signed_response_alg",
                "userinfo_signed_response_alg",
                "request_object_signing_alg",
                "introspection_signed_response_alg"
            })
    @DisplayName(
            "OIDCCORE-10.1-01, OIDCCORE-10.1-03: an HS algorithm gives a client a secret, whatever its method, and is not for public ones")
    void macsNeedSecret(String parameter) {
        var alg = "\"" + parameter + "\": \"HS256\"";
        registerWith(alg + ", \"token_endpoint_auth_method\": \"none\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-10.1-01"));
        registerWith(
                        alg
                                + ", \"token_endpoint_auth_method\": \"private_key_jwt\", "
                                + jwks(json(RSA)))
                .statusCode(201)
                .body("$", hasKey("client_secret"))
                .body("client_secret_expires_at", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({
        "id_token_encrypted_response_alg, dir",
        "userinfo_encrypted_response_alg, A128KW",
        "request_object_encryption_alg, A128KW",
        "introspection_encrypted_response_alg, A256GCMKW"
    })
    @DisplayName(
            "OIDCREG-2-32, OIDCCORE-10.2-01: so does symmetric encryption, and it is not for public clients either")
    void symmetricEncryptionNeedsSecret(String parameter, String alg) {
        var member = "\"" + parameter + "\": \"" + alg + "\"";
        registerWith(member + ", \"token_endpoint_auth_method\": \"none\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-10.2-01"));
        registerWith(
                        member
                                + ", \"token_endpoint_auth_method\": \"private_key_jwt\", "
                                + jwks(json(RSA)))
                .statusCode(201)
                .body("$", hasKey("client_secret"));
    }

    @Test
    @DisplayName(
            "CHOICE-42, OIDCCORE-10.1-03: a secret comes and goes with the algorithm that needs it")
    void secretFollowsTheAlgorithm() {
        var method =
                "\"redirect_uris\": [\"https://c.example/cb\"], \"token_endpoint_auth_method\": \"private_key_jwt\", "
                        + jwks(json(RSA));
        var client = registeredWith(method);
        client.put(method + ", \"id_token_signed_response_alg\": \"HS256\"")
                .statusCode(200)
                .body("$", hasKey("client_secret"));
        client.put(method).statusCode(200).body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName(
            "OIDCCORE-10.2-02: what is encrypted to a client needs a key of the client that fits and may encrypt")
    void encryptionNeedsKey() {
        var rsa = "\"id_token_encrypted_response_alg\": \"RSA-OAEP-256\"";
        registerWith(rsa).statusCode(400).body("errors[0].rule", equalTo("OIDCCORE-10.2-02"));
        registerWith(rsa + ", " + jwks(json(RSA, "use", "sig")))
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-10.2-02"));
        registerWith(rsa + ", " + jwks(json(P256))).statusCode(400);
        registerWith(rsa + ", " + jwks(json(RSA, "use", "enc"))).statusCode(201);
        registerWith(rsa + ", \"jwks_uri\": \"https://c.example/jwks\"").statusCode(201);
        registerWith("\"userinfo_encrypted_response_alg\": \"ECDH-ES\", " + jwks(json(ED25519)))
                .statusCode(400);
        registerWith("\"userinfo_encrypted_response_alg\": \"ECDH-ES\", " + jwks(json(P256)))
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "OIDCCORE-15.1-01, RFC8725-3.2-02: RS256 is always good, RSA1_5 is not, nor are algorithms that hardly anybody has")
    void offersCurrentAlgorithms() {
        registerWith("\"id_token_signed_response_alg\": \"RS256\"").statusCode(201);
        registerWith("\"id_token_signed_response_alg\": \"EdDSA\"").statusCode(201);
        for (var alg : new String[] {"RSA1_5", "PBES2-HS256+A128KW"}) {
            registerWith(jwks(json(RSA)) + ", \"id_token_encrypted_response_alg\": \"" + alg + "\"")
                    .statusCode(400)
                    .body("errors[0].rule", equalTo("CHOICE-13"));
        }
        registerWith("\"id_token_signed_response_alg\": \"ML-DSA-44\"").statusCode(400);
    }
}
