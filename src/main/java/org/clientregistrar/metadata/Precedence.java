package org.clientregistrar.metadata;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Who is heard where two speak of a client: for each parameter one of them alone. A name in another
 * language beside one that somebody stands for would be a way to look like somebody else.
 */
public final class Precedence {

    private static final Set<String> LOCALIZABLE =
            Catalogue.all().stream()
                    .filter(Parameter::isLocalizable)
                    .map(Parameter::name)
                    .collect(toUnmodifiableSet());

    private Precedence() {}

    /**
     * Members with those of somebody who goes before their sender: a copy. With a parameter go its
     * language-tagged forms, the list to choose its value from, and the parameter that it excludes.
     *
     * @param stronger what goes before; each of its members has a value
     */
    public static ObjectNode over(ObjectNode members, ObjectNode stronger) {
        var spokenOf = new HashSet<String>();
        stronger.fieldNames().forEachRemaining(member -> spokenOf.add(parameter(member)));
        Catalogue.all().stream() // nor may the sender offer others to choose from
                .filter(
                        list ->
                                list.choiceFor()
                                        .map(Parameter::name)
                                        .filter(spokenOf::contains)
                                        .isPresent())
                .forEach(list -> spokenOf.add(list.name()));
        Catalogue.all().forEach(parameter -> addPartner(parameter, spokenOf));
        var merged = members.deepCopy();
        merged.properties().removeIf(member -> spokenOf.contains(parameter(member.getKey())));
        merged.setAll(stronger);
        return merged;
    }

    /**
     * Members with others for what their sender says nothing of: a copy. Who sends a list to choose
     * a value from has spoken of the value.
     *
     * @param weaker what is used in the absence of a value
     */
    public static ObjectNode under(ObjectNode members, ObjectNode weaker) {
        var sent = members.deepCopy();
        sent.properties().removeIf(member -> !Parameter.isValue(member.getValue()));
        var rest = weaker.deepCopy();
        Catalogue.all().stream()
                .filter(list -> list.isIn(sent))
                .flatMap(list -> list.choiceFor().stream())
                .forEach(single -> rest.remove(single.name()));
        return over(rest, sent);
    }

    /** Of two members that exclude each other the one of the stronger stands. */
    private static void addPartner(Parameter<?> parameter, Set<String> spokenOf) {
        parameter
                .excludes()
                .map(relation -> Set.of(parameter.name(), relation.other().name()))
                .filter(pair -> pair.stream().anyMatch(spokenOf::contains))
                .ifPresent(spokenOf::addAll);
    }

    /** The parameter of a member: what stands before a language tag (RFC 7591 section 2.2). */
    public static String parameter(String member) {
        int hash = member.indexOf('#');
        return hash > 0 && LOCALIZABLE.contains(member.substring(0, hash))
                ? member.substring(0, hash)
                : member;
    }
}
