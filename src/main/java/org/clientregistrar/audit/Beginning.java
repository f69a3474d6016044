package org.clientregistrar.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.clientregistrar.secret.HistoryMac;

/**
 * The row of table audit_beginning: that the seals before a number were removed by retention, and
 * not by somebody else.
 *
 * @param seal the number of the first seal that was kept
 * @param previousMac the MAC of the last seal that was removed
 * @param removedAt when that was
 * @param mac vouches for all of this
 */
record Beginning(long seal, byte[] previousMac, Instant removedAt, byte[] mac) {

    static final String COLUMNS = "seal_number, previous_mac, removed_at, mac";

    /** The history begins after this seal. */
    static Beginning after(Seal removed, Instant now, HistoryMac key) {
        var open = new Beginning(removed.number() + 1, removed.mac(), now, null);
        return new Beginning(open.seal, open.previousMac, now, key.of(open.transcript()));
    }

    static Beginning of(ResultSet row) throws SQLException {
        return new Beginning(
                row.getLong("seal_number"),
                row.getBytes("previous_mac"),
                HistoryEvent.instant(row, "removed_at"),
                row.getBytes("mac"));
    }

    boolean isGood(HistoryMac key) {
        return key.isGood(mac, transcript());
    }

    private byte[] transcript() {
        return new Transcript("client-registrar beginning 1")
                .add(seal)
                .add(previousMac)
                .add(removedAt)
                .bytes();
    }
}
