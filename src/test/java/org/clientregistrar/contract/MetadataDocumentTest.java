package org.clientregistrar.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.Unregistered;
import org.clientregistrar.metadata.ValueType;
import org.clientregistrar.policy.SupportedDefaults;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds docs/metadata.md against the catalogue. */
class MetadataDocumentTest {

    private static final Path DOCUMENT = Path.of("docs", "metadata.md");
    private static final String BEGIN = "<!-- parameters: begin -->\n";
    private static final String END = "<!-- parameters: end -->\n";

    @Test
    @DisplayName(
            "The page on client metadata is the catalogue's; -Dcontract.update=true writes it anew")
    void pageFollowsTheCatalogue() throws IOException {
        var text = Files.readString(DOCUMENT);
        var before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        var after = text.substring(text.indexOf(END));
        var expected = before + "\n" + index() + "\n" + parameters() + "\n" + after;
        if (Boolean.getBoolean("contract.update")) {
            Files.writeString(DOCUMENT, expected);
        } else {
            assertEquals(expected, text);
        }
    }

    private static String index() {
        return "| member | type | default | specification |\n|---|---|---|---|\n"
                + Catalogue.all().stream()
                        .map(
                                parameter ->
                                        "| [`%s`](#%s) | %s | %s | %s |\n"
                                                .formatted(
                                                        parameter.name(),
                                                        parameter.name(),
                                                        type(parameter),
                                                        defaultValue(parameter),
                                                        parameter.section()))
                        .collect(Collectors.joining());
    }

    private static String parameters() {
        return Catalogue.all().stream()
                .map(MetadataDocumentTest::paragraphs)
                .collect(Collectors.joining("\n"));
    }

    private static String paragraphs(Parameter<?> parameter) {
        var lines = new ArrayList<String>();
        lines.add("### `" + parameter.name() + "`\n");
        lines.add(parameter.description() + "\n");
        var facts = facts(parameter);
        if (!facts.isEmpty()) {
            lines.add(facts.stream().map(fact -> "- " + fact + "\n").collect(Collectors.joining()));
        }
        return String.join("\n", lines);
    }

    private static List<String> facts(Parameter<?> parameter) {
        var facts = new ArrayList<String>();
        if (parameter.source() == Parameter.Source.REGISTRY) {
            facts.add("Issued by the registry; ignored in a registration.");
            return facts;
        }
        parameter
                .group()
                .ifPresent(
                        group ->
                                facts.add(
                                        group == Unregistered.SOFTWARE_STATEMENT
                                                ? "Not in the IANA registry: ignored unless an issuer is trusted."
                                                : "Not in the IANA registry: ignored unless `registrar.metadata.unregistered` has `"
                                                        + group.setting()
                                                        + "`."));
        if (parameter.isLocalizable()) {
            facts.add("May have language tags, as `" + parameter.name() + "#fr`.");
        }
        if (!parameter.demands().isEmpty()) {
            facts.add(
                    "Refused as `%s` with one of these: %s."
                            .formatted(
                                    parameter.code(),
                                    parameter.demands().stream()
                                            .map(
                                                    demand ->
                                                            "\u201c%s\u201d (%s)"
                                                                    .formatted(
                                                                            demand.detail(),
                                                                            demand.rule()))
                                            .collect(Collectors.joining("; "))));
        }
        if (parameter.type() instanceof ValueType.Texts texts && texts.neverEmpty().isPresent()) {
            facts.add("Has at least one item.");
        }
        parameter
                .onlyWith()
                .ifPresent(with -> facts.add("Only together with `" + with.other().name() + "`."));
        parameter
                .excludes()
                .ifPresent(other -> facts.add("Not together with `" + other.other().name() + "`."));
        if (!parameter.knownValues().isEmpty() && !parameter.isClosed()) {
            facts.add("Values that are known: " + values(parameter.knownValues()) + ".");
        }
        SupportedDefaults.of(parameter)
                .ifPresent(values -> facts.add("Offered by default: " + values(values) + "."));
        parameter
                .serverMetadata()
                .ifPresent(
                        name -> facts.add("Announced by authorization servers as `" + name + "`."));
        return facts;
    }

    private static String values(List<String> values) {
        return values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
    }

    private static String defaultValue(Parameter<?> parameter) {
        return parameter
                .defaultValue()
                .map(value -> "`" + value.toString().replaceAll("[\\[\\]]", "") + "`")
                .orElse("");
    }

    private static String type(Parameter<?> parameter) {
        return type(parameter.type());
    }

    private static String type(ValueType<?> type) {
        if (type instanceof ValueType.Text text) {
            return text.length() == ValueType.Length.URI ? "URI" : "string";
        } else if (type instanceof ValueType.Texts texts) {
            return "array of " + type(texts.item()) + "s";
        } else if (type instanceof ValueType.Flag) {
            return "boolean";
        } else if (type instanceof ValueType.Seconds) {
            return "whole number";
        } else if (type instanceof ValueType.Jwks) {
            return "JWK Set";
        }
        return "object";
    }
}
