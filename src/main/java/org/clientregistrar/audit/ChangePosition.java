package org.clientregistrar.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the feed of changes: behind one change, or before all of them. Places are in order
 * where they have the same origin.
 *
 * @param origin the table that the change is in, told from others by its cluster too
 * @param transaction in which the change was made; 0 before all
 * @param event the id of its event
 * @param at its time
 */
public record ChangePosition(String origin, long transaction, long event, Instant at)
        implements Comparable<ChangePosition> {

    /** What toString writes, of numbers and times that PostgreSQL has too. */
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{16})\\.([0-9]{1,18})\\.([0-9]{1,18})\\.([0-9]{1,17})");

    private static final Comparator<ChangePosition> ORDER =
            Comparator.comparingLong(ChangePosition::transaction)
                    .thenComparingLong(ChangePosition::event);

    static ChangePosition beforeAll(String origin) {
        return new ChangePosition(origin, 0, 0, Instant.EPOCH);
    }

    static ChangePosition of(ResultSet row, String origin) throws SQLException {
        return new ChangePosition(
                origin,
                Long.parseLong(row.getString("transaction_id")),
                row.getLong("event_id"),
                HistoryEvent.instant(row, "at"));
    }

    /** Reads the text form; empty for anything else. */
    public static Optional<ChangePosition> parse(String text) {
        return Optional.of(FORM.matcher(text))
                .filter(Matcher::matches)
                .map(
                        match ->
                                new ChangePosition(
                                        match.group(1),
                                        Long.parseLong(match.group(2)),
                                        Long.parseLong(match.group(3)),
                                        Instant.EPOCH.plus(
                                                Long.parseLong(match.group(4)),
                                                ChronoUnit.MICROS)));
    }

    /** Transactions in the order in which they began to write, events of one by their ids. */
    @Override
    public int compareTo(ChangePosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%s.%d.%d.%d"
                .formatted(
                        origin, transaction, event, ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }
}
