package org.clientregistrar.audit;

import java.io.ByteArrayOutputStream;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.clientregistrar.secret.HistoryMac;

/**
 * One row of table audit_seal: what a batch of events was when it was sealed, and which seal was
 * the one before.
 *
 * @param number counts the seals from 1 on, without gaps
 * @param sealedAt when
 * @param eventIds the events
 * @param digests SHA-256 of each, in that order
 * @param lastEventAt the time of the latest of them
 * @param previousMac the MAC of the seal before; null for the first one
 * @param mac vouches for all of this, with a key that is not in the database
 * @param renewedMac vouches for it in place of the other one, with another key; null where that was
 *     not needed yet
 */
record Seal(
        long number,
        Instant sealedAt,
        List<Long> eventIds,
        byte[] digests,
        Instant lastEventAt,
        byte[] previousMac,
        byte[] mac,
        byte[] renewedMac) {

    static final String COLUMNS =
            "seal_number, sealed_at, event_ids, digests, last_event_at, previous_mac, mac, renewed_mac";

    private static final int DIGEST_BYTES = 32;

    /**
     * Seals events.
     *
     * @param number the one after that of the seal before
     * @param previousMac the MAC of the seal before; null for the first one
     * @param events one or more
     */
    static Seal over(
            long number,
            byte[] previousMac,
            List<HistoryEvent> events,
            Instant now,
            HistoryMac key) {
        var ids = events.stream().map(HistoryEvent::id).toList();
        var digests = new ByteArrayOutputStream(events.size() * DIGEST_BYTES);
        events.forEach(event -> digests.writeBytes(event.digest()));
        var last = events.stream().map(HistoryEvent::at).max(Instant::compareTo).orElseThrow();
        var open = new Seal(number, now, ids, digests.toByteArray(), last, previousMac, null, null);
        return new Seal(
                number, now, ids, open.digests, last, previousMac, key.of(open.transcript()), null);
    }

    static Seal of(ResultSet row) throws SQLException {
        return new Seal(
                row.getLong("seal_number"),
                HistoryEvent.instant(row, "sealed_at"),
                ids(row.getArray("event_ids")),
                row.getBytes("digests"),
                HistoryEvent.instant(row, "last_event_at"),
                row.getBytes("previous_mac"),
                row.getBytes("mac"),
                row.getBytes("renewed_mac"));
    }

    /**
     * None where an element is null or an array itself, which this service never writes: a seal
     * over nothing is not good, and the others can still be looked at.
     */
    private static List<Long> ids(Array column) throws SQLException {
        var ids =
                column.getArray() instanceof Long[] numbers
                        ? Arrays.asList(numbers)
                        : List.<Long>of();
        return ids.stream().allMatch(Objects::nonNull) ? List.copyOf(ids) : List.of();
    }

    /** Whether it is as it was made by this service. */
    boolean isGood(HistoryMac key) {
        return Renewal.isGood(key, mac, renewedMac, transcript());
    }

    /** The id of the key without which that could not be told. */
    Optional<Integer> keyId(HistoryMac key) {
        return key.keyOf(Renewal.vouching(mac, renewedMac));
    }

    /** The MAC by the first key in place of that of another one, if the seal is good. */
    Optional<byte[]> renewal(HistoryMac key) {
        return Renewal.of(key, mac, renewedMac, transcript());
    }

    /** Whether an event that it covers, by its place among them, is as it was. */
    boolean covers(int place, HistoryEvent event) {
        return Arrays.equals(
                digests,
                place * DIGEST_BYTES,
                (place + 1) * DIGEST_BYTES,
                event.digest(),
                0,
                DIGEST_BYTES);
    }

    /** Whether all events that it covers are among these, as they were, and name it. */
    boolean coversAllOf(Map<Long, HistoryEvent> events) {
        for (int place = 0; place < eventIds.size(); place++) {
            var event = events.get(eventIds.get(place));
            if (event == null || !isNamedBy(event) || !covers(place, event)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an event says that this is its seal. */
    boolean isNamedBy(HistoryEvent event) {
        return event.seal().filter(seal -> seal == number).isPresent();
    }

    /** By which it is known outside the database. */
    Anchor anchor() {
        return new Anchor(number, mac);
    }

    private byte[] transcript() {
        var transcript =
                new Transcript("client-registrar seal 1")
                        .add(number)
                        .add(sealedAt)
                        .add(eventIds.size());
        eventIds.forEach(transcript::add);
        return transcript.add(digests).add(lastEventAt).add(previousMac).bytes();
    }
}
