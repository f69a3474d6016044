package org.clientregistrar.client;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.error.CauseChain;
import org.clientregistrar.secret.Keyset;

/** Refuses to start on a database that the service could not work with. */
@ApplicationScoped
class DatabaseCheck {

    private static final int OLDEST_VERSION = 15;
    private static final int ATTEMPTS = 10;

    private final EntityManager database;
    private final Keyset keyset;

    DatabaseCheck(EntityManager database, Keyset keyset) {
        this.database = database;
        this.keyset = keyset;
    }

    /**
     * Migrations have reached the database by now; but a connection of the pool may take longer
     * than a request would wait for it, while everything starts at once.
     */
    void check(@Observes StartupEvent event) {
        for (int attempt = 1; ; attempt++) {
            try {
                QuarkusTransaction.requiringNew().run(this::checkInTransaction);
                return;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || CauseChain.find(e, SQLException.class).isEmpty()) {
                    throw e;
                }
            }
        }
    }

    private void checkInTransaction() {
        checkVersion();
        checkKeyset();
    }

    private void checkVersion() {
        var setting = "select current_setting('server_version_num')::integer / 10000";
        var version = (Integer) database.createNativeQuery(setting).getSingleResult();
        if (version < OLDEST_VERSION) {
            throw new SettingException(
                    "quarkus.datasource.jdbc.url",
                    "PostgreSQL " + OLDEST_VERSION + " or newer is needed, this is " + version);
        }
    }

    /**
     * Secrets sealed by a key that is not here would fail one by one. The database knows the keys'
     * ids alone.
     */
    private void checkKeyset() {
        // Replicas that start together on an empty database see each other's key.
        database.createNativeQuery("lock table keyset_key in exclusive mode").executeUpdate();
        List<?> used = database.createNativeQuery("select key_id from keyset_key").getResultList();
        keyset.requireAll(used);
        database.createNativeQuery(
                        "insert into keyset_key (key_id) values (?1) on conflict do nothing")
                .setParameter(1, keyset.firstId())
                .executeUpdate();
    }
}
