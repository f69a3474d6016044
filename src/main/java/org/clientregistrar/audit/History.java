package org.clientregistrar.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.HistoryMac;
import org.clientregistrar.secret.Keyset;

/** The history, for those who may read it. */
@ApplicationScoped
public class History {

    /**
     * Events, the newest first.
     *
     * @param events at most as many as were asked for
     * @param next where the next page begins; empty on the last one
     */
    public record Page(List<HistoryEvent> events, Optional<Position> next) {}

    /** About what a part of the largest size takes. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final HistoryDatabase database;
    private final HistoryMac key;
    private final Semaphore turn = new Semaphore(1);

    History(HistoryDatabase database, Keyset keyset) {
        this.database = database;
        this.key = new HistoryMac(keyset);
    }

    /** The events that fit, from a place in the history on, or from the newest. */
    public Page page(HistoryFilter filter, Optional<Position> behind, int limit) {
        var condition = filter.condition(behind, limit + 1);
        var found = database.use(tables -> tables.find(condition.sql(), condition.parameters()));
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        var events = List.copyOf(found.subList(0, limit));
        return new Page(events, Optional.of(Position.behind(events.get(limit - 1))));
    }

    /**
     * Verifies a part of the history, see {@link Verification}. One at a time: it keeps a
     * connection of the pool for seconds, and registrations need them too.
     *
     * @param from the number of the seal to begin with
     * @param expected seals that must be there
     * @throws OAuthException 503 while another one is under way here
     */
    public Verification.Report verify(long from, List<Anchor> expected) {
        if (!turn.tryAcquire()) {
            throw OAuthException.temporarilyUnavailable(RETRY_AFTER);
        }
        try {
            return database.snapshot(
                    tables -> new Verification(tables, key).verify(from, expected));
        } finally {
            turn.release();
        }
    }
}
