package org.clientregistrar.client;

import java.util.Locale;
import org.clientregistrar.error.OAuthException;

/** Where a client is in its life. */
public enum ClientState {
    ACTIVE,
    /** An operator has put it out of use, and can put it back (CHOICE-45). */
    DISABLED,
    /**
     * Without credentials, and not to be used. Its metadata is kept until the restore window ends,
     * then only its id is, so that it is never issued again (CHOICE-30).
     */
    DELETED;

    /**
     * Ends what cannot be done to a deleted client.
     *
     * @throws OAuthException 409 if it is deleted
     */
    public void refuseIfDeleted() {
        if (this == DELETED) {
            throw OAuthException.conflict(null, "the client is deleted; restore it first");
        }
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
