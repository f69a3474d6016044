package org.clientregistrar.audit;

import java.util.Locale;

/** What was done, for the history. */
public enum Action {
    /** A client came to be. */
    REGISTERED,
    /** Metadata, or what operators say of the client, became other. */
    UPDATED,
    /** The client has a new secret; earlier ones may still be good. */
    SECRET_ROTATED,
    /** A secret of the client was ended at once. */
    SECRET_DELETED,
    /** Secrets of the client had expired, and were erased. */
    SECRETS_EXPIRED,
    /** The client's secrets are kept as hashes from now on, and not shown any more. */
    SECRETS_HASHED,
    /** The client has a new registration access token; the earlier one is of no use. */
    REGISTRATION_TOKEN_ISSUED,
    /** The client has no registration access token any more. */
    REGISTRATION_TOKEN_REVOKED,
    /** Its credentials were erased; until the restore window ends it can be restored. */
    DELETED,
    /** A deleted client is back, with new credentials. */
    RESTORED,
    /** The restore window has ended: but for the id, nothing is left of the client. */
    ERASED,
    /** A key or token was handed out. */
    ISSUED,
    /** A key or token is of no use any more. */
    REVOKED;

    /** As it stands in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
