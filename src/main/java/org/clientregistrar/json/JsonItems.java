package org.clientregistrar.json;

import java.io.InputStream;

/**
 * The items of one array. It looks for nothing but where they begin and end; whether they are
 * well-formed shows when they are read.
 */
final class JsonItems extends RecordStream {

    private enum Place {
        BEFORE,
        WITHIN,
        BEHIND
    }

    private Place place = Place.BEFORE;
    private int depth;
    private boolean isString;
    private boolean isEscaped;

    JsonItems(InputStream octets, int most) {
        super(octets, most);
    }

    @Override
    Step step(byte octet) throws MalformedJsonException {
        if (place == Place.WITHIN) {
            return isString ? stepInString(octet) : stepInItem(octet);
        }
        if (place == Place.BEFORE && octet == '[') {
            place = Place.WITHIN;
        } else if (!isBlank(octet)) {
            throw new MalformedJsonException("CHOICE-17", "must be one JSON array, in UTF-8");
        }
        return Step.SKIP;
    }

    /** Octets below 128 are never a part of another character of UTF-8. */
    private Step stepInString(byte octet) {
        if (isEscaped) {
            isEscaped = false;
        } else if (octet == '\\') {
            isEscaped = true;
        } else if (octet == '"') {
            isString = false;
        }
        return Step.KEEP;
    }

    private Step stepInItem(byte octet) {
        switch (octet) {
            case '"' -> isString = true;
            case '{', '[' -> depth++;
            case '}' -> depth = Math.max(depth - 1, 0); // one too many is the item's own fault
            case ']' -> {
                if (depth <= 0) {
                    place = Place.BEHIND;
                    return Step.END;
                }
                depth--;
            }
            case ',' -> {
                if (depth <= 0) {
                    return Step.END;
                }
            }
            default -> {}
        }
        return Step.KEEP;
    }

    @Override
    void checkEnd() throws MalformedJsonException {
        if (place != Place.BEHIND) {
            throw new MalformedJsonException("CHOICE-17", "ends before its array does");
        }
    }
}
