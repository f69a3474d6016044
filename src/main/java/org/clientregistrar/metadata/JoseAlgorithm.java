package org.clientregistrar.metadata;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An algorithm of JOSE, as far as a registration has to know it (RFC 7518, RFC 8037, RFC 8812, RFC
 * 9864, RFC 9964).
 *
 * @param name as registered in "JSON Web Signature and Encryption Algorithms"
 * @param kind what it does
 * @param keyType the kty of its keys; null where it has none
 * @param curves the crv values of its keys; empty where keys have no curve
 */
public record JoseAlgorithm(String name, Kind kind, String keyType, Set<String> curves) {

    /** What an algorithm does, and with which keys. */
    public enum Kind {
        /** A signature, with a private key. */
        SIGNATURE,
        /** A MAC, with the client secret (OpenID Connect Core 1.0 section 10.1). */
        MAC,
        /** No protection at all. */
        NONE,
        /** Encryption to a public key. */
        PUBLIC_KEY_ENCRYPTION,
        /**
         * Encryption with a key that comes of the client secret (OpenID Connect Core 1.0 section
         * 10.2).
         */
        SECRET_KEY_ENCRYPTION,
        /** Encryption of the content, with the key that the other algorithm gives. */
        CONTENT_ENCRYPTION
    }

    private static final Set<String> KEY_AGREEMENT_CURVES =
            Set.of("P-256", "P-384", "P-521", "X25519", "X448");

    /** In the order of RFC 7518 section 3.1, later ones after it. */
    public static final List<JoseAlgorithm> SIGNING =
            Stream.of(
                            all(Kind.MAC, "oct", Set.of(), "HS256", "HS384", "HS512"),
                            all(Kind.SIGNATURE, "RSA", Set.of(), "RS256", "RS384", "RS512"),
                            all(Kind.SIGNATURE, "EC", Set.of("P-256"), "ES256"),
                            all(Kind.SIGNATURE, "EC", Set.of("P-384"), "ES384"),
                            all(Kind.SIGNATURE, "EC", Set.of("P-521"), "ES512"),
                            all(Kind.SIGNATURE, "RSA", Set.of(), "PS256", "PS384", "PS512"),
                            all(Kind.SIGNATURE, "OKP", Set.of("Ed25519", "Ed448"), "EdDSA"),
                            all(Kind.SIGNATURE, "OKP", Set.of("Ed25519"), "Ed25519"),
                            all(Kind.SIGNATURE, "OKP", Set.of("Ed448"), "Ed448"),
                            all(Kind.SIGNATURE, "EC", Set.of("secp256k1"), "ES256K"),
                            all(
                                    Kind.SIGNATURE,
                                    "AKP",
                                    Set.of(),
                                    "ML-DSA-44",
                                    "ML-DSA-65",
                                    "ML-DSA-87"),
                            all(Kind.NONE, null, Set.of(), "none"))
                    .flatMap(List::stream)
                    .toList();

    /** In the order of RFC 7518 section 4.1, later ones after it. */
    public static final List<JoseAlgorithm> ENCRYPTION =
            Stream.of(
                            all(
                                    Kind.PUBLIC_KEY_ENCRYPTION,
                                    "RSA",
                                    Set.of(),
                                    "RSA1_5",
                                    "RSA-OAEP",
                                    "RSA-OAEP-256"),
                            all(
                                    Kind.SECRET_KEY_ENCRYPTION,
                                    "oct",
                                    Set.of(),
                                    "A128KW",
                                    "A192KW",
                                    "A256KW",
                                    "dir"),
                            all(
                                    Kind.PUBLIC_KEY_ENCRYPTION,
                                    null, // EC or OKP, as the curve says (RFC 8037 section 3.2)
                                    KEY_AGREEMENT_CURVES,
                                    "ECDH-ES",
                                    "ECDH-ES+A128KW",
                                    "ECDH-ES+A192KW",
                                    "ECDH-ES+A256KW"),
                            all(
                                    Kind.SECRET_KEY_ENCRYPTION,
                                    "oct",
                                    Set.of(),
                                    "A128GCMKW",
                                    "A192GCMKW",
                                    "A256GCMKW",
                                    "PBES2-HS256+A128KW",
                                    "PBES2-HS384+A192KW",
                                    "PBES2-HS512+A256KW"),
                            all(
                                    Kind.PUBLIC_KEY_ENCRYPTION,
                                    "RSA",
                                    Set.of(),
                                    "RSA-OAEP-384",
                                    "RSA-OAEP-512"))
                    .flatMap(List::stream)
                    .toList();

    /** In the order of RFC 7518 section 5.1. */
    public static final List<JoseAlgorithm> CONTENT =
            all(
                    Kind.CONTENT_ENCRYPTION,
                    null,
                    Set.of(),
                    "A128CBC-HS256",
                    "A192CBC-HS384",
                    "A256CBC-HS512",
                    "A128GCM",
                    "A192GCM",
                    "A256GCM");

    private static final Map<String, JoseAlgorithm> BY_NAME =
            Stream.of(SIGNING, ENCRYPTION, CONTENT)
                    .flatMap(List::stream)
                    .collect(toUnmodifiableMap(JoseAlgorithm::name, identity()));

    private static List<JoseAlgorithm> all(
            Kind kind, String keyType, Set<String> curves, String... names) {
        return Stream.of(names)
                .map(name -> new JoseAlgorithm(name, kind, keyType, curves))
                .toList();
    }

    /**
     * The algorithm of a name; empty for one that is not known, which a deployment may offer all
     * the same.
     */
    public static Optional<JoseAlgorithm> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The names of a list of algorithms. */
    public static List<String> names(List<JoseAlgorithm> algorithms) {
        return algorithms.stream().map(JoseAlgorithm::name).toList();
    }

    /** Whether its key is the client secret, so that the client must have one. */
    public boolean isSymmetric() {
        return kind == Kind.MAC || kind == Kind.SECRET_KEY_ENCRYPTION;
    }

    /** Whether it works with a key pair of one of the sides. */
    public boolean isAsymmetric() {
        return kind == Kind.SIGNATURE || kind == Kind.PUBLIC_KEY_ENCRYPTION;
    }

    /**
     * Whether a key of this kind serves it.
     *
     * @param kty the key's type
     * @param crv the key's curve; empty text for none
     */
    boolean fits(String kty, String crv) {
        return (keyType == null || keyType.equals(kty))
                && (curves.isEmpty() || curves.contains(crv));
    }
}
