package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.SCOPE;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.metadata.Parameter;

/**
 * What the authorization server beside this registry supports, at one moment, and as far as an
 * initial access token allows it.
 *
 * @param values the values by parameter, in the order of preference; without an entry, any are
 * @param bounded the names of the parameters that the token bounds
 */
record Offer(Map<String, Set<String>> values, Set<String> bounded) {

    /** All that the deployment has. */
    Offer(Map<String, Set<String>> values) {
        this(values, Set.of());
    }

    /**
     * Whether a value can be told in an error: words of the characters of a scope, which are those
     * of an error description too (RFC 6749 appendix A.4, A.8).
     */
    static boolean isPrintable(String value) {
        return SCOPE.accepts(value);
    }

    /** The scope values of a scope. */
    static List<String> tokens(String scope) {
        return List.of(scope.split(" "));
    }

    /**
     * What is left of it within bounds. A client keeps what it has already: it was an operator who
     * gave it more than its token allows.
     *
     * @param before the metadata that an update replaces
     */
    Offer within(Bounds bounds, Optional<ClientMetadata> before) {
        if (bounds.equals(Bounds.NONE)) {
            return this;
        }
        var narrowed = new HashMap<>(values);
        var names = new HashSet<String>();
        narrow(
                GRANT_TYPES,
                bounds.grantTypes(),
                before.flatMap(metadata -> metadata.get(GRANT_TYPES)),
                narrowed,
                names);
        narrow(
                TOKEN_ENDPOINT_AUTH_METHOD,
                bounds.authMethods(),
                before.flatMap(metadata -> metadata.get(TOKEN_ENDPOINT_AUTH_METHOD)).map(List::of),
                narrowed,
                names);
        narrow(
                SCOPE,
                bounds.scopes(),
                before.flatMap(metadata -> metadata.get(SCOPE)).map(Offer::tokens),
                narrowed,
                names);
        return new Offer(narrowed, names);
    }

    private void narrow(
            Parameter<?> parameter,
            List<String> bound,
            Optional<List<String>> already,
            Map<String, Set<String>> narrowed,
            Set<String> names) {
        if (bound == null) {
            return;
        }
        var allowed = new LinkedHashSet<>(bound);
        already.ifPresent(allowed::addAll);
        allowed.removeIf(value -> !has(parameter, value));
        narrowed.put(parameter.name(), allowed);
        names.add(parameter.name());
    }

    /** The values of a parameter; empty where any are. */
    Optional<Set<String>> of(Parameter<?> parameter) {
        return Optional.ofNullable(values.get(parameter.name()));
    }

    /** Whether a value can be had. */
    boolean has(Parameter<?> parameter, String value) {
        return of(parameter).map(offered -> offered.contains(value)).orElse(true);
    }

    /** Whether it is an initial access token that leaves no more values of a parameter. */
    boolean isBounded(Parameter<?> parameter) {
        return bounded.contains(parameter.name());
    }
}
