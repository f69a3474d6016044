package org.clientregistrar.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.secret.HistoryMac;

/**
 * The row of table audit_beginning: that the seals before a number were removed by retention, and
 * not by somebody else.
 *
 * @param seal the number of the first seal that was kept
 * @param previousMac the MAC of the last seal that was removed
 * @param removedAt when that was
 * @param mac vouches for all of this
 * @param renewedMac as that of a {@link Seal}
 */
record Beginning(long seal, byte[] previousMac, Instant removedAt, byte[] mac, byte[] renewedMac) {

    static final String COLUMNS = "seal_number, previous_mac, removed_at, mac, renewed_mac";

    /** The history begins after this seal. */
    static Beginning after(Seal removed, Instant now, HistoryMac key) {
        var open = new Beginning(removed.number() + 1, removed.mac(), now, null, null);
        return new Beginning(open.seal, open.previousMac, now, key.of(open.transcript()), null);
    }

    static Beginning of(ResultSet row) throws SQLException {
        return new Beginning(
                row.getLong("seal_number"),
                row.getBytes("previous_mac"),
                HistoryEvent.instant(row, "removed_at"),
                row.getBytes("mac"),
                row.getBytes("renewed_mac"));
    }

    boolean isGood(HistoryMac key) {
        return Renewal.isGood(key, mac, renewedMac, transcript());
    }

    /** As {@link Seal#keyId}. */
    Optional<Integer> keyId(HistoryMac key) {
        return key.keyOf(Renewal.vouching(mac, renewedMac));
    }

    /** As {@link Seal#renewal}. */
    Optional<byte[]> renewal(HistoryMac key) {
        return Renewal.of(key, mac, renewedMac, transcript());
    }

    private byte[] transcript() {
        return new Transcript("client-registrar beginning 1")
                .add(seal)
                .add(previousMac)
                .add(removedAt)
                .bytes();
    }
}
