package org.clientregistrar.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientregistrar.metadata.Parameter;

/**
 * What the authorization server beside this registry supports, at one moment.
 *
 * @param values the values by parameter, in the order of preference; without an entry, any are
 */
record Offer(Map<String, Set<String>> values) {

    /** As error descriptions may have it (RFC 6749 appendix A.8), with the words of a value. */
    private static final Pattern PRINTABLE =
            Pattern.compile("[!#-\\[\\]-~]++(?: [!#-\\[\\]-~]++)*+");

    /** Whether a value can be told in an error. */
    static boolean isPrintable(String value) {
        return PRINTABLE.matcher(value).matches();
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
