package org.clientregistrar.access;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Collection;
import java.util.Set;
import org.clientregistrar.audit.Actor;

/**
 * Somebody who may come in at the doors that are not for everybody.
 *
 * @param actor who it is, for the history
 * @param scopes what they may do
 */
public record Operator(Actor actor, Set<Scope> scopes) {

    static Operator withKey(AccessKey key) {
        return new Operator(
                new Actor(Actor.Type.ACCESS_KEY, key.keyId, key.name), known(key.scopes()));
    }

    /** As the framework knows it: the scopes are its roles. */
    SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(actor)
                .addRoles(scopes.stream().map(Scope::toString).collect(toUnmodifiableSet()))
                .build();
    }

    /** Whoever was let in with the request. */
    public static Operator of(SecurityIdentity identity) {
        return new Operator((Actor) identity.getPrincipal(), known(identity.getRoles()));
    }

    /** The scopes among some names; a later release may have known others. */
    private static Set<Scope> known(Collection<String> names) {
        return names.stream().flatMap(name -> Scope.of(name).stream()).collect(toUnmodifiableSet());
    }
}
