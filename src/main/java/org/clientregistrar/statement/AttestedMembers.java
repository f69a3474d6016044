package org.clientregistrar.statement;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.ClientParameters;
import org.clientregistrar.metadata.Parameter;

/**
 * Which claims of a statement count as client metadata, and how they win over the client's own word
 * (RFC 7591 section 2.3, CHOICE-38).
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

    private static final Set<String> LOCALIZABLE =
            Catalogue.all().stream()
                    .filter(Parameter::isLocalizable)
                    .map(Parameter::name)
                    .collect(toUnmodifiableSet());

    /** Whether an issuer can be allowed to set a parameter at all. */
    static boolean canBeAllowed(String parameter) {
        return !NEVER.contains(parameter) && !parameter.contains("#");
    }

    /**
     * The request as the statement has it. Where the statement speaks of a parameter, it alone
     * does: a name in another language beside the attested one would be a way to look like somebody
     * else.
     */
    ObjectNode over(ObjectNode request, ObjectNode attested) {
        var spokenOf = new HashSet<String>();
        attested.fieldNames().forEachRemaining(member -> spokenOf.add(parameter(member)));
        Catalogue.all().stream() // nor may the client offer others to choose from
                .filter(
                        list ->
                                list.choiceFor()
                                        .map(Parameter::name)
                                        .filter(spokenOf::contains)
                                        .isPresent())
                .forEach(list -> spokenOf.add(list.name()));
        Catalogue.all().forEach(parameter -> addPartner(parameter, spokenOf));
        var merged = request.deepCopy();
        merged.properties().removeIf(member -> spokenOf.contains(parameter(member.getKey())));
        merged.setAll(attested);
        return merged;
    }

    /** Of two members that exclude each other the attested one stands. */
    private static void addPartner(Parameter<?> parameter, Set<String> spokenOf) {
        parameter
                .excludes()
                .map(relation -> Set.of(parameter.name(), relation.other().name()))
                .filter(pair -> pair.stream().anyMatch(spokenOf::contains))
                .ifPresent(spokenOf::addAll);
    }

    /** What of the claims counts as metadata. */
    ObjectNode of(ObjectNode claims) {
        var attested = claims.deepCopy();
        attested.properties()
                .removeIf(
                        claim ->
                                !Parameter.isValue(claim.getValue())
                                        || !mayBeSet(parameter(claim.getKey())));
        return attested;
    }

    private boolean mayBeSet(String parameter) {
        return canBeAllowed(parameter)
                && allowed.map(names -> names.contains(parameter)).orElse(true);
    }

    /** The parameter of a member: what stands before a language tag (RFC 7591 section 2.2). */
    private static String parameter(String member) {
        int hash = member.indexOf('#');
        return hash > 0 && LOCALIZABLE.contains(member.substring(0, hash))
                ? member.substring(0, hash)
                : member;
    }
}
