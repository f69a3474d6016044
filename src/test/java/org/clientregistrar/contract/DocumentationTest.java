package org.clientregistrar.contract;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clientregistrar.config.SettingNames;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds what the documents say against what there is. */
class DocumentationTest {

    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `(registrar\\.[a-z.<>-]+)` \\| (?:`([^`]*)`|none) \\| .+ \\|$",
                    Pattern.MULTILINE);

    @Test
    @DisplayName(
            "The README's table of settings has every setting, with its default, and no others")
    void readmeHasEverySetting() throws IOException {
        var documented =
                ROW.matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map(
                                row ->
                                        row.group(1).replace("<name>", SettingNames.CHOSEN)
                                                + " = "
                                                + row.group(2))
                        .collect(toCollection(TreeSet::new));
        var typed =
                SettingNames.methods().entrySet().stream()
                        .map(entry -> setting(entry.getKey(), entry.getValue()))
                        .collect(toCollection(TreeSet::new));
        assertEquals(String.join("\n", typed), String.join("\n", documented));
    }

    /** Every setting with its default. */
    private static String setting(String name, Method method) {
        var annotation = method.getAnnotation(WithDefault.class);
        return name + " = " + (annotation == null ? null : annotation.value());
    }

    @Test
    @DisplayName("Links between the documents lead somewhere")
    void linksLeadSomewhere() throws IOException {
        var link = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");
        try (var files =
                Stream.concat(
                        Files.walk(Path.of("docs")),
                        Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                                .map(Path::of))) {
            for (var file : files.filter(path -> path.toString().endsWith(".md")).toList()) {
                for (var target :
                        link.matcher(Files.readString(file))
                                .results()
                                .map(match -> match.group(1))
                                .toList()) {
                    var parent = file.getParent() == null ? Path.of("") : file.getParent();
                    assertTrue(Files.exists(parent.resolve(target)), file + " links to " + target);
                }
            }
        }
    }

    @Test
    @DisplayName(
            "The compose file has both services, each with a health check, and a volume for the data")
    void composeFileIsWhole() throws IOException {
        JsonNode compose =
                new YAMLMapper().readTree(Path.of("deployment", "compose.yaml").toFile());
        var dockerfile = Files.readString(Path.of("Dockerfile"));
        assertEquals("postgres:18", compose.at("/services/database/image").textValue());
        assertFalse(compose.at("/services/database/healthcheck/test").isMissingNode());
        assertTrue(compose.get("volumes").has("database"));
        assertEquals(
                "service_healthy",
                compose.at("/services/registrar/depends_on/database/condition").textValue());
        assertTrue(dockerfile.contains("HEALTHCHECK"));
        assertTrue(dockerfile.contains("USER 10001:10001"));
        compose.at("/services/registrar/environment")
                .fieldNames()
                .forEachRemaining(
                        name -> assertTrue(name.startsWith("QUARKUS_") || isSetting(name), name));
    }

    private static boolean isSetting(String variable) {
        return SettingNames.all().stream().map(SettingNames::variable).anyMatch(variable::equals);
    }
}
