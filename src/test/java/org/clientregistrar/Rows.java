package org.clientregistrar;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is in the database, seen and changed behind the service's back. */
public final class Rows {

    private Rows() {}

    /** The first column of what a query finds, as text. */
    public static List<String> select(String sql, Object... parameters) {
        try (var connection = TestDatabase.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes rows; how many there were. */
    public static int update(String sql, Object... parameters) {
        try (var connection = TestDatabase.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
