package org.clientregistrar.json;

import static org.clientregistrar.error.OAuthException.invalidClientMetadata;

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
import org.clientregistrar.error.OAuthException;

/**
 * Reads a request body as one JSON object, strictly: what several parsers would read differently is
 * refused, and so is what PostgreSQL could not store.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 64;

    /**
     * Beyond the range of a double other parsers lose the value, and PostgreSQL's numeric ends at
     * some exponent too.
     */
    private static final int MAX_EXPONENT = 300;

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
                                                    .maxNumberLength(MAX_NUMBER_LENGTH)
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
     * @throws org.clientregistrar.error.OAuthException 400 invalid_client_metadata (CHOICE-17) for
     *     anything else
     */
    static ObjectNode readObject(byte[] body) {
        if (parse(decode(body)) instanceof ObjectNode object) {
            checkStorable(object);
            return object;
        }
        throw invalidClientMetadata("RFC7591-3.1-04", "the body must be one JSON object");
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw invalidClientMetadata("RFC8259-8.1-01", "the body is not valid UTF-8");
        }
    }

    private static JsonNode parse(String text) {
        try (JsonParser parser = READER.createParser(text)) {
            JsonNode node = READER.readTree(parser);
            if (parser.nextToken() != null) {
                throw invalidClientMetadata(
                        "RFC7591-3.1-04", "the body has more than one JSON value");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw invalidClientMetadata(
                    "CHOICE-36",
                    "the JSON is nested deeper than %d levels, or a name or number in it is too long"
                            .formatted(MAX_DEPTH));
        } catch (JsonProcessingException e) {
            var duplicate = e.getOriginalMessage().startsWith("Duplicate field");
            throw duplicate
                    ? invalidClientMetadata(
                            "RFC8259-4-01", "a member name occurs twice in one object" + place(e))
                    : invalidClientMetadata(
                            "CHOICE-17", "the body is not well-formed JSON" + place(e));
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

    private static void checkStorable(JsonNode node) {
        if (node.isTextual()) {
            checkText(node.textValue());
        } else if (node.isNumber()) {
            checkNumber(node.decimalValue());
        } else {
            node.fieldNames().forEachRemaining(JsonReader::checkText);
            node.forEach(JsonReader::checkStorable);
        }
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw invalidClientMetadata("RFC8259-8.1-01", "a string has the character U+0000");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw invalidClientMetadata(
                            "RFC8259-8.1-01", "a string has half of a surrogate pair");
                }
                i++;
            }
        }
    }

    private static void checkNumber(BigDecimal number) {
        if (Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT
                || Math.abs(number.scale()) > MAX_EXPONENT) {
            throw outOfRange();
        }
    }

    private static OAuthException outOfRange() {
        return invalidClientMetadata(
                "CHOICE-36", "a number is out of the range of common JSON parsers");
    }
}
