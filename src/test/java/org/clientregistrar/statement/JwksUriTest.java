package org.clientregistrar.statement;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.fetch.RefreshedDocument;
import org.clientregistrar.signature.IssuerKeys;
import org.clientregistrar.signature.SignatureAlgorithm;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An issuer whose keys are at an https URL, and change there. */
class JwksUriTest {

    private static final URI JWKS_URI = URI.create("https://acme.example/jwks");

    private final AtomicInteger readings = new AtomicInteger();
    private String document; // null: cannot be read

    private byte[] get(URI url) throws IOException {
        assertEquals(JWKS_URI, url);
        readings.incrementAndGet();
        if (document == null) {
            throw new IOException("no answer");
        }
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private TrustedIssuer issuer(Duration coolDown) {
        var algorithms = List.of(SignatureAlgorithm.ES256);
        return new TrustedIssuer(
                algorithms,
                new RefreshedDocument<>(
                        "test",
                        () -> IssuerKeys.parse(get(JWKS_URI), algorithms),
                        Duration.ofMinutes(10),
                        coolDown),
                null,
                new AttestedMembers(Optional.<Set<String>>empty()));
    }

    private static EllipticCurveJsonWebKey key(String kid) throws JoseException {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(kid);
        return key;
    }

    private void publish(EllipticCurveJsonWebKey key) {
        document = "{\"keys\": [" + key.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
    }

    private static void verify(TrustedIssuer issuer, EllipticCurveJsonWebKey key) throws Exception {
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setPayload("{}");
        jws.setKey(key.getPrivateKey());
        var statement = CompactJws.parse(jws.getCompactSerialization());
        issuer.verify(statement, StatementHeader.of(statement.header()));
    }

    @Test
    @DisplayName("Keys are read once, and anew for a kid that is not among them")
    void findsNewKeys() throws Exception {
        var first = key("1");
        var second = key("2");
        var issuer = issuer(Duration.ZERO);
        publish(first);
        verify(issuer, first);
        verify(issuer, first);
        assertEquals(1, readings.get());
        publish(second);
        verify(issuer, first);
        verify(issuer, second);
        assertEquals(2, readings.get());
        assertThrows(StatementException.class, () -> verify(issuer, first));
    }

    @Test
    @DisplayName("Unknown kids cannot make the service read the keys again and again")
    void readsWithLimit() throws Exception {
        var known = key("1");
        var issuer = issuer(IssuerKeys.COOL_DOWN);
        publish(known);
        for (int i = 0; i < 5; i++) {
            var unknown = key("unknown" + i);
            assertThrows(StatementException.class, () -> verify(issuer, unknown));
        }
        verify(issuer, known);
        assertEquals(1, readings.get());
    }

    @Test
    @DisplayName("Keys that cannot be read any more stay good")
    void keepsKeys() throws Exception {
        var known = key("1");
        var unknown = key("2");
        var issuer = issuer(Duration.ZERO);
        publish(known);
        verify(issuer, known);
        document = null;
        assertThrows(StatementException.class, () -> verify(issuer, unknown));
        document = "{\"keys\": []}";
        assertThrows(StatementException.class, () -> verify(issuer, unknown));
        assertDoesNotThrow(() -> verify(issuer, known));
    }

    @Test
    @DisplayName("Keys that never could be read are not the client's fault: 503, and soon again")
    void isUnavailable() throws Exception {
        var key = key("1");
        var issuer = issuer(Duration.ZERO);
        var e = assertThrows(OAuthException.class, () -> verify(issuer, key));
        assertEquals(503, e.status());
        assertThrows(OAuthException.class, () -> verify(issuer, key));
        assertTrue(readings.get() == 1, "a failed reading is not tried for every request");
    }
}
