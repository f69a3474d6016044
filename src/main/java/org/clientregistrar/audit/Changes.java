package org.clientregistrar.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * What became other, by member: {@code {"client_name": {"from": "A", "to": "B"}}}. Of what has the
 * name of a secret or token it says {@code {"from": "earlier", "to": "new"}}, and no more. Of a
 * value of more than 1 KiB it says how large it is, and its SHA-256. Immutable.
 */
public final class Changes {

    /** Nothing that has a member's name. */
    public static final Changes NONE = new Changes(JsonNodeFactory.instance.objectNode());

    /** Bytes of JSON. */
    private static final int LARGEST_VALUE = 1024;

    /** Of one character: an escape such as that of U+001F. */
    private static final int MOST_BYTES = 6;

    /**
     * How names end whose values nobody shall read here, wherever they come from: {@code
     * client_secret}, but not {@code id_token_signed_response_alg}.
     */
    private static final List<String> CONFIDENTIAL =
            List.of(
                    "secret",
                    "token",
                    "password",
                    "passphrase",
                    "software_statement",
                    "access_key",
                    "accesskey",
                    "api_key",
                    "apikey",
                    "private_key",
                    "privatekey");

    private static final TextNode EARLIER = TextNode.valueOf("earlier");
    private static final TextNode NEW = TextNode.valueOf("new");

    private final ObjectNode members;

    private Changes(ObjectNode members) {
        this.members = members;
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

    /** A thing that was in another state until now. */
    public static Changes ofState(Object from, Object to) {
        var nodes = JsonNodeFactory.instance;
        return between(
                nodes.objectNode().put("state", from.toString()),
                nodes.objectNode().put("state", to.toString()));
    }

    private static void change(ObjectNode members, String name, JsonNode from, JsonNode to) {
        var change = members.putObject(name);
        var isConfidential = isConfidential(name);
        if (from != null) {
            change.set("from", isConfidential ? EARLIER : shown(from));
        }
        if (to != null) {
            change.set("to", isConfidential ? NEW : shown(to));
        }
    }

    private static boolean isConfidential(String name) {
        var tag = name.indexOf('#');
        var end = tag < 0 ? name.length() : tag;
        for (var ending : CONFIDENTIAL) {
            var length = ending.length();
            if (name.regionMatches(true, end - length, ending, 0, length)) {
                return true;
            }
        }
        return false;
    }

    /** The value as it may be kept; nearly always as it is, which is found out at little cost. */
    private static JsonNode shown(JsonNode value) {
        var plain = hasConfidential(value) ? withoutConfidential(value) : value;
        if (mostBytes(plain) <= LARGEST_VALUE) {
            return plain;
        }
        var json = CanonicalJson.of(plain).getBytes(StandardCharsets.UTF_8);
        if (json.length <= LARGEST_VALUE) {
            return plain;
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("bytes", json.length)
                .put("sha256", HexFormat.of().formatHex(Transcript.sha256(json)));
    }

    private static boolean hasConfidential(JsonNode value) {
        if (!value.isContainerNode()) {
            return false;
        }
        for (var member : value.properties()) {
            if (isConfidential(member.getKey())) {
                return true;
            }
        }
        for (var part : value) {
            if (hasConfidential(part)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode withoutConfidential(JsonNode value) {
        if (value instanceof ObjectNode object) {
            var plain = JsonNodeFactory.instance.objectNode();
            object.forEachEntry(
                    (name, member) -> {
                        if (isConfidential(name)) {
                            plain.put(name, "[secret]");
                        } else {
                            plain.set(name, withoutConfidential(member));
                        }
                    });
            return plain;
        }
        if (value instanceof ArrayNode array) {
            var plain = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> plain.add(withoutConfidential(item)));
            return plain;
        }
        return value;
    }

    /** A bound of its size as JSON, without writing it. */
    private static long mostBytes(JsonNode value) {
        if (!value.isContainerNode()) {
            return value.isTextual()
                    ? 2L + (long) MOST_BYTES * value.textValue().length()
                    : value.asText().length();
        }
        long bytes = 2;
        for (var member : value.properties()) {
            bytes += 4L + (long) MOST_BYTES * member.getKey().length();
        }
        for (var part : value) {
            bytes += 1 + mostBytes(part);
        }
        return bytes;
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** As it stands in the database and in replies. */
    String json() {
        return members.toString();
    }
}
