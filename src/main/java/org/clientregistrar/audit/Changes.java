package org.clientregistrar.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What became other, by member: {@code {"client_name": {"from": "A", "to": "B"}}}. Never of a
 * secret or token: of these it says at most that they changed. Immutable.
 */
public final class Changes {

    /** Nothing that has a member's name. */
    public static final Changes NONE = new Changes(JsonNodeFactory.instance.objectNode());

    private final ObjectNode members;

    private Changes(ObjectNode members) {
        this.members = members;
    }

    @JsonCreator
    static Changes stored(ObjectNode members) {
        return new Changes(members);
    }

    /** What differs between two records; a member that one of them lacks has no from, or no to. */
    public static Changes between(ObjectNode before, ObjectNode after) {
        var members = JsonNodeFactory.instance.objectNode();
        before.forEachEntry(
                (name, value) -> {
                    if (!value.equals(after.get(name))) {
                        change(members, name, value, after.get(name));
                    }
                });
        after.forEachEntry(
                (name, value) -> {
                    if (!before.has(name)) {
                        change(members, name, null, value);
                    }
                });
        return new Changes(members);
    }

    private static void change(ObjectNode members, String name, JsonNode from, JsonNode to) {
        var change = members.putObject(name);
        if (from != null) {
            change.set("from", from);
        }
        if (to != null) {
            change.set("to", to);
        }
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** The JSON form: a copy. */
    @JsonValue
    public ObjectNode members() {
        return members.deepCopy();
    }
}
