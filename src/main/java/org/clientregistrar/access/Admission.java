package org.clientregistrar.access;

import org.clientregistrar.audit.Actor;

/** On what ground a registration, or a change of one, was let in. */
public sealed interface Admission {

    /** What may be registered at most. */
    default Bounds bounds() {
        return Bounds.NONE;
    }

    /** Who it is that registers. */
    default Actor actor() {
        return Actor.ANYONE;
    }

    /**
     * Counts the registration. To be called at the end of its transaction, since others who use the
     * same token wait from here on until that ends.
     *
     * @throws org.clientregistrar.error.OAuthException 401 if no use is left
     */
    default void spend() {}

    /** Without any token: the client is known by nothing but its own word (RFC 7591 section 5). */
    record Open() implements Admission {}

    /**
     * With an initial access token (RFC 7591 section 3), now or when the client registered.
     *
     * @param bounds what may be registered with it
     * @param actor the token
     * @param use counts a use, see {@link #spend}
     */
    record ByToken(Bounds bounds, Actor actor, Runnable use) implements Admission {
        @Override
        public void spend() {
            use.run();
        }
    }

    /**
     * By an operator, who may give clients all that the deployment offers.
     *
     * @param actor the operator
     */
    record ByOperator(Actor actor) implements Admission {}
}
