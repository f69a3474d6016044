package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.JWKS_URI;

import org.clientregistrar.metadata.MetadataDraft;

/** The JWK Set at jwks_uri, read where a deployment says so (CHOICE-29). */
final class RemoteKeys {

    private final RemoteJson remote;

    RemoteKeys(RemoteJson remote) {
        this.remote = remote;
    }

    /** Holds the keys to the rules of jwks, before other rules ask for them. */
    void read(MetadataDraft draft) {
        if (draft.get(JWKS_URI).isPresent() && draft.isSound()) { // nothing for a refused request
            remote.read(draft, JWKS_URI, "CHOICE-29").ifPresent(draft::readKeysAtUri);
        }
    }
}
