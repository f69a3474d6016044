package org.clientregistrar.client;

import static org.clientregistrar.error.OAuthException.invalidToken;
import static org.clientregistrar.error.OAuthException.notFound;

import java.util.Optional;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.Secret;

/** Who reads or changes a client that is here already. */
public sealed interface Caller {

    /** Who it is, for the history. */
    Actor actor(String clientId);

    /** What the caller is told where there is no such client for it. */
    OAuthException unknownClient();

    /**
     * The client, which proves itself with the token that was issued to it (RFC 7592 section 2).
     *
     * @param registrationAccessToken the token
     */
    record Itself(Secret registrationAccessToken) implements Caller {

        @Override
        public Actor actor(String clientId) {
            return Actor.client(clientId);
        }

        /** The same for a wrong token and for a client that is not there (RFC7592-B-03). */
        @Override
        public OAuthException unknownClient() {
            return invalidToken(
                    "RFC7592-2.1-04", "the registration access token is not valid for this client");
        }
    }

    /**
     * Somebody who may change every client, and whom the registration access tokens of the clients
     * do not concern.
     *
     * @param actor the operator
     * @param lackingScope the scope that the operator would need to have a new secret made for a
     *     client that is here already; empty for one who has it
     */
    record ByOperator(Actor actor, Optional<String> lackingScope) implements Caller {

        /**
         * Whoever has a new secret made ends the one that the client uses, and sees the new one.
         *
         * @throws OAuthException 403 without the scope for that
         */
        public void refuseNewSecret() {
            lackingScope.ifPresent(
                    scope -> {
                        throw OAuthException.insufficientScope(scope);
                    });
        }

        @Override
        public Actor actor(String clientId) {
            return actor;
        }

        @Override
        public OAuthException unknownClient() {
            return notFound("there is no such client");
        }
    }
}
