package org.clientregistrar.client;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.secret.Keyset;

/**
 * Refuses to start on a database whose secrets the keyset cannot open, since every one of them
 * would fail one by one. The database knows the keys' ids alone.
 */
@ApplicationScoped
class KeysetCheck {

    private final EntityManager database;
    private final Keyset keyset;

    KeysetCheck(EntityManager database, ClientSecrets secrets) {
        this.database = database;
        this.keyset = secrets.keyset();
    }

    @Transactional
    void check(@Observes StartupEvent event) {
        List<?> used = database.createNativeQuery("select key_id from keyset_key").getResultList();
        if (!keyset.ids().containsAll(used)) {
            throw new SettingException(
                    "registrar.client-secret.keyset",
                    "the keys (of this setting or of registrar.client-secret.keyset-file) are not those that sealed the secrets in the database; give the earlier key after the new one");
        }
        database.createNativeQuery(
                        "insert into keyset_key (key_id) values (?1) on conflict do nothing")
                .setParameter(1, keyset.ids().iterator().next())
                .executeUpdate();
    }
}
