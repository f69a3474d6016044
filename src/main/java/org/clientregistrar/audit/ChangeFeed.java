package org.clientregistrar.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import org.clientregistrar.error.OAuthException;

/**
 * Which clients were changed, for those who keep copies of them (decision 0018). A change is shown
 * when every transaction that began to write before its own has ended: so none ever comes to stand
 * before one that was shown, and whoever reads on from there misses nothing.
 */
@ApplicationScoped
public class ChangeFeed {

    /**
     * Tells this table from others whose transactions have other ids: of another cluster, of the
     * same one set back, or of a dump that was restored.
     */
    static final String ORIGIN =
            """
            left(md5(concat_ws(' ', (select system_identifier from pg_control_system()),
                left(pg_walfile_name(pg_current_wal_lsn()), 8), 'audit_event'::regclass::oid)), 16)""";

    /** The conditions of the index, and that nothing can come to stand before. */
    private static final String SHOWN =
            " target_type = 'client' and transaction_id < pg_snapshot_xmin(pg_current_snapshot()) ";

    static final String PAGE =
            "select transaction_id::text as transaction_id, event_id, at, target_id from audit_event where"
                    + SHOWN
                    + "and (transaction_id, event_id) > (?::text::xid8, ?)"
                    + " order by audit_event.transaction_id, event_id limit ?";

    static final String LAST =
            "select here.origin, last.transaction_id::text as transaction_id, last.event_id, last.at from (select "
                    + ORIGIN
                    + " as origin) here left join lateral ((select transaction_id, event_id, at from audit_event where"
                    + SHOWN
                    + "order by transaction_id desc, event_id desc limit 1)"
                    + " union all select transaction_id, event_id, at from change_horizon where origin = here.origin"
                    + " order by transaction_id desc, event_id desc limit 1) last on true";

    /** The change is there, or was the last one to be removed; none behind it was removed. */
    private static final String IS_WHOLE =
            "select here.origin = given.origin and not exists (select from change_horizon horizon where"
                    + " horizon.origin = here.origin and (transaction_id, event_id) > (given.transaction, given.event))"
                    + " and (given.event = 0 or exists (select from audit_event where event_id = given.event"
                    + " and transaction_id = given.transaction and at = given.at) or exists (select from change_horizon"
                    + " where (transaction_id, event_id, at) = (given.transaction, given.event, given.at))) from (select "
                    + ORIGIN
                    + " as origin) here, (select ?::text as origin, ?::text::xid8 as transaction, ?::bigint as event,"
                    + " ?::timestamptz as at) given";

    private static final String LOST =
            "the changes since this cursor are not known any more: drop all copies of clients, and begin without a cursor";

    private final HistoryDatabase database;

    ChangeFeed(HistoryDatabase database) {
        this.database = database;
    }

    /** Behind all changes that are shown by now. */
    public ChangePosition now() {
        return database.use(
                tables ->
                        tables.one(
                                        LAST,
                                        row ->
                                                row.getString("transaction_id") == null
                                                        ? ChangePosition.beforeAll(
                                                                row.getString("origin"))
                                                        : ChangePosition.of(
                                                                row, row.getString("origin")))
                                .orElseThrow());
    }

    /**
     * The changes behind a place, in their order.
     *
     * @throws OAuthException 410 if some of them were removed, or the place is not one of this
     *     database
     */
    public List<ClientChange> behind(ChangePosition position, int most) {
        return database.use(
                tables -> {
                    var changes = page(tables, position, most);
                    // In this order: what is whole after the page was read was so when it was read.
                    if (!isWhole(tables, position)) {
                        throw OAuthException.httpError(410, LOST);
                    }
                    return changes;
                });
    }

    private static List<ClientChange> page(HistoryTables tables, ChangePosition position, int most)
            throws SQLException {
        return tables.all(
                PAGE,
                row ->
                        new ClientChange(
                                row.getString("target_id"),
                                ChangePosition.of(row, position.origin())),
                Long.toString(position.transaction()),
                position.event(),
                most);
    }

    private static boolean isWhole(HistoryTables tables, ChangePosition position)
            throws SQLException {
        return tables.one(
                        IS_WHOLE,
                        row -> row.getBoolean(1),
                        position.origin(),
                        Long.toString(position.transaction()),
                        position.event(),
                        position.at())
                .orElseThrow();
    }
}
