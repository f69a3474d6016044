package org.clientregistrar.client;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.StoredSecret;
import org.hibernate.Session;

/**
 * Stores a secret that was verified just now as it would be stored today: by the first key, and
 * without a slow hash. Nothing that anybody sees becomes other, neither the secret nor when it ends
 * nor whether it is shown; so the client keeps its version, and the history is silent.
 */
@Singleton
class SecretRenewal {

    private final ClientSecrets secrets;
    private final Session database;

    SecretRenewal(ClientSecrets secrets, Session database) {
        this.secrets = secrets;
        this.database = database;
    }

    /**
     * Does it in a short transaction, if there is anything to do. Where that fails, or somebody
     * else is changing the client, the next verification does it.
     */
    void renew(String clientId, StoredSecret stored, Secret presented) {
        var renewed = secrets.renewed(clientId, stored, presented);
        if (renewed.equals(stored)) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> replace(clientId, stored, renewed));
        } catch (RuntimeException e) {
            Log.warnf("a verified secret could not be stored anew: %s", e.getMessage());
        }
    }

    private void replace(String clientId, StoredSecret stored, StoredSecret renewed) {
        var rows =
                database.createNativeQuery(
                                "select cast(secrets as text) from client where client_id = ?1"
                                        + " for update skip locked",
                                String.class)
                        .setParameter(1, clientId)
                        .getResultList();
        for (var row : rows) {
            var all = SecretColumn.read(row);
            if (all.contains(stored)) {
                var now = all.stream().map(one -> one.equals(stored) ? renewed : one).toList();
                database.createNativeMutationQuery(SecretColumn.UPDATE + " where client_id = ?")
                        .setParameter(1, SecretColumn.write(now))
                        .setParameter(2, SecretColumn.slowSince(now), String.class)
                        .setParameter(3, clientId)
                        .executeUpdate();
            }
        }
    }
}
