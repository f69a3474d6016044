package org.clientregistrar.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Many JSON objects, one after the other, of which one at a time is in memory. What is wrong with
 * one of them is told where it is read, and does not touch the others.
 */
public abstract class RecordStream {

    /** What becomes of an octet of the stream. */
    enum Step {
        /** It belongs to the record. */
        KEEP,
        /** It belongs to nothing. */
        SKIP,
        /** It belongs to nothing, and the record ends before it. */
        END
    }

    /**
     * One of many.
     *
     * @param number its place, from 1 on: empty lines count, too
     * @param octets what there is of it
     * @param mostOctets how many there may be
     */
    public record Item(long number, byte[] octets, int mostOctets) {

        /**
         * The item as one JSON object.
         *
         * @throws MalformedJsonException for anything else, see {@link JsonReader}, and for what is
         *     too long
         */
        public ObjectNode object() throws MalformedJsonException {
            if (octets.length > mostOctets) {
                throw new MalformedJsonException(
                        "CHOICE-36", "is longer than " + mostOctets + " bytes");
            }
            return JsonReader.readObject(octets);
        }
    }

    private static final int CHUNK = 16_384;

    private final InputStream octets;
    private final int most;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private int position;
    private int end;
    private long number;
    private boolean isBlank = true;
    private boolean isComplete;
    private boolean isEnded;

    /**
     * Of octets that arrive.
     *
     * @param most octets of one record
     */
    RecordStream(InputStream octets, int most) {
        this.octets = octets;
        this.most = most;
    }

    /** What becomes of the next octet. */
    abstract Step step(byte octet) throws MalformedJsonException;

    /** Checks that the stream may end here. */
    abstract void checkEnd() throws MalformedJsonException;

    /**
     * Whether the next item is here as a whole already, so that nobody waits for it.
     *
     * @throws MalformedJsonException if the items cannot be told apart from here on
     * @throws IOException if the sender is gone
     */
    public boolean isNextHere() throws IOException, MalformedJsonException {
        return gather(false);
    }

    /**
     * The next item, as soon as it is here; empty at the end.
     *
     * @throws MalformedJsonException if the items cannot be told apart from here on
     * @throws IOException if the sender is gone
     */
    public Optional<Item> next() throws IOException, MalformedJsonException {
        if (!gather(true)) {
            return Optional.empty();
        }
        var item = new Item(number, record.toByteArray(), most);
        begin();
        return Optional.of(item);
    }

    private boolean gather(boolean isPatient) throws IOException, MalformedJsonException {
        while (!isComplete && !isEnded) {
            if (position == end && !read(isPatient)) {
                return false;
            }
            if (isEnded) {
                checkEnd();
                endRecord();
            } else {
                take(chunk[position++]);
            }
        }
        return isComplete;
    }

    private boolean read(boolean isPatient) throws IOException {
        if (!isPatient && octets.available() == 0) {
            return false;
        }
        position = 0;
        end = Math.max(octets.read(chunk, 0, CHUNK), 0);
        isEnded = end == 0;
        return true;
    }

    private void take(byte octet) throws MalformedJsonException {
        switch (step(octet)) {
            case KEEP -> keep(octet);
            case END -> endRecord();
            case SKIP -> {}
        }
    }

    /** One octet more than there may be tells that it is too long. */
    private void keep(byte octet) {
        isBlank &= isBlank(octet);
        if (record.size() <= most) {
            record.write(octet);
        }
    }

    private void endRecord() {
        number++;
        isComplete = !isBlank;
        if (isBlank) {
            begin();
        }
    }

    private void begin() {
        record.reset();
        isBlank = true;
        isComplete = false;
    }

    /** White space of JSON (RFC 8259 section 2). */
    static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }
}
