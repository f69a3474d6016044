package org.clientregistrar.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.TreeMap;

/**
 * One spelling for each JSON value: jsonb keeps neither the order of members nor the spelling of
 * numbers, and another database may keep them otherwise again.
 */
final class CanonicalJson {

    private static final ObjectReader READER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readerFor(JsonNode.class);

    private CanonicalJson() {}

    /** Members in the order of their names, numbers without zeros at the end, no white space. */
    static String of(JsonNode value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            var members = new TreeMap<String, JsonNode>();
            value.forEachEntry(members::put);
            var separator = '{';
            for (var member : members.entrySet()) {
                text.append(separator).append(TextNode.valueOf(member.getKey())).append(':');
                write(member.getValue(), text);
                separator = ',';
            }
            text.append(members.isEmpty() ? "{}" : "}");
        } else if (value.isArray()) {
            var separator = '[';
            for (var item : value) {
                write(item, text.append(separator));
                separator = ',';
            }
            text.append(value.isEmpty() ? "[]" : "]");
        } else if (value.isNumber()) {
            text.append(value.decimalValue().stripTrailingZeros());
        } else {
            text.append(value);
        }
    }

    /**
     * The same of JSON text. What cannot be read stands for itself: this service wrote nothing of
     * the kind, and whoever did shall not stop the others from being looked at.
     */
    static String of(String json) {
        try {
            return of(READER.<JsonNode>readValue(json));
        } catch (JsonProcessingException e) {
            return json;
        }
    }
}
