package org.clientregistrar.metadata;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The members that a deployment understands: all that the IANA registry has, the groups beside it
 * that are switched on, and members of the deployment's own (RFC 7591 section 2).
 */
public final class Vocabulary {

    private final List<Parameter<?>> parameters;
    private final Map<String, Parameter<?>> byName;

    /**
     * Puts a vocabulary together.
     *
     * @param groups the groups beside the IANA registry that are understood
     * @param extensions members of the deployment's own, with names that the catalogue has not
     */
    public Vocabulary(Set<Unregistered> groups, List<Parameter<?>> extensions) {
        this.parameters =
                Stream.concat(
                                Catalogue.all().stream()
                                        .filter(
                                                parameter ->
                                                        parameter
                                                                .group()
                                                                .map(groups::contains)
                                                                .orElse(true)),
                                extensions.stream())
                        .toList();
        this.byName = parameters.stream().collect(toUnmodifiableMap(Parameter::name, identity()));
    }

    /** All parameters, in the order of responses. */
    public List<Parameter<?>> all() {
        return parameters;
    }

    /** Whether a parameter means something here. */
    public boolean has(Parameter<?> parameter) {
        return byName.containsKey(parameter.name());
    }

    /**
     * The parameter of a member, which may carry a language tag; empty for a member that has no
     * meaning here.
     */
    public Optional<Parameter<?>> ofMember(String member) {
        int hash = member.indexOf('#');
        if (hash < 0) {
            return Optional.ofNullable(byName.get(member));
        }
        return Optional.<Parameter<?>>ofNullable(byName.get(member.substring(0, hash)))
                .filter(Parameter::isLocalizable)
                .filter(parameter -> LanguageTag.isWellFormed(member.substring(hash + 1)));
    }
}
