package org.clientregistrar.statement;

import java.security.PublicKey;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A public key of an issuer, with the one algorithm it is used with (RFC 8725 section 3.1).
 *
 * @param kid how the issuer's statements name it, if they can
 */
record VerificationKey(Optional<String> kid, SignatureAlgorithm algorithm, PublicKey key) {

    /** Whether it is the key that a header names. */
    boolean isMeantBy(StatementHeader header) {
        return algorithm == header.algorithm()
                && (header.kid().isEmpty() || header.kid().equals(kid));
    }

    /** Whether the signature is this key's. */
    boolean verifies(CompactJws statement) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.toString()));
        jws.setKey(key);
        try {
            jws.setCompactSerialization(statement.text());
            return jws.verifySignature();
        } catch (JoseException | RuntimeException e) {
            return false; // such as a signature of a length that the algorithm does not have
        }
    }
}
