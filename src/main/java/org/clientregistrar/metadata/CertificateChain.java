package org.clientregistrar.metadata;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * The x5c of a key (RFC 7517 section 4.7): certificates in standard base64, the first of which is
 * the key's own.
 */
final class CertificateChain {

    private static final int MOST_CERTIFICATES = 10;
    private static final byte UNCOMPRESSED = 4; // SEC 1 section 2.3.3

    private CertificateChain() {}

    /** Checks the x5c of a key that is sound otherwise; true if it may be registered. */
    static boolean check(Jwk key, String place, ValueType.Report report) {
        var chain = key.json().get("x5c");
        if (!chain.isArray() || chain.isEmpty() || chain.size() > MOST_CERTIFICATES) {
            report.fault(
                    place + ".x5c",
                    "RFC7517-4.7-01",
                    "must be an array of 1 to " + MOST_CERTIFICATES + " certificates");
            return false;
        }
        for (int i = 0; i < chain.size(); i++) {
            try {
                var publicKey = publicKey(chain.get(i).textValue());
                if (i == 0 && key.isUnderstood() && !isSame(key, publicKey)) {
                    report.fault(
                            place + ".x5c[0]",
                            "OIDCREG-2-19",
                            "must be a certificate of this very key");
                    return false;
                }
            } catch (CertificateException | RuntimeException e) {
                report.fault(
                        place + ".x5c[" + i + "]",
                        "RFC7517-4.7-01",
                        "must be a certificate: DER in standard base64, on one line");
                return false;
            }
        }
        return true;
    }

    private static PublicKey publicKey(String base64) throws CertificateException {
        var octets = Base64.getDecoder().decode(base64);
        var der = new ByteArrayInputStream(octets);
        var certificate = CertificateFactory.getInstance("X.509").generateCertificate(der);
        // The factory also takes PEM, and leaves what comes after a certificate.
        if (!Arrays.equals(certificate.getEncoded(), octets)
                || !Base64.getEncoder().encodeToString(octets).equals(base64)) {
            throw new CertificateException("there is more than a certificate");
        }
        return certificate.getPublicKey();
    }

    /**
     * Compared by the octets of the key, which end the SubjectPublicKeyInfo of all types but RSA
     * (RFC 5480 section 2.2, RFC 8410 section 4): not every Java runtime knows every curve.
     */
    private static boolean isSame(Jwk key, PublicKey publicKey) {
        if (key.kty().equals("RSA")) {
            return publicKey instanceof RSAPublicKey rsa
                    && rsa.getModulus().equals(new BigInteger(1, key.octets("n")))
                    && rsa.getPublicExponent().equals(new BigInteger(1, key.octets("e")));
        }
        var encoded = publicKey.getEncoded();
        var own =
                switch (key.kty()) {
                    case "EC" -> point(key.octets("x"), key.octets("y"));
                    case "OKP" -> key.octets("x");
                    default -> key.octets("pub");
                };
        return encoded.length > own.length
                && Arrays.equals(
                        encoded, encoded.length - own.length, encoded.length, own, 0, own.length);
    }

    private static byte[] point(byte[] x, byte[] y) {
        var point = new byte[1 + x.length + y.length];
        point[0] = UNCOMPRESSED;
        System.arraycopy(x, 0, point, 1, x.length);
        System.arraycopy(y, 0, point, 1 + x.length, y.length);
        return point;
    }
}
