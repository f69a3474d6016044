package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Predicate;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.Parameter;

/**
 * Takes members out of a request, and notes those that are not what they must be. Null and the
 * empty string stand for a member that is left out, as in metadata (CHOICE-26).
 */
final class MemberReader {

    private final ObjectNode request;
    private final Faults faults;

    MemberReader(ObjectNode request, Faults faults) {
        this.request = request.deepCopy();
        this.faults = faults;
    }

    /** What was not taken out. */
    ObjectNode rest() {
        return request;
    }

    /** The value of a member, of whatever type. */
    Optional<JsonNode> take(String member) {
        return Optional.ofNullable(request.remove(member)).filter(Parameter::isValue);
    }

    boolean takeFlag(String member, boolean otherwise) {
        var value = take(member);
        if (value.filter(json -> !json.isBoolean()).isPresent()) {
            fault(member, "must be true or false, without quotation marks");
            return otherwise;
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    /**
     * A string.
     *
     * @param form all that it may be
     * @param demand the same in words
     */
    Optional<String> takeText(String member, Predicate<String> form, String demand) {
        var value = take(member);
        var text = value.filter(JsonNode::isTextual).map(JsonNode::textValue).filter(form);
        if (value.isPresent() && text.isEmpty()) {
            fault(member, demand);
        }
        return text;
    }

    void fault(String member, String detail) {
        faults.add(INVALID_REQUEST, member, null, detail);
    }
}
