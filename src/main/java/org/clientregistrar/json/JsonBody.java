package org.clientregistrar.json;

import static org.clientregistrar.error.OAuthException.invalidClientMetadata;
import static org.clientregistrar.error.OAuthException.unsupportedMediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The body of the request: every endpoint that takes JSON reads it here. */
@RequestScoped
public class JsonBody {

    /** JSON values, one in each line. */
    public static final String JSON_LINES = "application/x-ndjson";

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int LONGEST_CONTENT_TYPE = 200;

    /** UTF-8 is the only encoding of JSON between systems (RFC 8259 section 8.1). */
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*+=\\s*+(?!\"?utf-?8\"?\\s*+$)", Pattern.CASE_INSENSITIVE);

    private final RoutingContext context;
    private final BodyLimit limit;

    JsonBody(RoutingContext context, BodyLimit limit) {
        this.context = context;
        this.limit = limit;
    }

    /** Whether the request has no body, or an empty one. */
    public boolean isEmpty() {
        return bytes().length == 0;
    }

    /**
     * The body as one JSON object.
     *
     * @throws org.clientregistrar.error.OAuthException 415 if it is not labelled as JSON
     *     (CHOICE-18), 400 if it is not one JSON object, see {@link JsonReader}
     */
    public ObjectNode object() {
        return object(JSON);
    }

    /**
     * The body as a JSON Merge Patch (RFC 7396), which may be labelled as plain JSON, too.
     *
     * @throws org.clientregistrar.error.OAuthException as for {@link #object}
     */
    public ObjectNode mergePatch() {
        return object(MERGE_PATCH, JSON);
    }

    /**
     * The objects of a body of any length: the lines of {@value #JSON_LINES}, or the items of a
     * JSON array.
     *
     * @throws org.clientregistrar.error.OAuthException 415 if it is labelled as neither
     */
    public RecordStream records() {
        if (isLabelled(List.of(JSON_LINES))) {
            return new JsonLines(stream(), limit.mostOfRecord());
        }
        demand(JSON_LINES, JSON);
        return new JsonItems(stream(), limit.mostOfRecord());
    }

    private InputStream stream() {
        BodyStream stream = context.get(BodyLimit.STREAM);
        return stream == null ? new ByteArrayInputStream(bytes()) : stream.open();
    }

    private void demand(String... types) {
        if (!isLabelled(List.of(types))) {
            throw unsupportedMediaType(String.join(" or ", types));
        }
    }

    private ObjectNode object(String... types) {
        demand(types);
        try {
            return JsonReader.readObject(bytes());
        } catch (MalformedJsonException e) {
            throw invalidClientMetadata(e.rule(), "the body " + e.getMessage());
        }
    }

    private boolean isLabelled(List<String> types) {
        var headers = context.request().headers();
        var labels = headers.getAll(HttpHeaders.CONTENT_TYPE);
        if (labels.size() != 1 || labels.get(0).length() > LONGEST_CONTENT_TYPE) {
            return false;
        }
        var parts = labels.get(0).split(";");
        return parts.length > 0
                && types.contains(parts[0].strip().toLowerCase(Locale.ROOT))
                && Arrays.stream(parts)
                        .map(String::strip)
                        .noneMatch(part -> CHARSET.matcher(part).lookingAt())
                && headers.getAll(HttpHeaders.CONTENT_ENCODING).stream()
                        .allMatch(
                                coding -> coding.isBlank() || coding.equalsIgnoreCase("identity"));
    }

    private byte[] bytes() {
        Buffer body = context.get(BodyLimit.BODY);
        return body == null ? new byte[0] : body.getBytes();
    }
}
