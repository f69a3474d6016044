package org.clientregistrar.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What only operators say of a client; the client itself can neither set nor change it (CHOICE-34).
 *
 * @param requireConsent whether users are asked for their consent; false, so never, for
 *     confidential clients alone
 * @param reuseConsent whether a consent that was given before is good again
 * @param owner who answers for the client, see {@link org.clientregistrar.audit.ShortText}
 * @param note anything, 1 to 4000 characters
 * @param locked whether the client cannot read or change its own registration
 */
public record AdminMembers(
        boolean requireConsent,
        boolean reuseConsent,
        Optional<String> owner,
        Optional<String> note,
        boolean locked) {

    /** The names that operators know the members by. */
    public static final String REQUIRE_CONSENT = "require_consent";

    public static final String REUSE_CONSENT = "reuse_consent";
    public static final String OWNER = "owner";
    public static final String NOTE = "note";
    public static final String LOCKED = "locked";

    /** What is so of a client that no operator has said anything of. */
    public static final AdminMembers DEFAULTS =
            new AdminMembers(true, true, Optional.empty(), Optional.empty(), false);

    /** As operators read them; owner and note only where there is one. */
    public ObjectNode toJson() {
        var members = JsonNodeFactory.instance.objectNode();
        members.put(REQUIRE_CONSENT, requireConsent);
        members.put(REUSE_CONSENT, reuseConsent);
        owner.ifPresent(text -> members.put(OWNER, text));
        note.ifPresent(text -> members.put(NOTE, text));
        members.put(LOCKED, locked);
        return members;
    }
}
