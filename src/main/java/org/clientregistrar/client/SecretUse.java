package org.clientregistrar.client;

import static java.util.stream.Collectors.toMap;

import io.quarkus.hibernate.orm.panache.Panache;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** When the secrets of clients were last verified: table secret_use, as far as secrets need it. */
final class SecretUse {

    private SecretUse() {}

    /**
     * When each secret of a client was last verified, by its id; those never verified are not
     * there.
     */
    static Map<String, Instant> lastVerified(String clientId) {
        return Panache.getSession()
                .createNativeQuery(
                        "select secret_id, last_verified_at from secret_use where client_id = ?1",
                        Object[].class)
                .addScalar("secret_id", String.class)
                .addScalar("last_verified_at", Instant.class)
                .setParameter(1, clientId)
                .getResultStream()
                .collect(toMap(row -> (String) row[0], row -> (Instant) row[1]));
    }

    /** Forgets the use of all secrets of a client but these. */
    static void forgetAllBut(String clientId, List<String> secretIds) {
        Panache.getEntityManager()
                .createNativeQuery(
                        "delete from secret_use where client_id = ?1 and secret_id <> all (?2)")
                .setParameter(1, clientId)
                .setParameter(2, secretIds.toArray(String[]::new))
                .executeUpdate();
    }
}
