package org.clientregistrar.metadata;

import java.util.Optional;

/**
 * The public keys of a client, as far as they are known: keys at a URI that was not read may be
 * anything.
 */
public final class ClientKeys {

    private final Optional<JwkSet> seen;
    private final boolean hasUnseen;

    ClientKeys(Optional<JwkSet> seen, boolean hasUnseen) {
        this.seen = seen;
        this.hasUnseen = hasUnseen;
    }

    /** Whether there is, or may be, a key to verify the client's signatures (OIDCCORE-9-01). */
    public boolean mayVerify() {
        return hasUnseen || seen.filter(JwkSet::verifies).isPresent();
    }

    /** Whether there is, or may be, a key of the client for an algorithm. */
    public boolean mayServe(JoseAlgorithm algorithm) {
        return hasUnseen || seen.filter(keys -> keys.serves(algorithm)).isPresent();
    }

    /** Whether there is, or may be, a certificate of the client among its keys. */
    public boolean mayHaveCertificate() {
        return hasUnseen || seen.filter(JwkSet::hasCertificate).isPresent();
    }

    /** Whether no kid tells apart the keys that verify the client's signatures. */
    public boolean areAmbiguous() {
        return seen.filter(JwkSet::isAmbiguous).isPresent();
    }
}
