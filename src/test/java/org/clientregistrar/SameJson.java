package org.clientregistrar;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether two JSON values are the same: members in any order, 1.5e2 as good as 150. */
public final class SameJson {

    private SameJson() {}

    public static boolean is(JsonNode one, JsonNode other) {
        return one.equals(SameJson::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
