package org.clientregistrar.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * Bytes to hash or to vouch for, which cannot be read in two ways: they say first what they are,
 * and the length of each part stands before it.
 */
final class Transcript {

    private static final long NOTHING = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Transcript(String subject) {
        add(subject);
    }

    Transcript add(long number) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    Transcript add(Instant time) {
        return add(time.getEpochSecond()).add(time.getNano());
    }

    /** A text, or null. */
    Transcript add(String text) {
        return add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes, or null. */
    Transcript add(byte[] part) {
        if (part == null) {
            return add(NOTHING);
        }
        add(part.length);
        bytes.writeBytes(part);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    byte[] sha256() {
        return sha256(bytes());
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
