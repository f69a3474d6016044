package org.clientregistrar.json;

import static org.clientregistrar.error.OAuthException.invalidClientMetadata;
import static org.clientregistrar.error.OAuthException.unsupportedMediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/** The body of the request: every endpoint that takes JSON reads it here. */
@RequestScoped
public class JsonBody {

    /** JSON values, one in each line. */
    public static final String JSON_LINES = "application/x-ndjson";

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

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
        if (BodyLabel.of(context, List.of(JSON_LINES)).isPresent()) {
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
        if (BodyLabel.of(context, List.of(types)).isEmpty()) {
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

    private byte[] bytes() {
        return BodyLimit.bodyOf(context);
    }
}
