package org.clientregistrar.audit;

import java.util.Locale;

/**
 * What was changed.
 *
 * @param type what kind of thing
 * @param id its client_id, or the id of the key or token, which is not its value
 */
public record Target(Type type, String id) {

    /** What kinds of thing have a history. */
    public enum Type {
        CLIENT,
        ACCESS_KEY,
        INITIAL_ACCESS_TOKEN;

        /** As it stands in the database and in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Target client(String clientId) {
        return new Target(Type.CLIENT, clientId);
    }

    public static Target accessKey(String keyId) {
        return new Target(Type.ACCESS_KEY, keyId);
    }

    public static Target initialAccessToken(String tokenId) {
        return new Target(Type.INITIAL_ACCESS_TOKEN, tokenId);
    }
}
