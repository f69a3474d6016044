package org.clientregistrar.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where the tables of the history are: a connection of the pool, or that of the transaction. */
@ApplicationScoped
class HistoryDatabase {

    /** What is done with the tables. */
    interface Work<T> {
        T with(HistoryTables tables) throws SQLException;
    }

    private final DataSource pool;

    HistoryDatabase(DataSource pool) {
        this.pool = pool;
    }

    /** Does it in the caller's transaction, or each statement by itself where there is none. */
    <T> T use(Work<T> work) {
        try (var connection = pool.getConnection()) {
            return work.with(new HistoryTables(connection));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Does it on the tables as they are at one moment, without a transaction of the caller. */
    <T> T snapshot(Work<T> work) {
        try (var connection = pool.getConnection()) {
            return snapshot(connection, work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    static <T> T snapshot(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try (var begin = connection.createStatement()) {
            begin.execute("set transaction isolation level repeatable read, read only");
            return work.with(new HistoryTables(connection));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the history cannot be reached", e);
    }
}
