package org.clientregistrar.secret;

/** Makes hashes that take long on purpose: of secrets that could be guessed one after the other. */
public interface SlowHashing {

    /**
     * The hash, always the same for the same arguments.
     *
     * @param secret what is hashed, of any length
     * @param salt random, so that equal secrets have other hashes
     * @param iterations how long it takes
     * @throws org.clientregistrar.error.OAuthException 503 where too much of this is under way
     */
    byte[] derive(Secret secret, byte[] salt, int iterations);

    /** The same for one who waits until it can be done, as long as that takes. */
    default SlowHashing patient() {
        return this;
    }
}
