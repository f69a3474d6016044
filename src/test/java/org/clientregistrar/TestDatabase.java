package org.clientregistrar;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** One real PostgreSQL for all tests of this JVM. */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    /** 32 random bytes; what they seal dies with the tests. */
    public static final String KEY = "9m0yXbFJp0u7o5m1kB5nY1m2mGq0oXo6mQ4h2b0vS1k=";

    /** An access key with all scopes. */
    public static final String ACCESS_KEY = "key_all-scopes-for-tests-of-the-admin-door-00000000";

    private static EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl(),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "any: connections on loopback are trusted here",
                "quarkus.http.test-port", "0",
                "registrar.public-url", "https://registrar.example",
                "registrar.client-secret.keyset", KEY,
                "registrar.admin.access-key", ACCESS_KEY);
    }

    @Override
    public void stop() {
        // The next application of this JVM uses it too; it ends with the JVM.
    }

    /** The database itself, to look behind the service's back. */
    public static DataSource dataSource() {
        return shared().getPostgresDatabase();
    }

    /** Its URL, for a service in a process of its own. */
    public static String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /** A new and empty database beside it, for tests that no other may disturb. */
    public static DataSource newDatabase(String name) {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return shared().getDatabase("postgres", name);
    }

    /** The URL of such a database. */
    public static String jdbcUrl(String name) {
        return "jdbc:postgresql://127.0.0.1:" + shared().getPort() + "/" + name;
    }

    private static synchronized EmbeddedPostgres shared() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }
}
