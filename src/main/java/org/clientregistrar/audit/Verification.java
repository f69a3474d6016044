package org.clientregistrar.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.clientregistrar.secret.HistoryMac;

/** Holds the history against its seals, a part of bounded size at a time. */
public final class Verification {

    /** What can be wrong. */
    public enum Kind {
        /** An event is not what was sealed. */
        EVENT_ALTERED,
        /** An event was sealed and is gone. */
        EVENT_MISSING,
        /** An event says that it was sealed, and was not. */
        EVENT_ADDED,
        /** A seal is not as it was made, or was made with a keyset that is lost. */
        SEAL_ALTERED,
        /** Seals are gone that retention has not removed. */
        SEAL_MISSING,
        /** A seal is good, but not the one that the next one followed. */
        SEAL_REPLACED,
        /** A seal is not there, or not as it is known outside the database. */
        SEAL_UNEXPECTED,
        /** What says where the history begins is not as it was made. */
        BEGINNING_ALTERED;

        /** As it stands in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param kind what kind of thing
     * @param seal the number of the seal
     * @param event the id of the event
     * @param detail a sentence in ASCII
     */
    public record Finding(Kind kind, Optional<Long> seal, Optional<Long> event, String detail) {}

    /**
     * What was found.
     *
     * @param seals how many were looked at
     * @param events how many they cover
     * @param findings what is wrong, up to a hundred things
     * @param more how many more things are wrong
     * @param next the number of the seal to go on with; empty when the end was reached
     * @param removedBefore retention has removed the seals before this number
     * @param removedAnchors which of the expected seals are among those
     * @param latest the last seal there is
     * @param unsealed how many events wait for their seal, counted up to 10000
     * @param unsealedSince the time of the earliest of them
     */
    public record Report(
            int seals,
            int events,
            List<Finding> findings,
            int more,
            Optional<Long> next,
            Optional<Long> removedBefore,
            List<Long> removedAnchors,
            Optional<Anchor> latest,
            long unsealed,
            Optional<Instant> unsealedSince) {

        /** Whether nothing is wrong with the part that was looked at. */
        public boolean isIntact() {
            return findings.isEmpty();
        }
    }

    private static final int MOST_FINDINGS = 100;

    /** What one part has at most, so that it takes seconds. */
    private static final int MOST_SEALS = 1_000;

    private static final int MOST_EVENTS = 50_000;

    private final HistoryTables tables;
    private final HistoryMac key;

    private final List<Finding> findings = new ArrayList<>();
    private int more;
    private int seals;
    private int events;

    Verification(HistoryTables tables, HistoryMac key) {
        this.tables = tables;
        this.key = key;
    }

    /** A part of the history over a connection of one's own; for the rest see {@link History}. */
    public static Report verify(
            Connection connection, HistoryMac key, long from, List<Anchor> expected)
            throws SQLException {
        return HistoryDatabase.snapshot(
                connection, tables -> new Verification(tables, key).verify(from, expected));
    }

    Report verify(long from, List<Anchor> expected) throws SQLException {
        var beginning = beginning();
        var first = beginning.map(Beginning::seal).orElse(1L);
        if (from <= first) {
            for (var id : tables.eventsBefore(first, MOST_FINDINGS)) {
                find(Kind.EVENT_ADDED, null, id, "names a seal from before the beginning");
            }
        }
        var removed = new ArrayList<Long>();
        for (var anchor : expected) {
            if (anchor.seal() < first) {
                removed.add(anchor.seal());
            } else {
                compare(anchor);
            }
        }
        var before =
                from <= first
                        ? beginning.map(Beginning::previousMac)
                        : tables.seal(from - 1).filter(seal -> seal.isGood(key)).map(Seal::mac);
        var next = walk(Math.max(from, first), before);
        var latest = tables.lastSeal().map(Seal::anchor);
        if (from > first && from > latest.map(Anchor::seal).orElse(0L) + 1) {
            find(
                    Kind.SEAL_MISSING,
                    from,
                    null,
                    "is not there, nor is the one before: nothing was looked at");
        }
        var isEnd = tables.sealFrom(next).isEmpty();
        if (isEnd) {
            compareWithEvents(next);
        }
        var unsealed = tables.countUnsealed();
        return new Report(
                seals,
                events,
                List.copyOf(findings),
                more,
                isEnd ? Optional.empty() : Optional.of(next),
                beginning.map(Beginning::seal),
                List.copyOf(removed),
                latest,
                unsealed.events(),
                unsealed.since());
    }

    private Optional<Beginning> beginning() throws SQLException {
        var beginning = tables.beginning();
        if (beginning.filter(row -> !row.isGood(key)).isPresent()) {
            find(
                    Kind.BEGINNING_ALTERED,
                    null,
                    null,
                    "what says which seals retention has removed was altered");
            return Optional.empty();
        }
        return beginning;
    }

    private void compare(Anchor expected) throws SQLException {
        var seal = tables.seal(expected.seal());
        if (seal.isEmpty()) {
            find(
                    Kind.SEAL_UNEXPECTED,
                    expected.seal(),
                    null,
                    "is expected and is not there: the history was cut off, or set back");
        } else if (!seal.get().anchor().equals(expected)) {
            find(Kind.SEAL_UNEXPECTED, expected.seal(), null, "is another one than expected");
        }
    }

    /**
     * Looks at seals in their order.
     *
     * @param from the number of the first one
     * @param before the MAC of the one before, if that is known
     * @return the number to go on with
     */
    private long walk(long from, Optional<byte[]> before) throws SQLException {
        var next = from;
        var previousMac = before;
        while (seals < MOST_SEALS && events < MOST_EVENTS) {
            var found = tables.sealFrom(next);
            if (found.isEmpty()) {
                return next;
            }
            var seal = found.get();
            if (seal.number() > next) {
                missing(next, seal.number() - 1);
                previousMac = Optional.empty();
            }
            var isGood = check(seal);
            if (isGood
                    && previousMac
                            .filter(mac -> !Arrays.equals(mac, seal.previousMac()))
                            .isPresent()) {
                find(
                        Kind.SEAL_REPLACED,
                        seal.number() - 1,
                        null,
                        "is not the one that the next seal followed");
            }
            previousMac = Optional.of(seal.mac()).filter(mac -> isGood);
            seals++;
            events += seal.eventIds().size();
            next = seal.number() + 1;
        }
        return next;
    }

    private void missing(long first, long last) {
        find(
                Kind.SEAL_MISSING,
                first,
                null,
                first == last ? "is missing" : "is missing, with all seals up to " + last);
    }

    /** Whether the seal itself is good; then its events are looked at, too. */
    private boolean check(Seal seal) throws SQLException {
        if (!seal.isGood(key)) {
            find(
                    Kind.SEAL_ALTERED,
                    seal.number(),
                    null,
                    "was altered, or made with a keyset that is lost: it says nothing of its events");
            return false;
        }
        var found = tables.events(seal.eventIds());
        for (int place = 0; place < seal.eventIds().size(); place++) {
            var id = seal.eventIds().get(place);
            var event = found.get(id);
            if (event == null) {
                find(Kind.EVENT_MISSING, seal.number(), id, "was sealed and is missing");
            } else if (!seal.covers(place, event)) {
                find(Kind.EVENT_ALTERED, seal.number(), id, "is not what was sealed");
            } else if (!seal.isNamedBy(event)) {
                find(Kind.EVENT_ALTERED, seal.number(), id, "does not name its seal");
            }
        }
        for (var id : tables.eventsOf(seal.number(), seal.eventIds().size() + MOST_FINDINGS)) {
            if (!found.containsKey(id)) {
                find(Kind.EVENT_ADDED, seal.number(), id, "names a seal that does not cover it");
            }
        }
        return true;
    }

    /** Seals at the end may be gone while their events are there. */
    private void compareWithEvents(long next) throws SQLException {
        var named = tables.sealNamedFrom(next);
        if (named.isPresent()) {
            find(Kind.SEAL_MISSING, named.get(), null, "is missing, and events name it");
        }
    }

    private void find(Kind kind, Long seal, Long event, String detail) {
        if (findings.size() < MOST_FINDINGS) {
            var finding =
                    new Finding(
                            kind, Optional.ofNullable(seal), Optional.ofNullable(event), detail);
            findings.add(finding);
        } else {
            more++;
        }
    }
}
