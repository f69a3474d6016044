package org.clientregistrar.statement;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.ClientParameters;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.Precedence;

/**
 * Which claims of a statement count as client metadata, and so win over the client's own word (RFC
 * 7591 section 2.3, CHOICE-38).
 *
 * @param allowed the parameters that the issuer may set; all without such a list
 */
record AttestedMembers(Optional<Set<String>> allowed) {

    /** The claims about the statement itself (RFC 7519 section 4.1). */
    private static final Set<String> ABOUT_THE_STATEMENT =
            Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

    /** What no issuer says of a client: the registry issues it, or it is the statement's form. */
    private static final Set<String> NEVER =
            Stream.of(
                            ABOUT_THE_STATEMENT.stream(),
                            Catalogue.all().stream()
                                    .filter(
                                            parameter ->
                                                    parameter.source() == Parameter.Source.REGISTRY)
                                    .map(Parameter::name),
                            Stream.of(ClientParameters.SOFTWARE_STATEMENT.name()))
                    .flatMap(names -> names)
                    .collect(toUnmodifiableSet());

    /** Whether an issuer can be allowed to set a parameter at all. */
    static boolean canBeAllowed(String parameter) {
        return !NEVER.contains(parameter) && !parameter.contains("#");
    }

    /** What of the claims counts as metadata. */
    ObjectNode of(ObjectNode claims) {
        var attested = claims.deepCopy();
        attested.properties()
                .removeIf(
                        claim ->
                                !Parameter.isValue(claim.getValue())
                                        || !mayBeSet(Precedence.parameter(claim.getKey())));
        return attested;
    }

    private boolean mayBeSet(String parameter) {
        return canBeAllowed(parameter)
                && allowed.map(names -> names.contains(parameter)).orElse(true);
    }
}
