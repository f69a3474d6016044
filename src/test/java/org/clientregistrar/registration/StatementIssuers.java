package org.clientregistrar.registration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Issuers of software statements, with keys that are made at run time. They sign with the JDK
 * alone, so that headers and claims can be any text.
 */
final class StatementIssuers {

    /** Shared by all class loaders of this JVM: the settings are made in another one. */
    private static final String DIRECTORY = "test.statement-issuers";

    private StatementIssuers() {}

    /** The file of a JWK Set with the public keys of these names. */
    static String jwksFile(String set, String... keys) {
        try {
            var jwks =
                    Arrays.stream(keys)
                            .map(key -> json(key, OutputControlLevel.PUBLIC_ONLY))
                            .collect(Collectors.joining(", ", "{\"keys\": [", "]}"));
            return Files.writeString(directory().resolve(set + ".json"), jwks).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compact JWS of a header and claims, both given as JSON, by the key of a name. */
    static String signed(String key, String header, String claims) {
        var content = base64Url(header) + "." + base64Url(claims);
        return content + "." + base64Url(signature(key, content));
    }

    static String base64Url(String text) {
        return base64Url(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static PublicKey publicKey(String key) {
        return (PublicKey) jwk(key).getKey();
    }

    static String publicJwk(String key) {
        return json(key, OutputControlLevel.PUBLIC_ONLY);
    }

    static byte[] signature(String key, String content) {
        try {
            var jwk = jwk(key);
            var signature =
                    switch (jwk.getKeyType()) {
                        case "EC" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                        case "OKP" -> Signature.getInstance("Ed25519");
                        default ->
                                "PS256".equals(jwk.getAlgorithm())
                                        ? pss()
                                        : Signature.getInstance("SHA256withRSA");
                    };
            signature.initSign(jwk.getPrivateKey());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Signature pss() throws GeneralSecurityException {
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
                new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return signature;
    }

    private static String json(String key, OutputControlLevel level) {
        return jwk(key).toJson(level);
    }

    /**
     * The key of a name such as acme-rsa, made when it is first asked for. The name says the type;
     * keys named ...-nokid have no kid.
     */
    private static synchronized PublicJsonWebKey jwk(String name) {
        try {
            var file = directory().resolve(name + ".private.json");
            if (!Files.exists(file)) {
                Files.writeString(file, generate(name).toJson(OutputControlLevel.INCLUDE_PRIVATE));
            }
            return PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey generate(String name) throws JoseException {
        PublicJsonWebKey jwk;
        if (name.contains("-ec")) {
            jwk = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } else if (name.contains("-ed")) {
            jwk = OkpJwkGenerator.generateJwk("Ed25519");
        } else {
            jwk = RsaJwkGenerator.generateJwk(name.contains("-small") ? 1024 : 2048);
        }
        if (name.contains("-ps256")) {
            jwk.setAlgorithm("PS256");
        }
        if (name.contains("-enc")) {
            jwk.setUse("enc");
        }
        if (!name.contains("-nokid")) {
            jwk.setKeyId(name.substring(name.indexOf('-') + 1));
        }
        return jwk;
    }

    private static Path directory() throws IOException {
        synchronized (System.class) {
            if (System.getProperty(DIRECTORY) == null) {
                System.setProperty(
                        DIRECTORY, Files.createTempDirectory("statement-issuers").toString());
            }
            return Path.of(System.getProperty(DIRECTORY));
        }
    }
}
