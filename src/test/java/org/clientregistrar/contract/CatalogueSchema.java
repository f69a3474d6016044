package org.clientregistrar.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.Limits;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.Unregistered;
import org.clientregistrar.metadata.ValueType;

/** The catalogue of parameters as JSON Schema, the form in which the contract publishes it. */
final class CatalogueSchema {

    /** The settings' defaults, of which DocumentationTest holds that they are the README's. */
    private static final Limits LIMITS = new Limits(100, 2048, 1024);

    private CatalogueSchema() {}

    /** The schemas by their names in the contract. */
    static Map<String, Object> schemas() {
        var schemas = new LinkedHashMap<String, Object>();
        schemas.put(
                "IssuedMembers",
                schema(
                        "What the registry issues. Never taken from a registration.",
                        Parameter.Source.REGISTRY));
        schemas.put(
                "ClientMetadata",
                schema(
                        "What a client says of itself. Members that are not listed are ignored; null and the empty string stand for a value left out.",
                        Parameter.Source.CLIENT));
        return schemas;
    }

    private static Map<String, Object> schema(String description, Parameter.Source source) {
        var properties = new LinkedHashMap<String, Object>();
        var tagged = new LinkedHashMap<String, Object>();
        for (var parameter : Catalogue.all()) {
            if (parameter.source() == source) {
                properties.put(parameter.name(), property(parameter));
                if (parameter.isLocalizable()) {
                    tagged.put(
                            "^"
                                    + Pattern.quote(parameter.name()).replaceAll("\\\\[QE]", "")
                                    + "#.+$",
                            tagged(parameter));
                }
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("description", description);
        schema.put("properties", properties);
        var needs = dependencies(source);
        if (!needs.isEmpty()) {
            schema.put("dependentRequired", needs);
        }
        if (!tagged.isEmpty()) {
            schema.put("additionalProperties", true); // generators of clients leave the pattern out
            schema.put("patternProperties", tagged);
        }
        return schema;
    }

    /** Which member needs which other one. */
    private static Map<String, List<String>> dependencies(Parameter.Source source) {
        var needs = new LinkedHashMap<String, List<String>>();
        for (var parameter : Catalogue.all()) {
            if (parameter.source() == source) {
                parameter
                        .onlyWith()
                        .ifPresent(
                                relation ->
                                        needs.put(
                                                parameter.name(),
                                                List.of(relation.other().name())));
            }
        }
        return needs;
    }

    private static <T> Map<String, Object> property(Parameter<T> parameter) {
        var property = type(parameter.type());
        property.put("description", description(parameter));
        // Generated clients would send a default, which is not always the same as nothing.
        parameter.defaultValue().ifPresent(value -> property.put("x-default", value));
        if (!parameter.knownValues().isEmpty()) {
            var target = property.containsKey("items") ? items(property) : property;
            target.put(parameter.isClosed() ? "enum" : "examples", parameter.knownValues());
        }
        if (parameter.source() == Parameter.Source.REGISTRY) {
            property.put("readOnly", true);
        }
        if (parameter.choiceFor().isPresent()) {
            property.put("writeOnly", true);
        }
        return property;
    }

    private static String description(Parameter<?> parameter) {
        return parameter.description()
                + " ("
                + parameter.section()
                + ")"
                + parameter.group().map(CatalogueSchema::condition).orElse("");
    }

    private static String condition(Unregistered group) {
        return group == Unregistered.SOFTWARE_STATEMENT
                ? ""
                : " Ignored unless the deployment switches " + group.setting() + " on.";
    }

    private static Map<String, Object> tagged(Parameter<?> parameter) {
        var property = type(parameter.type());
        property.put(
                "description",
                parameter.name()
                        + " in the language of the tag after the # (RFC 7591 section 2.2).");
        return property;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> items(Map<String, Object> array) {
        return (Map<String, Object>) array.get("items");
    }

    private static Map<String, Object> type(ValueType<?> type) {
        var schema = new LinkedHashMap<String, Object>();
        if (type instanceof ValueType.Text text) {
            schema.put("type", "string");
            if (text.length() == ValueType.Length.URI) {
                schema.put("format", "uri");
            }
            if (text.length() != ValueType.Length.BODY) {
                schema.put("maxLength", text.length().most(LIMITS));
            }
        } else if (type instanceof ValueType.Texts texts) {
            schema.put("type", "array");
            schema.put("items", type(texts.item()));
            texts.neverEmpty().ifPresent(rule -> schema.put("minItems", 1));
            schema.put("maxItems", LIMITS.items());
        } else if (type instanceof ValueType.Seconds) {
            schema.put("type", "integer");
            schema.put("minimum", 0);
        } else if (type instanceof ValueType.Flag) {
            schema.put("type", "boolean");
        } else if (type instanceof ValueType.Json) {
            schema.put("type", "object");
        } else {
            var key = new LinkedHashMap<String, Object>();
            key.put("type", "object");
            key.put("required", List.of("kty"));
            key.put("properties", Map.of("kty", Map.of("type", "string")));
            var keys = new LinkedHashMap<String, Object>();
            keys.put("type", "array");
            keys.put("items", key);
            keys.put("maxItems", LIMITS.items());
            schema.put("type", "object");
            schema.put("required", List.of("keys"));
            schema.put("properties", Map.of("keys", keys));
        }
        return schema;
    }
}
