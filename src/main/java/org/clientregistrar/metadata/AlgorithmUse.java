package org.clientregistrar.metadata;

import java.util.List;

/** What the algorithm of a parameter is used for, and so which keys it needs. */
public enum AlgorithmUse {
    /** The authorization server signs or MACs what the client gets. */
    SERVER_SIGNS(JoseAlgorithm.SIGNING),
    /** The client signs or MACs what the authorization server gets. */
    CLIENT_SIGNS(JoseAlgorithm.SIGNING),
    /** The authorization server encrypts what the client gets. */
    SERVER_ENCRYPTS(JoseAlgorithm.ENCRYPTION),
    /** The client encrypts what the authorization server gets, to the server's own public key. */
    CLIENT_ENCRYPTS(JoseAlgorithm.ENCRYPTION),
    /** Of either side's encryption, the part that has no key of its own. */
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
