package org.clientregistrar.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

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
        if (value.isObject()) {
            var members = new TreeMap<String, String>();
            value.forEachEntry((name, member) -> members.put(name, of(member)));
            return members.entrySet().stream()
                    .map(CanonicalJson::member)
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(CanonicalJson::of)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return value.isNumber()
                ? value.decimalValue().stripTrailingZeros().toString()
                : value.toString();
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

    private static String member(Map.Entry<String, String> member) {
        return quoted(member.getKey()) + ":" + member.getValue();
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
