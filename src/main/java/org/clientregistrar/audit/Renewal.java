package org.clientregistrar.audit;

import java.util.Optional;
import org.clientregistrar.secret.HistoryMac;

/**
 * A second MAC, by a key that stays, over what the first one vouched for and over the first one
 * itself. It takes the first one's place as a proof, while that one stays for what names it: the
 * next seal, and the lines of logs.
 */
final class Renewal {

    private Renewal() {}

    /** The MAC that counts. */
    static byte[] vouching(byte[] mac, byte[] renewedMac) {
        return renewedMac == null ? mac : renewedMac;
    }

    /** Whether that one is good. */
    static boolean isGood(HistoryMac key, byte[] mac, byte[] renewedMac, byte[] transcript) {
        return renewedMac == null
                ? key.isGood(mac, transcript)
                : key.isGood(renewedMac, renewed(mac, transcript));
    }

    /**
     * A MAC by the first key; empty where the one that counts is by that key already, or not good:
     * nothing that was altered gets one.
     */
    static Optional<byte[]> of(HistoryMac key, byte[] mac, byte[] renewedMac, byte[] transcript) {
        return key.isOfFirstKey(vouching(mac, renewedMac))
                        || !isGood(key, mac, renewedMac, transcript)
                ? Optional.empty()
                : Optional.of(key.of(renewed(mac, transcript)));
    }

    private static byte[] renewed(byte[] mac, byte[] transcript) {
        return new Transcript("client-registrar renewal 1").add(mac).add(transcript).bytes();
    }
}
