package org.clientregistrar.statement;

import static org.clientregistrar.statement.StatementException.invalid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.clientregistrar.json.JsonReader;
import org.clientregistrar.json.MalformedJsonException;
import org.clientregistrar.metadata.Base64Url;

/**
 * A JWT in the compact form of a JWS (RFC 7515 section 7.1), taken apart. Nothing it says is
 * verified.
 *
 * @param text all of it, as sent
 */
record CompactJws(String text, ObjectNode header, ObjectNode payload) {

    private static final String MALFORMED = "RFC7591-3.2.2-08";

    /**
     * Reads one strictly: what two parsers could read differently is refused before either is asked
     * about the signature.
     */
    static CompactJws parse(String text) throws StatementException {
        var parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw invalid(
                    MALFORMED,
                    "must be a signed JWT: three parts in base64url, with a period between them");
        }
        var header = object(parts[0], "header");
        var payload = object(parts[1], "payload");
        decode(parts[2], "signature");
        return new CompactJws(text, header, payload);
    }

    private static ObjectNode object(String part, String name) throws StatementException {
        try {
            return JsonReader.readObject(decode(part, name));
        } catch (MalformedJsonException e) {
            throw invalid(e.rule(), "the " + name + " " + e.getMessage());
        }
    }

    private static byte[] decode(String part, String name) throws StatementException {
        return Base64Url.decode(part)
                .orElseThrow(
                        () ->
                                invalid(
                                        MALFORMED,
                                        "the " + name + " must be base64url without padding"));
    }
}
