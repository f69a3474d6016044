package org.clientregistrar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which paths the metrics tell apart. */
class MetricNamesTest {

    private static final String PATTERNS = "quarkus.micrometer.binder.http-server.match-patterns";

    private static String named(String path) {
        var id =
                new Meter.Id(
                        "http.server.requests", Tags.of("uri", path), null, null, Meter.Type.TIMER);
        return new MetricNames().map(id).getTag("uri");
    }

    /** What the binder makes of a path that JAX-RS has not seen. */
    private static String matched(String path) throws IOException {
        var settings = new Properties();
        try (Reader file =
                Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(file);
        }
        return Arrays.stream(settings.getProperty(PATTERNS).split(","))
                .map(pattern -> pattern.split("=", 2))
                .filter(pattern -> path.matches(pattern[0]))
                .map(pattern -> pattern[1])
                .findFirst()
                .orElse(path);
    }

    @Test
    @DisplayName(
            "Every path of the contract has a name of its own, whatever its parameters are; others share one")
    void namesThePathsOfTheContract() throws IOException {
        var paths =
                new YAMLMapper()
                        .readTree(Path.of("openapi", "openapi.yaml").toFile())
                        .get("paths")
                        .fieldNames();
        while (paths.hasNext()) {
            var path = paths.next();
            assertEquals(path, named(path));
            assertEquals(path, matched(path.replaceAll("\\{[^}]*}", "5f3c9a1e")));
        }
        assertEquals("OTHER", named("/admin/invented"));
    }
}
