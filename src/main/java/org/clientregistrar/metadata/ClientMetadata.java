package org.clientregistrar.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client registered of itself, checked and complete with defaults. Immutable. */
public final class ClientMetadata implements MetadataValues {

    /** Nothing at all: what is kept of a client that has ended. */
    public static final ClientMetadata NONE =
            new ClientMetadata(JsonNodeFactory.instance.objectNode());

    private final ObjectNode members;

    ClientMetadata(ObjectNode members) {
        this.members = inCatalogueOrder(members);
    }

    /**
     * Metadata that was checked when it was stored; jsonb does not keep the order of its members.
     */
    @JsonCreator
    static ClientMetadata stored(ObjectNode members) {
        return new ClientMetadata(members);
    }

    @Override
    public <T> Optional<T> get(Parameter<T> parameter) {
        return Optional.ofNullable(members.get(parameter.name())).map(parameter.type()::value);
    }

    /**
     * All members with their values, language-tagged ones included, in the order of the catalogue:
     * a copy.
     */
    @JsonValue
    public ObjectNode members() {
        return members.deepCopy();
    }

    /**
     * The same with another value of a parameter.
     *
     * @param value one that needs no check
     */
    public <T> ClientMetadata with(Parameter<T> parameter, T value) {
        var changed = members();
        changed.set(parameter.name(), parameter.type().json(value));
        return new ClientMetadata(changed);
    }

    /** The same without a parameter; its language-tagged forms stay. */
    public ClientMetadata without(Parameter<?> parameter) {
        var changed = members();
        changed.remove(parameter.name());
        return new ClientMetadata(changed);
    }

    /** How large it is as JSON, in octets. */
    public int bytes() {
        return members.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientMetadata that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** The names of the members alone: values may be personal data. */
    @Override
    public String toString() {
        var names = new ArrayList<String>();
        members.fieldNames().forEachRemaining(names::add);
        return "ClientMetadata" + names;
    }

    private static ObjectNode inCatalogueOrder(ObjectNode members) {
        var ordered = JsonNodeFactory.instance.objectNode();
        for (var parameter : Catalogue.all()) {
            for (var member : membersOf(parameter, members)) {
                ordered.set(member, members.get(member));
            }
        }
        members.forEachEntry(ordered::putIfAbsent); // members of the deployment's own
        return ordered;
    }

    private static List<String> membersOf(Parameter<?> parameter, ObjectNode members) {
        var found = new ArrayList<String>();
        if (members.has(parameter.name())) {
            found.add(parameter.name());
        }
        if (parameter.isLocalizable()) {
            members.fieldNames()
                    .forEachRemaining(
                            name -> {
                                if (parameter.isTagged(name)) {
                                    found.add(name);
                                }
                            });
        }
        return found;
    }
}
