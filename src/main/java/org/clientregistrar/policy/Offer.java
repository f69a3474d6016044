package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.SCOPE;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.metadata.Parameter;

/**
 * What the authorization server beside this registry supports, at one moment.
 *
 * @param values the values by parameter, in the order of preference; without an entry, any are
 */
record Offer(Map<String, Set<String>> values) {

    /**
     * Whether a value can be told in an error: words of the characters of a scope, which are those
     * of an error description too (RFC 6749 appendix A.4, A.8).
     */
    static boolean isPrintable(String value) {
        return SCOPE.accepts(value);
    }

    /** The values of a parameter; empty where any are. */
    Optional<Set<String>> of(Parameter<?> parameter) {
        return Optional.ofNullable(values.get(parameter.name()));
    }

    /** Whether a value can be had. */
    boolean has(Parameter<?> parameter, String value) {
        return of(parameter).map(offered -> offered.contains(value)).orElse(true);
    }
}
