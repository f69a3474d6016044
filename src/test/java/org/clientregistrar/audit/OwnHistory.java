package org.clientregistrar.audit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.clientregistrar.TestDatabase;

/** A database with a history that no other test writes to, and that is sealed on demand alone. */
public class OwnHistory implements QuarkusTestResourceLifecycleManager {

    private static final String NAME = "own_history";

    private static DataSource database;

    @Override
    public int order() {
        return 1; // its settings go over those of TestDatabase
    }

    @Override
    public Map<String, String> start() {
        database = TestDatabase.newDatabase(NAME);
        return Map.of(
                "quarkus.datasource.jdbc.url",
                TestDatabase.jdbcUrl(NAME),
                "quarkus.scheduler.enabled",
                "false"); // or the job's first run, soon after the start, would meet a test
    }

    @Override
    public void stop() {
        // It ends with the server.
    }

    static Connection connection() throws SQLException {
        return database.getConnection();
    }

    /** As if nothing had ever happened. */
    static void clear() throws SQLException {
        execute("truncate audit_event, audit_seal, audit_beginning, change_horizon");
    }

    /** What somebody does who can write to the database. */
    static int execute(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    static List<Long> numbers(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var numbers = new ArrayList<Long>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }

    /** Events with the ids from 1 on, the first one the oldest. */
    static void events(int count, String age) throws SQLException {
        execute(
                """
                insert into audit_event (event_id, at, action, target_type, target_id, actor_type, changes)
                select n, now() - interval '%s' + n * interval '1 millisecond', 'registered', 'client', 'c' || n, 'anyone',
                       jsonb_build_object('client_name', jsonb_build_object('to', 'Client ' || n), 'n', n * 1.5)
                from generate_series((select coalesce(max(event_id), 0) + 1 from audit_event),
                                     (select coalesce(max(event_id), 0) + %d from audit_event)) n"""
                        .formatted(age, count));
    }
}
