package org.clientregistrar.metadata;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.Map;
import java.util.Optional;
import org.jose4j.keys.EllipticCurves;

/**
 * A curve of JWKs (RFC 7518 section 6.2.1.1, RFC 8037 section 2, RFC 8812 section 3.1).
 *
 * @param keyType the kty of its keys
 * @param octets of a coordinate, exactly
 * @param parameters of the equation; null for curves whose points have one coordinate
 */
record Curve(String keyType, int octets, ECParameterSpec parameters) {

    private static final Map<String, Curve> BY_NAME =
            Map.of(
                    "P-256", new Curve("EC", 32, EllipticCurves.P256),
                    "P-384", new Curve("EC", 48, EllipticCurves.P384),
                    "P-521", new Curve("EC", 66, EllipticCurves.P521),
                    "secp256k1", new Curve("EC", 32, EllipticCurves.SECP256K1),
                    "Ed25519", new Curve("OKP", 32, null),
                    "Ed448", new Curve("OKP", 57, null),
                    "X25519", new Curve("OKP", 32, null),
                    "X448", new Curve("OKP", 56, null));

    /** The curve of a crv; empty for one that is not known. */
    static Optional<Curve> of(String crv) {
        return Optional.ofNullable(BY_NAME.get(crv));
    }

    /**
     * Whether a point lies on the curve, which those of a small subgroup or of another curve do not
     * (RFC 8725 section 3.4). The point at infinity has no coordinates.
     */
    boolean hasPoint(BigInteger x, BigInteger y) {
        var p = ((ECFieldFp) parameters.getCurve().getField()).getP();
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        var right =
                x.pow(3)
                        .add(parameters.getCurve().getA().multiply(x))
                        .add(parameters.getCurve().getB());
        return y.pow(2).mod(p).equals(right.mod(p));
    }
}
