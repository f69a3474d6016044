package org.clientregistrar.metadata;

import java.util.List;

/** What the algorithm of a parameter is used for. Which keys it needs is the parameter's to say. */
public enum AlgorithmUse {
    /** To sign or MAC. */
    SIGNING(JoseAlgorithm.SIGNING),
    /** To encrypt the key that encrypts the content. */
    KEY_MANAGEMENT(JoseAlgorithm.ENCRYPTION),
    /** To encrypt the content. */
    CONTENT_ENCRYPTION(JoseAlgorithm.CONTENT);

    private final List<JoseAlgorithm> algorithms;

    AlgorithmUse(List<JoseAlgorithm> algorithms) {
        this.algorithms = algorithms;
    }

    /** The algorithms that can be used so. */
    public List<JoseAlgorithm> algorithms() {
        return algorithms;
    }
}
