package org.clientregistrar;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import org.jose4j.jwk.PublicJsonWebKey;

/** Certificates of clients' keys, as small as they can be (RFC 5280 section 4.1). */
public final class TestCertificates {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;

    private static final byte[] SHA256_WITH_RSA =
            der(
                    SEQUENCE,
                    new byte[] {
                        0x06,
                        0x09,
                        0x2a,
                        (byte) 0x86,
                        0x48,
                        (byte) 0x86,
                        (byte) 0xf7,
                        0x0d,
                        0x01,
                        0x01,
                        0x0b,
                        0x05,
                        0x00
                    });
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};

    private TestCertificates() {}

    /** A certificate for a public key, in base64 as x5c has it, signed by some RSA key. */
    public static String selfSigned(PublicJsonWebKey key) {
        try {
            var name =
                    der(
                            SEQUENCE,
                            der(
                                    SET,
                                    der(
                                            SEQUENCE,
                                            COMMON_NAME,
                                            der(
                                                    UTF8_STRING,
                                                    "client".getBytes(StandardCharsets.UTF_8)))));
            var validity =
                    der(
                            SEQUENCE,
                            der(UTC_TIME, "250101000000Z".getBytes(StandardCharsets.US_ASCII)),
                            der(UTC_TIME, "350101000000Z".getBytes(StandardCharsets.US_ASCII)));
            var toBeSigned =
                    der(
                            SEQUENCE,
                            der(INTEGER, BigInteger.ONE.toByteArray()),
                            SHA256_WITH_RSA,
                            name,
                            validity,
                            name,
                            key.getPublicKey().getEncoded());
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(TestKeys.RSA.getPrivateKey());
            signature.update(toBeSigned);
            var certificate =
                    der(
                            SEQUENCE,
                            toBeSigned,
                            SHA256_WITH_RSA,
                            der(BIT_STRING, new byte[] {0}, signature.sign()));
            return Base64.getEncoder().encodeToString(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (content.size() < 128) {
            encoded.write(content.size());
        } else {
            encoded.write(0x82);
            encoded.write(content.size() / 256);
            encoded.write(content.size());
        }
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }
}
