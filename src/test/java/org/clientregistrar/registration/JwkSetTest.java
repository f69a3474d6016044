package org.clientregistrar.registration;

import static org.clientregistrar.TestKeys.ED25519;
import static org.clientregistrar.TestKeys.P256;
import static org.clientregistrar.TestKeys.P384;
import static org.clientregistrar.TestKeys.RSA;
import static org.clientregistrar.TestKeys.X25519;
import static org.clientregistrar.TestKeys.json;
import static org.clientregistrar.TestKeys.jwks;
import static org.clientregistrar.registration.Door.registerWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestCertificates;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that clients register (RFC 7517, RFC 7518 section 6). */
@RegistrarTest
class JwkSetTest {

    @Test
    @DisplayName("RFC8725-3.4-01: keys of every type that is known are taken, each on its curve")
    void takesKeys() {
        registerWith(jwks(json(RSA), json(P256), json(P384), json(ED25519), json(X25519)))
                .statusCode(201);
        // RFC 8812 has no key to copy: this one is the generator of the curve
        registerWith(
                        jwks(
                                "{\"kty\": \"EC\", \"crv\": \"secp256k1\", \"x\": \"eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g\", \"y\": \"SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg\"}"))
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the y of the second is the first's with one bit turned
                "{'kty':'EC','crv':'P-256','x':'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4','y':'4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyI'}|.keys[0]|RFC8725-3.4-01",
                "{'kty':'EC','crv':'P-256','x':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','y':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}|.keys[0]|RFC8725-3.4-01",
                "{'kty':'EC','crv':'P-256','x':'AQ','y':'AQ'}|.keys[0].x|RFC8725-3.4-01",
                "{'kty':'EC','crv':'P-384','x':'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4','y':'4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM'}|.keys[0].x|RFC8725-3.4-01",
                "{'kty':'EC','crv':'Ed25519','x':'AQAB','y':'AQAB'}|.keys[0].crv|RFC7591-2-21",
                "{'kty':'OKP','crv':'P-256','x':'AQAB'}|.keys[0].crv|RFC7591-2-21",
                "{'kty':'OKP','crv':'Ed25519','x':'AQAB'}|.keys[0].x|RFC8725-3.4-01",
                "{'kty':'OKP','crv':'Ed25519'}|.keys[0].x|RFC7591-2-21",
                "{'kty':'AKP','alg':'ML-DSA-44','pub':'AQAB'}|.keys[0].pub|RFC7591-2-21",
                "{'kty':'OKP','crv':'X25519','x':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}|.keys[0].x|RFC8725-3.4-01",
                "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo','alg':'ES256'}|.keys[0].alg|RFC7591-2-21",
                "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo','alg':'HS256'}|.keys[0].alg|RFC7591-2-21",
                "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo','alg':'EdDSA','use':'enc'}|.keys[0].use|RFC7591-2-21",
                "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo','use':'sig','key_ops':['encrypt']}|.keys[0].use|RFC7591-2-21",
                "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp'}|.keys[0].x|RFC7591-2-21",
                "{'kty':'FOO','key_ops':['verify','verify']}|.keys[0].key_ops|RFC7591-2-21",
                "{'kty':'FOO','x5t':5}|.keys[0].x5t|RFC7591-2-21",
                "{'kty':'FOO','old':[{'kty':'oct','k':'AQAB'}]}|.keys[0]|OIDCREG-2-20",
                "{'kty':'oct','k':'AQAB'}|.keys[0]|OIDCREG-2-20",
                "{'kty':'AKP','alg':'ML-DSA-44','pub':'AQAB','priv':'AQAB'}|.keys[0]|OIDCREG-2-20",
                "{'kty':'FOO','key_ops':'verify'}|.keys[0].key_ops|RFC7591-2-21",
                "{'kty':'FOO','x5c':'MIIB'}|.keys[0].x5c|RFC7517-4.7-01",
                "{'kty':'FOO','x5c':[]}|.keys[0].x5c|RFC7517-4.7-01",
                "{'kty':'FOO','x5c':['garbage']}|.keys[0].x5c[0]|RFC7517-4.7-01",
                "{'kty':'FOO','x5c':[5]}|.keys[0].x5c[0]|RFC7517-4.7-01",
                "5|.keys[0]|RFC7591-2-21"
            })
    @DisplayName(
            "RFC8725-3.4-01, RFC7517-4.7-01, OIDCREG-2-20: keys off their curve, of the wrong length, private ones, and x5c that is no certificate")
    void refusesKeys(String key, String place, String rule) {
        registerWith(jwks(key.replace('\'', '"')))
                .statusCode(400)
                .body("errors[0].member", equalTo("jwks" + place))
                .body("errors[0].rule", equalTo(rule));
    }

    @Test
    @DisplayName("OIDCREG-2-20, RFC7591-2-21: nor beside the keys; and an even modulus is none")
    void looksBesideTheKeys() {
        registerWith(
                        "\"jwks\": {\"keys\": [], \"old\": [{\"a\": {\"kty\": \"oct\", \"k\": \"AQAB\"}}]}")
                .statusCode(400)
                .body("errors[0].member", equalTo("jwks"))
                .body("errors[0].rule", equalTo("OIDCREG-2-20"));
        registerWith(
                        jwks(
                                "{\"kty\": \"RSA\", \"e\": \"AQAB\", \"n\": \""
                                        + "v".repeat(341)
                                        + "g\"}"))
                .statusCode(400)
                .body("errors[0].member", equalTo("jwks.keys[0].n"));
    }

    @Test
    @DisplayName("OIDCCORE-9-01: a key with the alg of an encryption does not prove who signs")
    void encryptionKeysDoNotSign() {
        registerWith(
                        "\"token_endpoint_auth_method\": \"private_key_jwt\", "
                                + jwks(json(RSA, "alg", "RSA-OAEP")))
                .statusCode(400)
                .body("errors.size()", equalTo(1))
                .body("errors[0].rule", equalTo("OIDCCORE-9-01"));
    }

    @Test
    @DisplayName("CHOICE-36: keys that would take long to use are refused")
    void limitsKeys() {
        var large = "v".repeat(2800);
        registerWith(jwks("{\"kty\": \"RSA\", \"e\": \"AQAB\", \"n\": \"" + large + "\"}"))
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-36"));
        registerWith(
                        jwks(
                                "{\"kty\": \"RSA\", \"e\": \""
                                        + "v".repeat(342)
                                        + "\", \"n\": \""
                                        + "v".repeat(342)
                                        + "\"}"))
                .statusCode(400);
    }

    @Test
    @DisplayName("OIDCREG-2-19, RFC8705-2.2.2-02: the first certificate of x5c is that of the key")
    void certificateBelongsToTheKey() {
        for (PublicJsonWebKey key : new PublicJsonWebKey[] {RSA, P256, ED25519}) {
            var own = TestCertificates.selfSigned(key);
            registerWith(jwks(withX5c(key, own))).statusCode(201);
            registerWith(jwks(withX5c(P384, own)))
                    .statusCode(400)
                    .body("errors[0].member", equalTo("jwks.keys[0].x5c[0]"))
                    .body("errors[0].rule", equalTo("OIDCREG-2-19"));
        }
        var certificate = TestCertificates.selfSigned(RSA);
        registerWith(jwks("{\"kty\": \"RSA\", \"x5c\": [\"" + certificate + "\"]}"))
                .statusCode(400)
                .body("errors[0].member", startsWith("jwks.keys[0]"));
        for (var other :
                new String[] {
                    certificate.replace("=", ""),
                    java.util.Base64.getEncoder()
                            .encodeToString(
                                    ("-----BEGIN CERTIFICATE-----\n"
                                                    + certificate
                                                    + "\n-----END CERTIFICATE-----\n")
                                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                }) {
            if (!other.equals(certificate)) {
                registerWith(jwks(withX5c(RSA, other)))
                        .statusCode(400)
                        .body("errors[0].rule", equalTo("RFC7517-4.7-01"));
            }
        }
        var urlSafe = certificate.replace('+', '-').replace('/', '_');
        registerWith(jwks(withX5c(RSA, urlSafe)))
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC7517-4.7-01"));
    }

    private static String withX5c(PublicJsonWebKey key, String certificate) {
        return json(key).replaceFirst("\\{", "{\"x5c\": [\"" + certificate + "\"], ");
    }

    @Test
    @DisplayName(
            "RFC8705-2.2.2-01: self_signed_tls_client_auth needs certificates, in jwks or at jwks_uri")
    void selfSignedNeedsCertificates() {
        var method = "\"token_endpoint_auth_method\": \"self_signed_tls_client_auth\"";
        registerWith(method).statusCode(400).body("errors[0].rule", equalTo("RFC8705-2.2.2-01"));
        registerWith(method + ", " + jwks(json(RSA)))
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC8705-2.2.2-01"));
        registerWith(method + ", " + jwks(withX5c(RSA, TestCertificates.selfSigned(RSA))))
                .statusCode(201);
        registerWith(method + ", \"jwks_uri\": \"https://c.example/jwks\"").statusCode(201);
    }

    @Test
    @DisplayName(
            "OIDCCORE-10.1-02: several keys to sign with and no kid are taken, unless the deployment is strict")
    void takesAmbiguousKeys() {
        registerWith(jwks(json(RSA), json(P256))).statusCode(201);
    }

    @Test
    @DisplayName("RFC7517-5-01: a key of an unknown curve is left alone, and counts for nothing")
    void leavesUnknownCurvesAlone() {
        var key = "{\"kty\": \"EC\", \"crv\": \"BP-256\", \"x\": \"AQAB\", \"y\": \"AQAB\"}";
        registerWith(jwks(key)).statusCode(201);
        registerWith("\"token_endpoint_auth_method\": \"private_key_jwt\", " + jwks(key))
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-9-01"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"alg|\"ES256\"", "use|\"enc\"", "key_ops|[\"sign\"]", "key_ops|[\"encrypt\"]"})
    @DisplayName("OIDCCORE-9-01: a key that says it is for something else does not serve")
    void respectsThePurposeOfKeys(String member, String value) {
        var key = json(RSA).replaceFirst("\\{", "{\"" + member + "\": " + value + ", ");
        registerWith("\"request_object_signing_alg\": \"PS256\", " + jwks(key)).statusCode(400);
    }
}
