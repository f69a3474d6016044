package org.clientregistrar.signature;

import java.security.PublicKey;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A public key of an issuer, with the one algorithm it is used with (RFC 8725 section 3.1).
 *
 * @param kid how the issuer's JWTs name it, if they can
 */
public record VerificationKey(Optional<String> kid, SignatureAlgorithm algorithm, PublicKey key) {

    /** Whether it is a key that a header with this alg and kid may mean. */
    boolean isMeantBy(SignatureAlgorithm alg, Optional<String> kidOfHeader) {
        return algorithm == alg && (kidOfHeader.isEmpty() || kidOfHeader.equals(kid));
    }

    /** Whether the signature of a compact JWS is this key's. */
    public boolean verifies(String compactJws) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.toString()));
        jws.setKey(key);
        try {
            jws.setCompactSerialization(compactJws);
            return jws.verifySignature();
        } catch (JoseException | RuntimeException e) {
            return false; // such as a signature of a length that the algorithm does not have
        }
    }
}
