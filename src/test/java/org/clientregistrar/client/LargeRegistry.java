package org.clientregistrar.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.clientregistrar.TestDatabase;

/** A database of its own, so that the other tests of this JVM do not meet its 100,000 clients. */
public class LargeRegistry extends TestDatabase {

    private static final String NAME = "large_registry";

    private static DataSource database;

    @Override
    public Map<String, String> start() {
        database = TestDatabase.newDatabase(NAME);
        var settings = new HashMap<>(super.start());
        settings.put("quarkus.datasource.jdbc.url", TestDatabase.jdbcUrl(NAME));
        return settings;
    }

    static Connection connection() throws SQLException {
        return database.getConnection();
    }

    /** Makes the clients; the indexes are dropped until then, since that is much faster. */
    static void fill() throws SQLException, IOException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var clients = LargeRegistry.class.getResourceAsStream("clients.sql")) {
            var indexes = new HashMap<String, String>();
            try (var rows =
                    statement.executeQuery(
                            "select indexname, indexdef from pg_indexes"
                                    + " where tablename = 'client' and indexname <> 'client_pkey'")) {
                while (rows.next()) {
                    indexes.put(rows.getString(1), rows.getString(2));
                }
            }
            for (var index : indexes.keySet()) {
                statement.execute("drop index " + index);
            }
            statement.execute(new String(clients.readAllBytes(), StandardCharsets.UTF_8));
            for (var definition : indexes.values()) {
                statement.execute(definition);
            }
            statement.execute("vacuum analyze client");
            statement.execute("vacuum analyze client_use");
        }
    }
}
