package org.clientregistrar;

import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys of clients, made once for all tests of this JVM. */
public final class TestKeys {

    public static final PublicJsonWebKey RSA = make(() -> RsaJwkGenerator.generateJwk(2048));
    public static final PublicJsonWebKey P256 =
            make(() -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
    public static final PublicJsonWebKey P384 =
            make(() -> EcJwkGenerator.generateJwk(EllipticCurves.P384));
    public static final PublicJsonWebKey ED25519 =
            make(() -> OkpJwkGenerator.generateJwk("Ed25519"));
    public static final PublicJsonWebKey X25519 = make(() -> OkpJwkGenerator.generateJwk("X25519"));

    private TestKeys() {}

    /** A member "jwks" with the public halves of keys. */
    public static String jwks(String... keys) {
        return "\"jwks\": {\"keys\": [" + String.join(", ", keys) + "]}";
    }

    /** The public half of a key as JSON, with members such as use, kid and alg beside. */
    public static String json(PublicJsonWebKey key, String... membersAndValues) {
        Map<String, Object> members = key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        for (int i = 0; i < membersAndValues.length; i += 2) {
            members.put(membersAndValues[i], membersAndValues[i + 1]);
        }
        return org.jose4j.json.JsonUtil.toJson(members);
    }

    private interface Generator {
        PublicJsonWebKey generate() throws JoseException;
    }

    private static PublicJsonWebKey make(Generator generator) {
        try {
            return generator.generate();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
