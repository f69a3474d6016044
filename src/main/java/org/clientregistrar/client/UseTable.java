package org.clientregistrar.client;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.clientregistrar.client.ClientUse.Due;
import org.clientregistrar.client.ClientUse.Used;
import org.hibernate.Session;

/** The tables client_use and secret_use. */
@ApplicationScoped
class UseTable {

    /**
     * Rows are locked in one order by all replicas, so that none waits for another in a circle. A
     * client that was erased has no row, and gets none.
     */
    private static final String CLIENTS =
            """
            with later as (
                select client_id, at
                from client_use
                join unnest(cast(:clients as text[]), cast(:times as timestamptz[])) as used (id, at) on id = client_id
                where last_used_at < at
                order by client_id collate "C"
                for no key update of client_use)
            update client_use set last_used_at = later.at
            from later where client_use.client_id = later.client_id""";

    /** A secret that has gone meanwhile, or whose client was erased, gets no row again. */
    private static final String SECRETS =
            """
            insert into secret_use (client_id, secret_id, last_verified_at)
            select client_id, secret_id, at
            from unnest(cast(:clients as text[]), cast(:secrets as text[]), cast(:times as timestamptz[]))
                as used (client_id, secret_id, at)
            join client_use using (client_id)
            join client using (client_id)
            where client.secrets @> jsonb_build_array(jsonb_build_object('id', secret_id))
            order by client_id collate "C", secret_id collate "C"
            on conflict (client_id, secret_id) do update
                set last_verified_at = greatest(secret_use.last_verified_at, excluded.last_verified_at)""";

    private static final String LAST_USES =
            """
            select client_id, last_used_at
            from client_use
            where client_id = any(cast(:clients as text[])) and last_used_at > '-infinity'""";

    private static final String LAST_VERIFIED =
            "select secret_id, last_verified_at from secret_use where client_id = :client";

    private static final String FORGET_SECRETS =
            "delete from secret_use where client_id = :client and secret_id <> all (:kept)";

    /** Those of its secrets go with it. */
    private static final String FORGET_CLIENT = "delete from client_use where client_id = :client";

    private final Session database;

    UseTable(Session database) {
        this.database = database;
    }

    /** Writes what is later than what is there. */
    @Transactional
    void write(List<Due> batch) {
        var secrets = some(batch, Used::isSecret);
        var clients = some(batch, used -> !used.isSecret());
        if (!clients.isEmpty()) {
            database.createNativeMutationQuery(CLIENTS)
                    .setParameter("clients", texts(clients, due -> due.used().clientId()))
                    .setParameter("times", texts(clients, due -> due.at().toString()))
                    .executeUpdate();
        }
        if (!secrets.isEmpty()) {
            database.createNativeMutationQuery(SECRETS)
                    .setParameter("clients", texts(secrets, due -> due.used().clientId()))
                    .setParameter("secrets", texts(secrets, due -> due.used().secretId()))
                    .setParameter("times", texts(secrets, due -> due.at().toString()))
                    .executeUpdate();
        }
    }

    /** When clients were last used; those that never were are not in it. */
    Map<String, Instant> lastUses(Collection<String> clientIds) {
        return database
                .createNativeQuery(LAST_USES, Object[].class)
                .setParameter("clients", clientIds.toArray(String[]::new))
                .addScalar("client_id", String.class)
                .addScalar("last_used_at", Instant.class)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Instant) row[1]));
    }

    /**
     * When each secret of a client was last verified, by its id; those that never were are not in
     * it.
     */
    static Map<String, Instant> lastVerified(String clientId) {
        return Panache.getSession()
                .createNativeQuery(LAST_VERIFIED, Object[].class)
                .setParameter("client", clientId)
                .addScalar("secret_id", String.class)
                .addScalar("last_verified_at", Instant.class)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Instant) row[1]));
    }

    /** Forgets the use of all secrets of a client but these. */
    static void forgetAllBut(String clientId, List<String> secretIds) {
        Panache.getSession()
                .createNativeMutationQuery(FORGET_SECRETS)
                .setParameter("client", clientId)
                .setParameter("kept", secretIds.toArray(String[]::new))
                .executeUpdate();
    }

    /** Forgets the use of a client and of all its secrets. */
    static void forget(String clientId) {
        Panache.getSession()
                .createNativeMutationQuery(FORGET_CLIENT)
                .setParameter("client", clientId)
                .executeUpdate();
    }

    private static List<Due> some(List<Due> batch, Predicate<Used> which) {
        return batch.stream().filter(due -> which.test(due.used())).toList();
    }

    private static String[] texts(List<Due> batch, Function<Due, String> text) {
        return batch.stream().map(text).toArray(String[]::new);
    }
}
