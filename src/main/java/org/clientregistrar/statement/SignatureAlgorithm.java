package org.clientregistrar.statement;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The algorithms that a statement may be signed with: asymmetric ones alone. A MAC would need a
 * secret that the issuer shares with every registry, and none is no signature at all (RFC 8725
 * section 3.2).
 */
enum SignatureAlgorithm {
    RS256("RS256", "RSA", null),
    RS384("RS384", "RSA", null),
    RS512("RS512", "RSA", null),
    PS256("PS256", "RSA", null),
    PS384("PS384", "RSA", null),
    PS512("PS512", "RSA", null),
    ES256("ES256", "EC", "P-256"),
    ES384("ES384", "EC", "P-384"),
    ES512("ES512", "EC", "P-521"),
    EDDSA("EdDSA", "OKP", "Ed25519");

    private final String alg;
    private final String kty;
    private final String crv;

    SignatureAlgorithm(String alg, String kty, String crv) {
        this.alg = alg;
        this.kty = kty;
        this.crv = crv;
    }

    /** The algorithm of a name, which is compared with its case. */
    static Optional<SignatureAlgorithm> of(String alg) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.alg.equals(alg)).findFirst();
    }

    /** All names. */
    static List<String> names() {
        return Arrays.stream(values()).map(SignatureAlgorithm::toString).toList();
    }

    /** Whether it takes keys of this type and, where the type has them, on this curve. */
    boolean fits(String kty, String crv) {
        return this.kty.equals(kty) && (this.crv == null || this.crv.equals(crv));
    }

    /** The value of alg (RFC 7518 section 3.1, RFC 8037 section 3.1). */
    @Override
    public String toString() {
        return alg;
    }
}
