package org.clientregistrar.contract;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.error.OAuthException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds openapi/openapi.yaml against the code: what it promises is what there is. */
@RegistrarTest
class ContractTest {

    private static final java.nio.file.Path CONTRACT =
            java.nio.file.Path.of("openapi", "openapi.yaml");
    private static final String BEGIN =
            "    # The catalogue of parameters, in its own words: begin\n";
    private static final String END = "    # The catalogue of parameters, in its own words: end\n";

    private static final YAMLMapper YAML =
            new YAMLMapper(
                    YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .disable(YAMLGenerator.Feature.SPLIT_LINES)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                            .build());

    private static JsonNode contract() throws IOException {
        return YAML.readTree(CONTRACT.toFile());
    }

    @Test
    @DisplayName(
            "The schema of the metadata is the catalogue's; -Dcontract.update=true writes it anew")
    void schemaFollowsTheCatalogue() throws IOException {
        var text = Files.readString(CONTRACT);
        var before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        var after = text.substring(text.indexOf(END));
        var expected =
                before + YAML.writeValueAsString(CatalogueSchema.schemas()).indent(4) + after;
        if (Boolean.getBoolean("contract.update")) {
            Files.writeString(CONTRACT, expected);
        } else {
            assertEquals(expected, text);
        }
    }

    @Test
    @DisplayName(
            "No member of a client has a default that a generated client would send: an update would set what nobody asked for")
    void generatedClientsSendNoDefaults() throws IOException {
        for (var schema : List.of("ClientMetadata", "OperatorMembers")) {
            var members = contract().at("/components/schemas/" + schema + "/properties");
            assertFalse(members.isEmpty());
            members.forEachEntry(
                    (name, member) -> assertFalse(member.has("default"), schema + "." + name));
        }
    }

    @Test
    @DisplayName("The operations are those of the endpoints' annotations")
    void operationsAreTheEndpoints() throws IOException {
        var published = new TreeSet<String>();
        contract()
                .get("paths")
                .forEachEntry(
                        (path, item) ->
                                item.fieldNames()
                                        .forEachRemaining(
                                                key -> {
                                                    if (!key.equals("parameters")) {
                                                        published.add(
                                                                key.toUpperCase(
                                                                                java.util.Locale
                                                                                        .ROOT)
                                                                        + " "
                                                                        + path);
                                                    }
                                                }));
        assertEquals(operationsInCode(), published);
    }

    private static Set<String> operationsInCode() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.clientregistrar")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(type -> type.reflect())
                        .flatMap(ContractTest::operations)
                        .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> operations(Class<?> endpoint) {
        return Arrays.stream(endpoint.getDeclaredMethods())
                .flatMap(
                        method ->
                                Arrays.stream(method.getAnnotations())
                                        .map(
                                                annotation ->
                                                        annotation
                                                                .annotationType()
                                                                .getAnnotation(HttpMethod.class))
                                        .filter(Objects::nonNull)
                                        .map(
                                                verb -> {
                                                    var own = method.getAnnotation(Path.class);
                                                    return verb.value()
                                                            + " "
                                                            + endpoint.getAnnotation(Path.class)
                                                                    .value()
                                                            + (own == null ? "" : own.value());
                                                }));
    }

    @Test
    @DisplayName("OIDCREG-3.3-02: the error codes that are documented are those of the code")
    void errorCodesAreTheCodes() throws IOException {
        var published = contract().at("/components/schemas/Error/properties/error/enum");
        assertEquals(
                Arrays.stream(OAuthException.Code.values()).map(Object::toString).toList(),
                StreamSupport.stream(published.spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList());
    }

    @Test
    @DisplayName(
            "Every operation has an example of its request, and the registrations among them work as they stand")
    void examplesWork() throws IOException {
        var examples =
                contract()
                        .at(
                                "/paths/~1register/post/requestBody/content/application~1json/examples");
        assertFalse(examples.isEmpty());
        for (var example : examples) {
            given().contentType("application/json")
                    .body(example.get("value").toString())
                    .post("/register")
                    .then()
                    .statusCode(201);
        }
        for (var body : contract().get("paths").findValues("requestBody")) {
            var isFile = body.at("/content/application~1json").isMissingNode();
            assertTrue(
                    isFile
                            ? body.at("/content/image~1png/schema/format").asText().equals("binary")
                            : !body.at("/content/application~1json/examples").isEmpty());
        }
    }

    @Test
    @DisplayName("Every reply has the members that the contract promises, and no others")
    void repliesHaveThePromisedMembers() throws IOException {
        var schemas = contract().at("/components/schemas");
        var promised =
                Stream.of("IssuedMembers", "ClientMetadata")
                        .flatMap(
                                name ->
                                        StreamSupport.stream(
                                                ((Iterable<String>)
                                                                () ->
                                                                        schemas.at(
                                                                                        "/"
                                                                                                + name
                                                                                                + "/properties")
                                                                                .fieldNames())
                                                        .spliterator(),
                                                false))
                        .collect(Collectors.toSet());
        var reply =
                given().contentType("application/json")
                        .body("{\"redirect_uris\": [\"https://c.example/cb\"], \"x\": 1}")
                        .post("/register")
                        .then()
                        .extract()
                        .jsonPath()
                        .getMap("$");
        assertTrue(promised.containsAll(reply.keySet()), reply.keySet().toString());
        for (var required : contract().at("/components/schemas/ClientInformation/required")) {
            assertTrue(reply.containsKey(required.textValue()), required.textValue());
        }
    }

    @Test
    @DisplayName("The service serves the contract as it stands in the repository")
    void servesTheContract() throws IOException {
        var served =
                YAML.readTree(
                        given().accept("application/yaml")
                                .get("/q/openapi")
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString());
        for (var part : List.of("paths", "components", "tags", "servers")) {
            assertEquals(contract().get(part), served.get(part), part);
        }
        assertEquals("3.1.0", served.get("openapi").textValue());
    }

    @Test
    @DisplayName("Swagger UI is at /docs, and a browser that asks for the root is sent there")
    void servesSwaggerUi() {
        given().get("/docs/").then().statusCode(200).body(containsString("swagger-ui"));
        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(302)
                .header("Location", equalTo("/docs/"));
    }
}
