package org.clientregistrar.secret;

import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Vouches for the history with a key that is not in the database: whoever can write there cannot
 * make one of these.
 */
public final class HistoryMac {

    private final Keyset keyset;

    public HistoryMac(Keyset keyset) {
        this.keyset = keyset;
    }

    /** The MAC of a message, with the id of the key that made it in its first bytes. */
    public byte[] of(byte[] message) {
        try {
            return keyset.historyMac().computeMac(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a message cannot be vouched for", e);
        }
    }

    /** The id of the key that made a MAC; empty for what none made. */
    public Optional<Integer> keyOf(byte[] mac) {
        return Keyset.idOf(mac);
    }

    /** Whether the key in use made the MAC, as far as its first bytes tell. */
    public boolean isOfFirstKey(byte[] mac) {
        return keyOf(mac).filter(id -> id == keyset.firstId()).isPresent();
    }

    /** Whether this keyset made the MAC, with any of its keys, of this very message. */
    public boolean isGood(byte[] mac, byte[] message) {
        try {
            keyset.historyMac().verifyMac(mac, message);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
