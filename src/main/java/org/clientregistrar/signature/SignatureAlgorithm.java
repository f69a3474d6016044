package org.clientregistrar.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.metadata.JoseAlgorithm;

/**
 * The algorithms that a JWT of an issuer may be signed with: asymmetric ones alone. A MAC would
 * need a secret that the issuer shares with every registry, and none is no signature at all (RFC
 * 8725 section 3.2).
 */
public enum SignatureAlgorithm {
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
    public static Optional<SignatureAlgorithm> of(String alg) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.alg.equals(alg)).findFirst();
    }

    /**
     * The algorithms that a setting names.
     *
     * @param setting its name
     * @throws SettingException for the name of any other algorithm, or of none
     */
    public static List<SignatureAlgorithm> ofSetting(String setting, List<String> names) {
        var known = Arrays.stream(values()).map(SignatureAlgorithm::toString).toList();
        return names.stream()
                .distinct()
                .map(
                        name ->
                                of(name).orElseThrow(
                                                () ->
                                                        new SettingException(
                                                                setting, "must be of " + known)))
                .toList();
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
