package org.clientregistrar.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON strictly: what several parsers would read differently is refused, and so is what
 * PostgreSQL could not store.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 32;

    /**
     * Digits of a number, also where it is written without an exponent: so PostgreSQL gives it
     * back, and so it must be good as an update.
     */
    private static final int MAX_DIGITS = 64;

    private static final ObjectReader READER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    // Tables of names that callers choose grow, and can be made to
                                    // collide.
                                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxNumberLength(MAX_DIGITS)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readerFor(JsonNode.class);

    private JsonReader() {}

    /**
     * Reads one JSON object.
     *
     * @throws MalformedJsonException for anything else
     */
    public static ObjectNode readObject(byte[] json) throws MalformedJsonException {
        if (read(json) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedJsonException("RFC7591-3.1-04", "must be one JSON object");
    }

    /**
     * Reads one JSON value.
     *
     * @throws MalformedJsonException for anything else
     */
    public static JsonNode read(byte[] json) throws MalformedJsonException {
        var value = parse(decode(json));
        checkStorable(value);
        return value;
    }

    private static String decode(byte[] json) throws MalformedJsonException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("RFC8259-8.1-01", "is not valid UTF-8");
        }
    }

    private static JsonNode parse(String text) throws MalformedJsonException {
        try (JsonParser parser = READER.createParser(text)) {
            JsonNode node = READER.readTree(parser);
            if (node == null) {
                throw new MalformedJsonException("RFC7591-3.1-04", "is empty");
            }
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("RFC7591-3.1-04", "has more than one JSON value");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new MalformedJsonException(
                    "CHOICE-36",
                    "is nested deeper than %d levels, or has a name or number that is too long"
                            .formatted(MAX_DEPTH));
        } catch (JsonProcessingException e) {
            var duplicate = e.getOriginalMessage().startsWith("Duplicate field");
            throw duplicate
                    ? new MalformedJsonException(
                            "RFC8259-4-01", "has a member name twice in one object" + place(e))
                    : new MalformedJsonException("CHOICE-17", "is not well-formed JSON" + place(e));
        } catch (NumberFormatException e) {
            throw outOfRange();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static void checkStorable(JsonNode node) throws MalformedJsonException {
        if (node.isTextual()) {
            checkText(node.textValue());
        } else if (node.isNumber()) {
            checkNumber(node.decimalValue());
        } else {
            for (var member : node.properties()) {
                checkText(member.getKey());
            }
            for (var value : node) {
                checkStorable(value);
            }
        }
    }

    private static void checkText(String text) throws MalformedJsonException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new MalformedJsonException(
                        "RFC8259-8.1-01", "has a string with the character U+0000");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new MalformedJsonException(
                            "RFC8259-8.1-01", "has a string with half of a surrogate pair");
                }
                i++;
            }
        }
    }

    private static void checkNumber(BigDecimal number) throws MalformedJsonException {
        var whole = Math.max(1, (long) number.precision() - number.scale());
        var fraction = Math.max(0, number.scale());
        if (whole + fraction > MAX_DIGITS) {
            throw outOfRange();
        }
    }

    private static MalformedJsonException outOfRange() {
        return new MalformedJsonException(
                "CHOICE-36",
                "has a number of more than %d digits without exponent".formatted(MAX_DIGITS));
    }
}
