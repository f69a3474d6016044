package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The JSON types that parameters have. A value of another type is a fault and never coerced
 * (RFC7591-2-01).
 *
 * @param <T> the type in Java
 */
public sealed interface ValueType<T> {

    /** Where the faults of one value go; the place within it is empty for the value as a whole. */
    @FunctionalInterface
    interface Report {
        void fault(String place, String rule, String detail);
    }

    /**
     * The value that was sent; null where a fault leaves none, an array with null for each item at
     * fault.
     */
    T read(JsonNode json, List<TextRule> rules, Limits limits, Report report);

    /** The value of JSON that was read before. */
    T value(JsonNode json);

    JsonNode json(T value);

    /** The value in the form that is kept. */
    default T canonical(T value) {
        return value;
    }

    /** How long a string may be. */
    enum Length {
        STRING,
        URI,
        /** As long as the request's body. */
        BODY;

        /** The most code points. */
        public int most(Limits limits) {
            return switch (this) {
                case STRING -> limits.stringLength();
                case URI -> limits.uriLength();
                case BODY -> Integer.MAX_VALUE;
            };
        }
    }

    /** A string, of limited length. */
    record Text(Length length) implements ValueType<String> {

        @Override
        public String read(JsonNode json, List<TextRule> rules, Limits limits, Report report) {
            return read(json, "", rules, limits, report);
        }

        private String read(
                JsonNode json, String place, List<TextRule> rules, Limits limits, Report report) {
            if (!json.isTextual()) {
                report.fault(place, "RFC7591-2-01", "must be a string");
                return null;
            }
            var text = json.textValue();
            var max = length.most(limits);
            if (text.codePointCount(0, text.length()) > max) {
                report.fault(place, "CHOICE-36", "must not be longer than " + max + " characters");
                return null;
            }
            for (var rule : rules) {
                if (!rule.holds().test(text)) {
                    report.fault(place, rule.rule(), rule.detail());
                    return null;
                }
            }
            return text;
        }

        @Override
        public String value(JsonNode json) {
            return json.textValue();
        }

        @Override
        public JsonNode json(String value) {
            return JsonNodeFactory.instance.textNode(value);
        }
    }

    /**
     * An array of strings, of limited size and in the client's order.
     *
     * @param neverEmpty the requirement that an empty array breaks, if it does
     */
    record Texts(Text item, Optional<String> neverEmpty) implements ValueType<List<String>> {

        @Override
        public List<String> read(
                JsonNode json, List<TextRule> rules, Limits limits, Report report) {
            if (!json.isArray()) {
                report.fault("", "RFC7591-2-01", "must be an array of strings");
                return null;
            }
            if (json.size() > limits.items()) {
                report.fault(
                        "", "CHOICE-36", "must not have more than " + limits.items() + " items");
                return null;
            }
            if (json.isEmpty() && neverEmpty.isPresent()) {
                report.fault("", neverEmpty.get(), "must have one item or more");
                return null;
            }
            var texts = new ArrayList<String>();
            for (int i = 0; i < json.size(); i++) {
                texts.add(item.read(json.get(i), "[" + i + "]", rules, limits, report));
            }
            return texts;
        }

        @Override
        public List<String> value(JsonNode json) {
            var texts = new ArrayList<String>();
            json.forEach(text -> texts.add(text.textValue()));
            return List.copyOf(texts);
        }

        @Override
        public JsonNode json(List<String> value) {
            var array = JsonNodeFactory.instance.arrayNode();
            value.forEach(array::add);
            return array;
        }

        /** Repetitions are dropped (CHOICE-27). */
        @Override
        public List<String> canonical(List<String> value) {
            return List.copyOf(new LinkedHashSet<>(value));
        }
    }

    /** A JWK Set (RFC 7517 section 5), as it was sent. */
    record Jwks() implements ValueType<ObjectNode> {

        @Override
        public ObjectNode read(JsonNode json, List<TextRule> rules, Limits limits, Report report) {
            return JwkSet.check(json, limits, report) ? (ObjectNode) json : null;
        }

        @Override
        public ObjectNode value(JsonNode json) {
            return (ObjectNode) json;
        }

        @Override
        public JsonNode json(ObjectNode value) {
            return value;
        }
    }

    /** A boolean. */
    record Flag() implements ValueType<Boolean> {

        @Override
        public Boolean read(JsonNode json, List<TextRule> rules, Limits limits, Report report) {
            if (!json.isBoolean()) {
                report.fault("", "RFC7591-2-01", "must be true or false, without quotation marks");
                return null;
            }
            return json.booleanValue();
        }

        @Override
        public Boolean value(JsonNode json) {
            return json.booleanValue();
        }

        @Override
        public JsonNode json(Boolean value) {
            return JsonNodeFactory.instance.booleanNode(value);
        }
    }

    /** JSON that is kept as it was sent. */
    record Json(Kind kind, int maxBytes) implements ValueType<JsonNode> {

        /** Which JSON. */
        public enum Kind {
            STRING("a string", JsonNode::isTextual),
            STRINGS("an array of strings", Kind::isStrings),
            BOOLEAN("true or false", JsonNode::isBoolean),
            NUMBER("a number", JsonNode::isNumber),
            OBJECT("an object", JsonNode::isObject),
            ANY("JSON", json -> true);

            private final String words;
            private final Predicate<JsonNode> holds;

            Kind(String words, Predicate<JsonNode> holds) {
                this.words = words;
                this.holds = holds;
            }

            private static boolean isStrings(JsonNode json) {
                return json.isArray()
                        && StreamSupport.stream(json.spliterator(), false)
                                .allMatch(JsonNode::isTextual);
            }
        }

        @Override
        public JsonNode read(JsonNode json, List<TextRule> rules, Limits limits, Report report) {
            if (!kind.holds.test(json)) {
                report.fault("", "RFC7591-2-01", "must be " + kind.words);
                return null;
            }
            if (json.toString().getBytes(StandardCharsets.UTF_8).length > maxBytes) {
                report.fault(
                        "", "CHOICE-36", "must not be larger than " + maxBytes + " bytes of JSON");
                return null;
            }
            return json;
        }

        @Override
        public JsonNode value(JsonNode json) {
            return json;
        }

        @Override
        public JsonNode json(JsonNode value) {
            return value;
        }
    }

    /** Seconds, as a whole number. */
    record Seconds() implements ValueType<Long> {

        @Override
        public Long read(JsonNode json, List<TextRule> rules, Limits limits, Report report) {
            if (!json.isIntegralNumber() || !json.canConvertToLong() || json.longValue() < 0) {
                report.fault("", "RFC7591-2-01", "must be a whole number, 0 or more");
                return null;
            }
            return json.longValue();
        }

        @Override
        public Long value(JsonNode json) {
            return json.longValue();
        }

        /** In the type that a reader of JSON gives it, so that it is equal to what is stored. */
        @Override
        public JsonNode json(Long value) {
            return value == value.intValue()
                    ? JsonNodeFactory.instance.numberNode(value.intValue())
                    : JsonNodeFactory.instance.numberNode(value.longValue());
        }
    }
}
