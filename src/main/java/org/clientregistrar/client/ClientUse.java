package org.clientregistrar.client;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When clients and their secrets were last of use to an authorization server. What requests note is
 * collected in memory, and written by a job of its own (decision 0017): no request waits for it.
 */
@ApplicationScoped
public class ClientUse {

    /**
     * So that the memory is bounded also while the database is away; some 30 MB. A client that is
     * verified is two of them: itself and its secret.
     */
    static final int MOST = 100_000;

    /** Few enough for each transaction to be short. */
    private static final int BATCH = 500;

    /** A database that is away is not waited for by batch after batch. */
    private static final int MOST_FAILURES = 3;

    private final Map<Used, Instant> collected = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private final UseTable table;
    private final Clock clock;

    ClientUse(UseTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Notes that a client was looked up. */
    public void noteLookup(String clientId) {
        note(new Used(clientId, ""));
    }

    /** Notes that a client has proved itself with one of its secrets. */
    public void noteVerification(String clientId, String secretId) {
        note(new Used(clientId, ""));
        note(new Used(clientId, secretId));
    }

    private void note(Used used) {
        if (collected.size() >= MOST && !collected.containsKey(used)) {
            dropped.incrementAndGet();
        } else {
            collected.merge(used, clock.instant(), ClientUse::later);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** When a client was last used, as far as that is written; empty for never. */
    public Optional<Instant> lastUse(String clientId) {
        return Optional.ofNullable(lastUses(List.of(clientId)).get(clientId));
    }

    /** The same of several; those that were never used are not in it. */
    Map<String, Instant> lastUses(Collection<String> clientIds) {
        return table.lastUses(clientIds);
    }

    /**
     * Writes what was collected, in the order of the identifiers, each batch in a transaction of
     * its own. What cannot be written stays collected, and so does what is noted meanwhile; the
     * other batches are written all the same.
     *
     * @throws RuntimeException the first one of those that kept batches from being written
     */
    void write() {
        var due = collected.entrySet().stream().map(Due::of).sorted().toList();
        var failures = new ArrayList<RuntimeException>();
        for (int from = 0; from < due.size() && failures.size() < MOST_FAILURES; from += BATCH) {
            var batch = due.subList(from, Math.min(from + BATCH, due.size()));
            try {
                table.write(batch);
                batch.forEach(written -> collected.remove(written.used(), written.at()));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        var lost = dropped.getAndSet(0);
        if (lost > 0) {
            Log.warnf("%d uses of clients were not noted: there were too many to write", lost);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /**
     * What was used.
     *
     * @param secretId empty for the client itself
     */
    record Used(String clientId, String secretId) implements Comparable<Used> {

        boolean isSecret() {
            return !secretId.isEmpty();
        }

        @Override
        public int compareTo(Used other) {
            var byClient = clientId.compareTo(other.clientId);
            return byClient != 0 ? byClient : secretId.compareTo(other.secretId);
        }
    }

    /** What is to be written: a use and its time. */
    record Due(Used used, Instant at) implements Comparable<Due> {

        static Due of(Map.Entry<Used, Instant> entry) {
            return new Due(entry.getKey(), entry.getValue());
        }

        @Override
        public int compareTo(Due other) {
            return used.compareTo(other.used);
        }
    }
}
