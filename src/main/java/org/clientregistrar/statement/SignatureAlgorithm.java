package org.clientregistrar.statement;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.metadata.JoseAlgorithm;

/**
 * The algorithms that a statement may be signed with: asymmetric ones alone. A MAC would need a
 * secret that the issuer shares with every registry, and none is no signature at all (RFC 8725
 * section 3.2).
 */
enum SignatureAlgorithm {
    RS256("RS256"),
    RS384("RS384"),
    RS512("RS512"),
    PS256("PS256"),
    PS384("PS384"),
    PS512("PS512"),
    ES256("ES256"),
    ES384("ES384"),
    ES512("ES512"),
    EDDSA("EdDSA");

    private final String alg;

    SignatureAlgorithm(String alg) {
        this.alg = alg;
    }

    /** The algorithm of a name, which is compared with its case. */
    static Optional<SignatureAlgorithm> of(String alg) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.alg.equals(alg)).findFirst();
    }

    /** All names. */
    static List<String> names() {
        return Arrays.stream(values()).map(SignatureAlgorithm::toString).toList();
    }

    /** The same among all algorithms, which knows the keys it takes. */
    JoseAlgorithm inJose() {
        return JoseAlgorithm.of(alg).orElseThrow();
    }

    /** The value of alg (RFC 7518 section 3.1, RFC 8037 section 3.1). */
    @Override
    public String toString() {
        return alg;
    }
}
