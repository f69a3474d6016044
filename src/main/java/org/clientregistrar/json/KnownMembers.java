package org.clientregistrar.json;

import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.clientregistrar.error.Faults;

/**
 * All members that a body may have. Any other is a fault: a slip of the pen shall not pass for a
 * member that was left out.
 *
 * @param names two or more, in the order in which a fault tells them
 */
public record KnownMembers(List<String> names) {

    /** Some members. */
    public static KnownMembers of(String... names) {
        return new KnownMembers(List.of(names));
    }

    /**
     * Notes it once if a body has others, whose names are the caller's own and are not told.
     *
     * @param rule the requirement that says what there may be; null where there is none
     */
    public void check(ObjectNode body, String rule, Faults faults) {
        if (!body.properties().stream().map(Map.Entry::getKey).allMatch(names::contains)) {
            var last = names.size() - 1;
            var all = String.join(", ", names.subList(0, last)) + " and " + names.get(last);
            faults.add(INVALID_REQUEST, null, rule, "the body has a member other than " + all);
        }
    }
}
