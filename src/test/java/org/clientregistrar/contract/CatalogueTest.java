package org.clientregistrar.contract;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.clientregistrar.metadata.AlgorithmUse;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.JoseAlgorithm;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.ValueType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the catalogue against the list of all client metadata parameters that there are. */
class CatalogueTest {

    private static final Path LIST = Path.of("src", "test", "resources", "client-metadata.json");

    private static JsonNode list() throws IOException {
        return new ObjectMapper().readTree(LIST.toFile());
    }

    private static Map<String, JsonNode> listed() throws IOException {
        var listed = new LinkedHashMap<String, JsonNode>();
        list().get("parameters")
                .forEach(parameter -> listed.put(parameter.get("name").textValue(), parameter));
        return listed;
    }

    private static Map<String, Parameter<?>> catalogue() {
        return Catalogue.all().stream().collect(toMap(Parameter::name, Function.identity()));
    }

    private static String jsonType(ValueType<?> type) {
        if (type instanceof ValueType.Text text) {
            return text.length() == ValueType.Length.URI ? "uri" : "string";
        } else if (type instanceof ValueType.Texts texts) {
            return jsonType(texts.item()) + "[]";
        } else if (type instanceof ValueType.Flag) {
            return "boolean";
        } else if (type instanceof ValueType.Seconds) {
            return "integer";
        } else if (type instanceof ValueType.Jwks) {
            return "jwk_set";
        }
        return "object";
    }

    @Test
    @DisplayName("All 101 parameters are in the catalogue, and no others")
    void hasEveryParameter() throws IOException {
        assertEquals(new TreeSet<>(listed().keySet()), new TreeSet<>(catalogue().keySet()));
        assertEquals(101, Catalogue.all().size());
    }

    @Test
    @DisplayName(
            "Each has its type, whether it is localizable, issued here, input alone, in the IANA registry")
    void hasTheirTraits() throws IOException {
        var catalogue = catalogue();
        listed().forEach(
                        (name, listed) -> {
                            var parameter = catalogue.get(name);
                            var traits =
                                    List.of(
                                            listed.get("json_type").textValue(),
                                            listed.get("localizable").booleanValue(),
                                            listed.get("server_issued").booleanValue(),
                                            listed.get("input_only").booleanValue(),
                                            listed.get("iana_registered").booleanValue());
                            assertEquals(
                                    traits,
                                    List.of(
                                            jsonType(parameter.type()),
                                            parameter.isLocalizable(),
                                            parameter.source() == Parameter.Source.REGISTRY,
                                            parameter.choiceFor().isPresent(),
                                            parameter.group().isEmpty()),
                                    name);
                        });
    }

    @Test
    @DisplayName("Each has its default")
    void hasTheirDefaults() throws IOException {
        var catalogue = catalogue();
        listed().forEach(
                        (name, listed) -> {
                            var parameter = catalogue.get(name);
                            var value = listed.get("default");
                            if (parameter.source() == Parameter.Source.REGISTRY) {
                                return;
                            }
                            var text =
                                    parameter
                                            .defaultValue()
                                            .map(Object::toString)
                                            .orElse("none")
                                            .replaceAll("[\\[\\]]", "");
                            var expected =
                                    value.isNull()
                                            ? "none"
                                            : value.isArray()
                                                    ? value.get(0).textValue()
                                                    : value.asText().split(" when ")[0];
                            assertEquals(expected, text, name);
                        });
    }

    @Test
    @DisplayName("Each has the members that it needs, and those that it excludes")
    void hasTheirRelations() throws IOException {
        var catalogue = catalogue();
        for (var entry : listed().entrySet()) {
            var parameter = catalogue.get(entry.getKey());
            if (entry.getKey().endsWith("_enc")) {
                assertEquals(
                        entry.getValue().get("requires").get(0).textValue(),
                        parameter.onlyWith().orElseThrow().other().name());
            }
        }
        assertEquals("jwks", catalogue.get("jwks_uri").excludes().orElseThrow().other().name());
    }

    @Test
    @DisplayName("The algorithms are those of the registries, each of its kind")
    void hasTheAlgorithms() throws IOException {
        var list = list();
        var parts =
                Map.of(
                        "jws_algs", JoseAlgorithm.SIGNING,
                        "jwe_algs", JoseAlgorithm.ENCRYPTION,
                        "jwe_encs", JoseAlgorithm.CONTENT);
        parts.forEach(
                (part, known) ->
                        assertEquals(
                                new TreeSet<>(list.get(part).findValuesAsText("value")),
                                new TreeSet<>(JoseAlgorithm.names(known)),
                                part));
        for (var algorithm : list.get("jws_algs")) {
            var known = JoseAlgorithm.of(algorithm.get("value").textValue()).orElseThrow();
            assertEquals(algorithm.get("kind").textValue().equals("mac"), known.isSymmetric());
            assertEquals(
                    algorithm.get("kind").textValue().equals("asymmetric"), known.isAsymmetric());
        }
        for (var algorithm : list.get("jwe_algs")) {
            var known = JoseAlgorithm.of(algorithm.get("value").textValue()).orElseThrow();
            assertEquals(
                    algorithm.get("kind").textValue().equals("asymmetric"), known.isAsymmetric());
        }
    }

    @Test
    @DisplayName(
            "The values that the specifications know are known, of every parameter with a list")
    void hasTheKnownValues() throws IOException {
        var list = list();
        for (var entry : listed().entrySet()) {
            var allowed = entry.getValue().get("allowed");
            if (allowed.isNull()) {
                continue;
            }
            var registered =
                    StreamSupport.stream(
                                    list.at(allowed.get("$ref").textValue().substring(1))
                                            .spliterator(),
                                    false)
                            .filter(value -> value.path("iana_registered").asBoolean(true))
                            .map(value -> value.get("value").textValue())
                            .filter(value -> isPossible(entry.getKey(), value))
                            .toList();
            var known = catalogue().get(entry.getKey()).knownValues();
            assertTrue(known.containsAll(registered), () -> entry.getKey() + " " + known);
        }
    }

    /** The list has one set of algorithms for all, with constraints in words. */
    private static boolean isPossible(String parameter, String value) {
        if (parameter.equals("backchannel_authentication_request_signing_alg")) {
            return JoseAlgorithm.of(value).orElseThrow().isAsymmetric(); // CIBA-4-04
        }
        return !parameter.endsWith("_alg")
                || !value.equals("none")
                || List.of("id_token_signed_response_alg", "request_object_signing_alg")
                        .contains(parameter);
    }

    @Test
    @DisplayName(
            "Every use of an algorithm has parameters, and every parameter a section and words")
    void isWhole() {
        assertEquals(
                Stream.of(AlgorithmUse.values()).toList(),
                Catalogue.algorithms().stream()
                        .map(parameter -> parameter.algorithmUse().orElseThrow())
                        .distinct()
                        .sorted()
                        .toList());
        for (var parameter : Catalogue.all()) {
            assertTrue(!parameter.section().isBlank() && !parameter.description().isBlank());
        }
    }
}
