package org.clientregistrar.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.clientregistrar.audit.Action;
import org.clientregistrar.audit.HistoryRenewal;
import org.clientregistrar.audit.Target;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.Keyset;
import org.clientregistrar.secret.Pbkdf2;
import org.clientregistrar.secret.SecretVault;
import org.clientregistrar.secret.StoredSecret;
import org.clientregistrar.secret.StoredSecret.Form;

/**
 * Stores the secrets of all clients anew, as the first key of the keyset and the settings would
 * have them. Beside running replicas: client by client, each in a transaction of its own, and only
 * where nobody else has changed its secrets meanwhile. What is done already is left as it is, so
 * that this can be ended and begun again at any time.
 *
 * <p>A client whose secrets are only sealed by another key keeps its version, and the history is
 * silent: nothing that anybody sees becomes other. One whose secrets become hashes is not shown
 * them any more, so that its version counts up, with one event of the history.
 */
public final class SecretResealing {

    private static final int PAGE = 100;

    /** Of one client that others change all the time, or have locked. */
    private static final int ATTEMPTS = 5;

    /** PostgreSQL's word for a lock_timeout that is over. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String COLUMNS =
            "select client_id, cast(metadata as text) as metadata, cast(secrets as text) as secrets from client";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Row(
            String clientId, String json, ClientMetadata metadata, List<StoredSecret> secrets) {}

    /**
     * What is stored, by what it takes to use it.
     *
     * @param sealed the number of sealed secrets by the id of each key that they need
     * @param hashed the number of keyed hashes by the id of the key that made them
     * @param slow the number of slow hashes, which need no key
     */
    public record Census(Map<Integer, Long> sealed, Map<Integer, Long> hashed, long slow) {}

    private final Connection connection;
    private final SecretVault vault;
    private final ClientSecrets secrets;
    private final Clock clock;

    /**
     * Over a connection of one's own, which commits each statement by itself, and has a
     * lock_timeout.
     */
    public SecretResealing(
            Connection connection, RegistrarConfig config, Keyset keyset, Clock clock) {
        this.connection = connection;
        this.vault = new SecretVault(keyset, new Pbkdf2());
        this.secrets = new ClientSecrets(config, vault);
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @return how many clients have their secrets stored anew
     */
    public long reseal() throws SQLException {
        long resealed = 0;
        for (var page = page(""); !page.isEmpty(); page = page(last(page))) {
            for (var row : page) {
                resealed += reseal(row) ? 1 : 0;
            }
        }
        return resealed;
    }

    private boolean reseal(Row found) throws SQLException {
        var row = found;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var resealed = secrets.resealed(row.clientId(), row.metadata(), row.secrets());
            if (resealed.equals(row.secrets())) {
                return false;
            }
            if (replace(row, resealed)) {
                return true;
            }
            var again = rows(COLUMNS + " where client_id = ? limit ?", row.clientId(), 1);
            if (again.isEmpty()) {
                return false;
            }
            row = again.get(0);
        }
        return false; // the census tells that something is left
    }

    /** Whether the secrets and the metadata were as they were read until now, and not locked. */
    private boolean replace(Row row, List<StoredSecret> resealed) throws SQLException {
        var isHashed = count(row.secrets(), Form.SEALED) > count(resealed, Form.SEALED);
        connection.setAutoCommit(false);
        try {
            var isDone = update(row, resealed, isHashed);
            if (isDone && isHashed) {
                HistoryRenewal.record(
                        connection,
                        Action.SECRETS_HASHED,
                        Target.client(row.clientId()),
                        clock.instant());
            }
            connection.commit();
            return isDone;
        } catch (SQLException e) {
            connection.rollback();
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private boolean update(Row row, List<StoredSecret> resealed, boolean isVisible)
            throws SQLException {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var sql =
                SecretColumn.UPDATE
                        + (isVisible ? ", version = version + 1, updated_at = ?" : "")
                        + " where client_id = ? and secrets = cast(? as jsonb) and metadata = cast(? as jsonb)";
        try (var statement = connection.prepareStatement(sql)) {
            int place = 0;
            statement.setString(++place, SecretColumn.write(resealed));
            statement.setString(++place, SecretColumn.slowSince(resealed));
            if (isVisible) {
                statement.setObject(++place, now);
            }
            statement.setString(++place, row.clientId());
            statement.setString(++place, SecretColumn.write(row.secrets()));
            statement.setString(++place, row.json());
            return statement.executeUpdate() == 1;
        }
    }

    private static long count(List<StoredSecret> secrets, Form form) {
        return secrets.stream().filter(secret -> secret.form() == form).count();
    }

    /** Counts what is stored, and with which keys. */
    public Census census() throws SQLException {
        var sealed = new TreeMap<Integer, Long>();
        var hashed = new TreeMap<Integer, Long>();
        long slow = 0;
        for (var page = page(""); !page.isEmpty(); page = page(last(page))) {
            for (var secret :
                    page.stream().map(Row::secrets).flatMap(Collection::stream).toList()) {
                slow += secret.hasSlowHash() ? 1 : 0;
                var counts = secret.form() == Form.SEALED ? sealed : hashed;
                vault.keysOf(secret).forEach(id -> counts.merge(id, 1L, Long::sum));
            }
        }
        return new Census(sealed, hashed, slow);
    }

    private List<Row> page(String behind) throws SQLException {
        return rows(
                COLUMNS + " where client_id > ? and secrets <> '[]' order by client_id limit ?",
                behind,
                PAGE);
    }

    private static String last(List<Row> page) {
        return page.get(page.size() - 1).clientId();
    }

    private List<Row> rows(String sql, String clientId, int most) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, clientId);
            query.setInt(2, most);
            try (var rows = query.executeQuery()) {
                var all = new ArrayList<Row>();
                while (rows.next()) {
                    all.add(row(rows));
                }
                return all;
            }
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        try {
            return new Row(
                    row.getString("client_id"),
                    row.getString("metadata"),
                    JSON.readValue(row.getString("metadata"), ClientMetadata.class),
                    SecretColumn.read(row.getString("secrets")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column metadata cannot be read", e);
        }
    }
}
