package org.clientregistrar.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of the history, over one connection: whole batches are read and written here. */
final class HistoryTables {

    /** One for all replicas: "history" as a number. */
    private static final long LOCK = 0x686973746f7279L;

    /** So that the count takes no long time where nothing was sealed for long. */
    private static final int MOST_COUNTED = 10_000;

    /** What waits for its seal, counted up to a limit, and since when. */
    record Unsealed(long events, Optional<Instant> since) {}

    /** What is made of a row. */
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Notes up to where the feed of changes is not whole any more. Events that have a transaction
     * id from another cluster, higher than any of this one, were never shown here.
     */
    private static final String MOVE_HORIZON =
            """
            insert into change_horizon as horizon (origin, transaction_id, event_id, at)
            select %s, transaction_id, event_id, at from audit_event
            where event_id = any (?) and target_type = 'client'
                and transaction_id < pg_snapshot_xmax(pg_current_snapshot())
            order by transaction_id desc, event_id desc limit 1
            on conflict (only_row) do update
            set (origin, transaction_id, event_id, at)
                = (excluded.origin, excluded.transaction_id, excluded.event_id, excluded.at)
            where horizon.origin <> excluded.origin
                or (horizon.transaction_id, horizon.event_id) < (excluded.transaction_id, excluded.event_id)"""
                    .formatted(ChangeFeed.ORIGIN);

    private final Connection connection;

    HistoryTables(Connection connection) {
        this.connection = connection;
    }

    /** Whether nobody else seals or removes until the transaction ends; does not wait. */
    boolean lock() throws SQLException {
        return one("select pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), LOCK)
                .orElseThrow();
    }

    /** Events without a seal, as far as they are committed. */
    List<HistoryEvent> unsealed(int most) throws SQLException {
        return all(
                "select "
                        + HistoryEvent.COLUMNS
                        + " from audit_event where seal_number is null order by event_id limit ?",
                HistoryEvent::of,
                most);
    }

    Unsealed countUnsealed() throws SQLException {
        return one(
                        "select count(*) as events, min(at) as since from (select at from audit_event"
                                + " where seal_number is null order by event_id limit ?) unsealed",
                        row ->
                                new Unsealed(
                                        row.getLong("events"),
                                        row.getObject("since") == null
                                                ? Optional.empty()
                                                : Optional.of(HistoryEvent.instant(row, "since"))),
                        MOST_COUNTED)
                .orElseThrow();
    }

    /** The events of these ids that there are. */
    Map<Long, HistoryEvent> events(List<Long> ids) throws SQLException {
        return all(
                        "select "
                                + HistoryEvent.COLUMNS
                                + " from audit_event where event_id = any (?)",
                        HistoryEvent::of,
                        ids)
                .stream()
                .collect(Collectors.toMap(HistoryEvent::id, Function.identity()));
    }

    /** The ids of events that name a seal, from the lowest on. */
    List<Long> eventsOf(long seal, int most) throws SQLException {
        return all(
                "select event_id from audit_event where seal_number = ? order by event_id limit ?",
                row -> row.getLong(1),
                seal,
                most);
    }

    /** The ids of events that name a seal below a number. */
    List<Long> eventsBefore(long firstSeal, int most) throws SQLException {
        return all(
                "select event_id from audit_event where seal_number < ? order by seal_number, event_id limit ?",
                row -> row.getLong(1),
                firstSeal,
                most);
    }

    /** The lowest number of a seal, from a number on, that an event names. */
    Optional<Long> sealNamedFrom(long number) throws SQLException {
        return one(
                "select seal_number from audit_event where seal_number >= ? order by seal_number limit 1",
                row -> row.getLong(1),
                number);
    }

    Optional<Seal> lastSeal() throws SQLException {
        return one(
                "select " + Seal.COLUMNS + " from audit_seal order by seal_number desc limit 1",
                Seal::of);
    }

    Optional<Seal> seal(long number) throws SQLException {
        return one(
                "select " + Seal.COLUMNS + " from audit_seal where seal_number = ?",
                Seal::of,
                number);
    }

    /** The first seal from a number on. */
    Optional<Seal> sealFrom(long number) throws SQLException {
        return one(
                "select "
                        + Seal.COLUMNS
                        + " from audit_seal where seal_number >= ? order by seal_number limit 1",
                Seal::of,
                number);
    }

    Optional<Beginning> beginning() throws SQLException {
        return one(
                "select "
                        + Beginning.COLUMNS
                        + " from audit_beginning order by seal_number desc limit 1",
                Beginning::of);
    }

    /** Writes a new seal, and its number into its events. */
    void add(Seal seal) throws SQLException {
        update(
                "insert into audit_seal (" + Seal.COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)",
                seal.number(),
                seal.sealedAt(),
                seal.eventIds(),
                seal.digests(),
                seal.lastEventAt(),
                seal.previousMac(),
                seal.mac(),
                seal.renewedMac());
        update(
                "update audit_event set seal_number = ? where event_id = any (?)",
                seal.number(),
                seal.eventIds());
    }

    /** Removes the first seal with its events, and notes where the history begins now. */
    void remove(Seal seal, Beginning after) throws SQLException {
        update(MOVE_HORIZON, seal.eventIds());
        update("delete from audit_event where event_id = any (?)", seal.eventIds());
        update("delete from audit_seal where seal_number = ?", seal.number());
        update("delete from audit_beginning");
        update(
                "insert into audit_beginning (" + Beginning.COLUMNS + ") values (?, ?, ?, ?, ?)",
                after.seal(),
                after.previousMac(),
                after.removedAt(),
                after.mac(),
                after.renewedMac());
    }

    /** Seals from a number on, in their order. */
    List<Seal> sealsFrom(long number, int most) throws SQLException {
        return all(
                "select "
                        + Seal.COLUMNS
                        + " from audit_seal where seal_number >= ? order by seal_number limit ?",
                Seal::of,
                number,
                most);
    }

    /** Writes another MAC to a seal, if that is still there as it was. */
    void renew(Seal seal, byte[] renewedMac) throws SQLException {
        update(
                "update audit_seal set renewed_mac = ? where seal_number = ? and mac = ?",
                renewedMac,
                seal.number(),
                seal.mac());
    }

    /** The same for the beginning. */
    void renew(Beginning beginning, byte[] renewedMac) throws SQLException {
        update(
                "update audit_beginning set renewed_mac = ? where seal_number = ? and mac = ?",
                renewedMac,
                beginning.seal(),
                beginning.mac());
    }

    /** Writes an event that no request stands behind. */
    void add(Instant at, Actor actor, Action action, Target target) throws SQLException {
        update(
                "insert into audit_event (event_id, at, action, target_type, target_id, actor_type, changes)"
                        + " values (nextval('audit_event_seq'), ?, ?, ?, ?, ?, '{}')",
                at,
                action.toString(),
                target.type().toString(),
                target.id(),
                actor.type().toString());
    }

    /** Events that fit a condition, in the order that it ends with. */
    List<HistoryEvent> find(String condition, List<Object> parameters) throws SQLException {
        return all(
                "select " + HistoryEvent.COLUMNS + " from audit_event " + condition,
                HistoryEvent::of,
                parameters.toArray());
    }

    <T> Optional<T> one(String sql, Reading<T> reading, Object... parameters) throws SQLException {
        return all(sql, reading, parameters).stream().findFirst();
    }

    <T> List<T> all(String sql, Reading<T> reading, Object... parameters) throws SQLException {
        try (var query = prepare(sql, parameters);
                var rows = query.executeQuery()) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reading.of(rows));
            }
            return all;
        }
    }

    private void update(String sql, Object... parameters) throws SQLException {
        try (var statement = prepare(sql, parameters)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, jdbc(parameters[i]));
        }
        return statement;
    }

    private Object jdbc(Object value) throws SQLException {
        if (value instanceof Instant time) {
            return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
        }
        return value instanceof List<?> ids ? array(ids) : value;
    }

    private Array array(List<?> ids) throws SQLException {
        return connection.createArrayOf("bigint", ids.toArray());
    }
}
