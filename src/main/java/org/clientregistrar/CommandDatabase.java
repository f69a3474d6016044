package org.clientregistrar;

import io.smallrye.config.SmallRyeConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.secret.Keyset;
import org.clientregistrar.secret.KeysetLoader;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database and the keyset of the service, for a command that starts no service.
 *
 * @param settings all settings
 * @param keyset with all keys that the database was used with
 * @param connection with more patience than requests have
 */
record CommandDatabase(RegistrarConfig settings, Keyset keyset, Connection connection)
        implements AutoCloseable {

    private static final String JDBC_PROPERTIES =
            "quarkus.datasource.jdbc.additional-jdbc-properties.";

    /** Nobody waits for an answer here, as they do for that of a request. */
    private static final String PATIENCE_SECONDS = "60";

    /** But for rows that others have locked, who may in turn be waited for. */
    private static final String LOCK_TIMEOUT = "set lock_timeout = 700";

    /**
     * Opens it; an embedded database is started, and none is made.
     *
     * @param ended when the database is no longer needed
     * @throws SettingException where there is no database, or another keyset
     */
    static CommandDatabase open(SmallRyeConfig config, CountDownLatch ended) throws SQLException {
        var settings = config.getConfigMapping(RegistrarConfig.class);
        var directory = settings.embedded().dataDirectory();
        if (config.getOptionalValue(Main.DATASOURCE_URL, String.class).isEmpty()
                && !EmbeddedDatabase.existsIn(directory)) {
            throw new SettingException(
                    "registrar.embedded.data-directory",
                    "there is no database in " + directory.toAbsolutePath().normalize());
        }
        var keyset = KeysetLoader.existing(settings);
        Main.prepare(config, ended);
        var database = new CommandDatabase(settings, keyset, connect(config));
        try {
            keyset.requireAll(database.usedKeys()); // with others, all would look altered
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The ids of the keys that the database was used with. */
    List<Integer> usedKeys() throws SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery("select key_id from keyset_key")) {
            var used = new ArrayList<Integer>();
            while (rows.next()) {
                used.add(rows.getInt(1));
            }
            return used;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static Connection connect(SmallRyeConfig config) throws SQLException {
        var database = new PGSimpleDataSource();
        database.setUrl(config.getValue(Main.DATASOURCE_URL, String.class));
        for (var name : config.getPropertyNames()) {
            if (name.startsWith(JDBC_PROPERTIES)) {
                database.setProperty(
                        name.substring(JDBC_PROPERTIES.length()),
                        config.getValue(name, String.class));
            }
        }
        for (var timeout : List.of("socketTimeout", "connectTimeout", "loginTimeout")) {
            database.setProperty(timeout, PATIENCE_SECONDS);
        }
        text(config, "quarkus.datasource.username").ifPresent(database::setUser);
        text(config, "quarkus.datasource.password").ifPresent(database::setPassword);
        var connection = database.getConnection();
        try (var setting = connection.createStatement()) {
            setting.execute(LOCK_TIMEOUT);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Optional<String> text(SmallRyeConfig config, String name) {
        return config.getOptionalValue(name, String.class);
    }
}
