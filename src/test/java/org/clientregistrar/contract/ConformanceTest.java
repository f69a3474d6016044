package org.clientregistrar.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds docs/conformance.md against the requirements and against the tests that prove them. */
class ConformanceTest {

    private static final Path DOCUMENT = Path.of("docs", "conformance.md");
    private static final String BEGIN = "<!-- kept: begin -->\n";
    private static final String END = "<!-- kept: end -->\n";

    private static final Pattern DISPLAY_NAME =
            Pattern.compile("@DisplayName\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)+)\\)");
    private static final Pattern ID =
            Pattern.compile("\\b[A-Z][A-Z0-9]*(?:-[A-Z0-9.]+)*-[0-9]{2}\\b");
    private static final Pattern OTHER_ROW =
            Pattern.compile(
                    "^\\| ([A-Z0-9.-]+-[0-9]{2}) \\| ([^|]+) \\| .+ \\|$", Pattern.MULTILINE);

    private static final Pattern QUOTED_ID =
            Pattern.compile(
                    "\"((?:RFC[0-9]+|OIDC[A-Z]*|CHOICE|MCP|CIMD|CIBA|JARM|RPCHOICES|OIDFED|FAPI2SP|OPENID4VP|UMA2GRANT|NFVSEC022)-[A-Z0-9.-]+)\"");

    private record Requirement(String id, String level, String area, String text) {

        /** Of a choice, what was chosen; the ways not taken stay in the list of requirements. */
        String kept() {
            return text.replaceFirst("^(.*?\\.) .*?(?:Recommended|Decided)", "$1 Decided")
                    .replace("|", "\\|");
        }
    }

    private static Map<String, Requirement> requirements() throws IOException {
        var requirements = new LinkedHashMap<String, Requirement>();
        for (var line :
                Files.readAllLines(Path.of("src/test/resources/requirements.tsv"))
                        .subList(1, 459)) {
            var cells = line.split("\t");
            requirements.put(cells[0], new Requirement(cells[0], cells[1], cells[2], cells[3]));
        }
        return requirements;
    }

    /** The tests by the ids in their display names. */
    private static Map<String, TreeSet<String>> proofs() throws IOException {
        var proofs = new TreeMap<String, TreeSet<String>>();
        try (var files = Files.walk(Path.of("src/test/java"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var test = file.getFileName().toString().replace(".java", "");
                DISPLAY_NAME
                        .matcher(Files.readString(file))
                        .results()
                        .flatMap(name -> ID.matcher(name.group(1)).results())
                        .forEach(
                                id ->
                                        proofs.computeIfAbsent(id.group(), any -> new TreeSet<>())
                                                .add(test));
            }
        }
        return proofs;
    }

    @Test
    @DisplayName(
            "The list of what is kept is that of the tests' ids; -Dcontract.update=true writes it anew")
    void keptRowsHaveTests() throws IOException {
        var requirements = requirements();
        var proofs = proofs();
        assertTrue(
                requirements.keySet().containsAll(proofs.keySet()),
                () -> unknown(proofs, requirements));
        var rows = new ArrayList<String>();
        for (var requirement : requirements.values()) {
            if (proofs.containsKey(requirement.id)) {
                rows.add(
                        "| %s | %s | %s | %s |"
                                .formatted(
                                        requirement.id,
                                        requirement.level,
                                        requirement.kept(),
                                        String.join(", ", proofs.get(requirement.id))));
            }
        }
        var text = Files.readString(DOCUMENT);
        var before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        var after = text.substring(text.indexOf(END));
        var expected =
                before
                        + "| id | level | requirement | proved by |\n|---|---|---|---|\n"
                        + String.join("\n", rows)
                        + "\n"
                        + after;
        if (Boolean.getBoolean("contract.update")) {
            Files.writeString(DOCUMENT, expected);
        } else {
            assertEquals(expected, text);
        }
    }

    private static String unknown(Map<String, ?> proofs, Map<String, ?> requirements) {
        var unknown = new TreeSet<>(proofs.keySet());
        unknown.removeAll(requirements.keySet());
        return "no such requirements: " + unknown;
    }

    @Test
    @DisplayName(
            "What is not kept by this service is a requirement, and not proved by a test all the same")
    void otherRowsAreRequirements() throws IOException {
        var text = Files.readString(DOCUMENT);
        var others =
                OTHER_ROW
                        .matcher(text.substring(text.indexOf(END)))
                        .results()
                        .map(row -> row.group(1))
                        .toList();
        assertTrue(requirements().keySet().containsAll(others), others.toString());
        var both = new TreeSet<>(others);
        both.retainAll(proofs().keySet());
        assertEquals(List.of(), List.copyOf(both));
    }

    @Test
    @DisplayName(
            "Every requirement that is not for the authorization server to keep is either proved by a test or listed with a reason")
    void nothingIsPassedOver() throws IOException {
        var text = Files.readString(DOCUMENT);
        var open = new TreeSet<String>();
        for (var requirement : requirements().values()) {
            if (!requirement.area.equals("as-enforced")) {
                open.add(requirement.id);
            }
        }
        open.removeAll(proofs().keySet());
        OTHER_ROW
                .matcher(text.substring(text.indexOf(END)))
                .results()
                .forEach(row -> open.remove(row.group(1)));
        assertEquals(List.of(), List.copyOf(open));
    }

    @Test
    @DisplayName("Every rule that a fault names is a requirement")
    void namedRulesAreRequirements() throws IOException {
        var named = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                QUOTED_ID
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(id -> named.add(id.group(1)));
            }
        }
        assertTrue(named.contains("CHOICE-36"), named.toString());
        named.removeAll(requirements().keySet());
        assertEquals(List.of(), List.copyOf(named));
    }
}
