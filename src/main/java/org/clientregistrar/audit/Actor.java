package org.clientregistrar.audit;

import java.security.Principal;
import java.util.Locale;

/**
 * Who makes a change.
 *
 * @param type what kind of caller
 * @param id by which the caller is told from others of its kind: the id of a key or token, the
 *     subject of a JWT, a client_id; null where there is none
 * @param label a name for people; null where there is none
 */
public record Actor(Type type, String id, String label) implements Principal {

    /** What kinds of caller there are. */
    public enum Type {
        /** The holder of an access key of this service. */
        ACCESS_KEY,
        /** Somebody whom the operator's OpenID provider vouches for. */
        SUBJECT,
        /** The holder of an initial access token. */
        INITIAL_ACCESS_TOKEN,
        /** A client, with its own registration access token. */
        CLIENT,
        /** Somebody who presented nothing, as open registration allows. */
        ANYONE,
        /** This service by itself, such as when time has passed. */
        SERVICE;

        /** As it stands in the database and in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An open registration. */
    public static final Actor ANYONE = new Actor(Type.ANYONE, null, null);

    /** What this service does by itself. */
    public static final Actor SERVICE = new Actor(Type.SERVICE, null, null);

    /** A client that manages itself. */
    public static Actor client(String clientId) {
        return new Actor(Type.CLIENT, clientId, null);
    }

    /** For frameworks and for the column created_by: the kind and the id. */
    @Override
    public String getName() {
        return id == null ? type.toString() : type + ":" + id;
    }
}
