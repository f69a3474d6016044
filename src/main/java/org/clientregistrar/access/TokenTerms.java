package org.clientregistrar.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What an initial access token is good for, as an operator says it.
 *
 * @param label a name for people, see {@link org.clientregistrar.audit.ShortText}
 * @param owner who answers for what is registered with it, see there
 * @param expiresAt when it ends; empty for never
 * @param maxUses how many clients can be registered with it, 1 or more; empty for any number
 * @param bounds what may be registered with it
 */
public record TokenTerms(
        Optional<String> label,
        Optional<String> owner,
        Optional<Instant> expiresAt,
        Optional<Integer> maxUses,
        Bounds bounds) {

    /** The JSON form. */
    public ObjectNode members() {
        var members = JsonNodeFactory.instance.objectNode();
        label.ifPresent(text -> members.put("label", text));
        owner.ifPresent(text -> members.put("owner", text));
        expiresAt.ifPresent(at -> members.put("expires_at", at.toString()));
        members.put("max_uses", maxUses.orElse(null));
        members.set("bounds", bounds.members());
        return members;
    }
}
