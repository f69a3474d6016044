package org.clientregistrar.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396). */
public final class MergePatch {

    private MergePatch() {}

    /** The document with the patch applied to it (section 2): a copy. */
    public static ObjectNode apply(ObjectNode patch, ObjectNode document) {
        var merged = document.deepCopy();
        patch.forEachEntry(
                (name, value) -> {
                    if (value.isNull()) {
                        merged.remove(name);
                    } else if (value instanceof ObjectNode inner) {
                        var target =
                                merged.get(name) instanceof ObjectNode there
                                        ? there
                                        : JsonNodeFactory.instance.objectNode();
                        merged.set(name, apply(inner, target));
                    } else {
                        merged.set(name, value);
                    }
                });
        return merged;
    }
}
