package org.clientregistrar.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How PostgreSQL answered a statement.
 *
 * @param nodes the steps, each with what it really did
 * @param text all of it, for a person
 */
record Plan(List<JsonNode> nodes, String text) {

    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    /** Runs a statement and tells how. */
    static Plan of(SearchStatement search, Connection connection) throws SQLException, IOException {
        var sql = PARAMETER.matcher(search.sql()).replaceAll("?");
        var names = PARAMETER.matcher(search.sql()).results().map(match -> match.group(1)).toList();
        try (var statement = connection.prepareStatement("explain (analyze, format json) " + sql)) {
            for (int i = 0; i < names.size(); i++) {
                statement.setObject(i + 1, jdbc(search.parameters().get(names.get(i)), connection));
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                var nodes = new ArrayList<JsonNode>();
                collect(new ObjectMapper().readTree(rows.getString(1)).at("/0/Plan"), nodes);
                return new Plan(nodes, sql + "\n" + rows.getString(1));
            }
        }
    }

    private static Object jdbc(Object value, Connection connection) throws SQLException {
        if (value instanceof String[] texts) {
            return connection.createArrayOf("text", texts);
        }
        return value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value;
    }

    private static void collect(JsonNode node, List<JsonNode> nodes) {
        nodes.add(node);
        node.path("Plans").forEach(child -> collect(child, nodes));
    }

    /** Whether the whole table was read from its beginning to its end. */
    boolean readsAll() {
        return nodes.stream()
                .anyMatch(node -> node.at("/Node Type").textValue().equals("Seq Scan"));
    }

    /** How many rows were sorted. */
    long sorted() {
        return most(
                nodes.stream()
                        .filter(node -> node.at("/Node Type").textValue().equals("Sort"))
                        .map(node -> node.at("/Plans/0/Actual Rows")));
    }

    /** How many rows were read in vain. */
    long inVain() {
        return most(
                nodes.stream()
                        .flatMap(
                                node ->
                                        Stream.of(
                                                node.at("/Rows Removed by Filter"),
                                                node.at("/Rows Removed by Index Recheck"))));
    }

    private static long most(Stream<JsonNode> numbers) {
        return numbers.mapToLong(JsonNode::asLong).max().orElse(0);
    }
}
