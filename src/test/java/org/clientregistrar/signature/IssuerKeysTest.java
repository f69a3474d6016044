package org.clientregistrar.signature;

import static org.clientregistrar.signature.SignatureAlgorithm.ES256;
import static org.clientregistrar.signature.SignatureAlgorithm.PS256;
import static org.clientregistrar.signature.SignatureAlgorithm.RS256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.clientregistrar.signature.IssuerKeys.UnusableException;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of an issuer's JWK Set are trusted, and for which algorithm. */
class IssuerKeysTest {

    private static final List<SignatureAlgorithm> ALGORITHMS = List.of(RS256, PS256, ES256);

    private static String rsa;
    private static String ec;

    @BeforeAll
    static void generate() throws JoseException {
        rsa = publicPart(RsaJwkGenerator.generateJwk(2048));
        ec = publicPart(EcJwkGenerator.generateJwk(EllipticCurves.P256));
    }

    private static String publicPart(JsonWebKey key) {
        return key.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private static String with(String jwk, String members) {
        return jwk.replaceFirst("}$", ", " + members + "}");
    }

    private static IssuerKeys parse(String... jwks) throws UnusableException {
        return read("{\"keys\": [" + String.join(", ", jwks) + "]}");
    }

    private static IssuerKeys read(String document) throws UnusableException {
        return IssuerKeys.parse(document.getBytes(StandardCharsets.UTF_8), ALGORITHMS);
    }

    @Test
    @DisplayName(
            "RFC8725-3.1-01: a key is used with the algorithm it names, or else the first that fits it")
    void givesEachKeyItsAlgorithm() throws Exception {
        var keys = parse(rsa, with(rsa, "\"alg\": \"PS256\""), ec).keys();
        assertEquals(
                List.of(RS256, PS256, ES256),
                keys.stream().map(VerificationKey::algorithm).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rsa|\"use\": \"enc\"",
                "rsa|\"use\": \"tls\"",
                "rsa|\"key_ops\": [\"encrypt\"]",
                "rsa|\"key_ops\": []",
                "rsa|\"key_ops\": \"verify\"",
                "rsa|\"alg\": \"ES256\"",
                "rsa|\"alg\": \"RS512\"",
                "rsa|\"alg\": \"HS256\"",
                "ec|\"alg\": \"RS256\"",
                "ec|\"alg\": 7"
            })
    @DisplayName("Keys for another use or algorithm are left out")
    void leavesOutOtherUses(String type, String members) throws Exception {
        var other = type.equals("rsa") ? rsa : ec;
        assertEquals(1, parse(ec, with(other, members)).keys().size());
        assertThrows(UnusableException.class, () -> parse(with(other, members)));
    }

    @Test
    @DisplayName("RFC7517-5-01: types and curves that are not known here are left out")
    void leavesOutOtherTypes() throws Exception {
        var p384 = publicPart(EcJwkGenerator.generateJwk(EllipticCurves.P384));
        assertEquals(
                1,
                parse("{\"kty\": \"AKP\", \"pub\": \"AQAB\"}", p384, "{}", "7", rsa).keys().size());
    }

    @Test
    @DisplayName("RFC7518-3.3-01: an RSA key under 2048 bits is never trusted")
    void leavesOutSmallKeys() throws Exception {
        var small = publicPart(RsaJwkGenerator.generateJwk(1024));
        assertThrows(UnusableException.class, () -> parse(small));
        assertEquals(ES256, parse(small, ec).keys().get(0).algorithm());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\": \"RSA\", \"n\": \"AQAB\"}",
                "{\"kty\": \"RSA\", \"n\": 7, \"e\": \"AQAB\"}",
                "{\"kty\": \"EC\", \"crv\": \"P-256\"}",
                "{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"!\", \"y\": \"!\"}"
            })
    @DisplayName("Keys that are none are left out")
    void leavesOutBrokenKeys(String jwk) throws Exception {
        assertThrows(UnusableException.class, () -> parse(jwk));
        assertEquals(1, parse(jwk, rsa).keys().size());
    }

    @Test
    @DisplayName("A set that shows a private or symmetric key is not trusted at all")
    void refusesSecretKeys() throws Exception {
        var privateRsa =
                RsaJwkGenerator.generateJwk(2048).toJson(OutputControlLevel.INCLUDE_PRIVATE);
        var oct = OctJwkGenerator.generateJwk(256).toJson(OutputControlLevel.INCLUDE_SYMMETRIC);
        for (var secret : new String[] {privateRsa, oct, with(ec, "\"d\": \"AQAB\"")}) {
            var e = assertThrows(UnusableException.class, () -> parse(rsa, secret));
            assertTrue(e.getMessage().startsWith("has a private or symmetric key"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"keys\": {}}",
                "{\"keys\": []}",
                "{\"keys\": [], \"keys\": []}",
                "-----BEGIN PUBLIC KEY-----"
            })
    @DisplayName("What is no JWK Set is said to be none")
    void refusesOtherDocuments(String document) {
        assertThrows(UnusableException.class, () -> read(document));
    }
}
