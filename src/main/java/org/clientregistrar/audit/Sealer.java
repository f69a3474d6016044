package org.clientregistrar.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.clientregistrar.secret.HistoryMac;
import org.clientregistrar.secret.Keyset;

/**
 * Seals events in batches, and takes the oldest batches away again. Replicas take turns; no other
 * work of the service waits for this.
 */
@ApplicationScoped
class Sealer {

    /** How many events one seal covers at most: few enough for the time limit of a statement. */
    static final int BATCH = 500;

    private final HistoryDatabase database;
    private final HistoryMac key;
    private final Clock clock;

    Sealer(HistoryDatabase database, Clock clock, Keyset keyset) {
        this.database = database;
        this.clock = clock;
        this.key = new HistoryMac(keyset);
    }

    /** Seals a batch; empty if there is nothing to seal, or another replica is at it. */
    @Transactional
    Optional<Seal> seal() {
        return database.use(
                tables -> {
                    if (!tables.lock()) {
                        return Optional.empty();
                    }
                    var events = tables.unsealed(BATCH);
                    if (events.isEmpty()) {
                        return Optional.empty();
                    }
                    var last = tables.lastSeal();
                    var beginning = tables.beginning();
                    var number =
                            last.map(seal -> seal.number() + 1)
                                    .or(() -> beginning.map(Beginning::seal))
                                    .orElse(1L);
                    var previousMac =
                            last.map(Seal::mac)
                                    .or(() -> beginning.map(Beginning::previousMac))
                                    .orElse(null);
                    var seal = Seal.over(number, previousMac, events, clock.instant(), key);
                    tables.add(seal);
                    return Optional.of(seal);
                });
    }

    /**
     * Removes the oldest batch, if all of it is older than the time given.
     *
     * @return empty if there is none, or another replica is at it
     * @throws AlteredHistoryException if the seal or one of its events is not what it was: the
     *     batch stays, as evidence
     */
    @Transactional
    Optional<Seal> removeOlderThan(Duration age) {
        return database.use(
                tables -> {
                    var first = tables.lock() ? tables.sealFrom(0) : Optional.<Seal>empty();
                    if (first.isEmpty()
                            || !first.get().lastEventAt().isBefore(clock.instant().minus(age))) {
                        return Optional.empty();
                    }
                    var seal = first.get();
                    var beginning = tables.beginning();
                    var isFirst =
                            beginning
                                    .map(from -> from.isGood(key) && from.seal() == seal.number())
                                    .orElse(seal.number() == 1);
                    if (!isFirst
                            || !seal.isGood(key)
                            || !seal.coversAllOf(tables.events(seal.eventIds()))) {
                        throw new AlteredHistoryException(seal.number());
                    }
                    tables.remove(seal, Beginning.after(seal, clock.instant(), key));
                    return first;
                });
    }
}
