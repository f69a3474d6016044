package org.clientregistrar.json;

import static org.clientregistrar.error.OAuthException.invalidClientMetadata;
import static org.clientregistrar.error.OAuthException.unsupportedMediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/** The body of the request: every endpoint that takes JSON reads it here. */
@RequestScoped
public class JsonBody {

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final RoutingContext context;

    JsonBody(RoutingContext context) {
        this.context = context;
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

    private ObjectNode object(String... types) {
        if (BodyLabel.of(context, List.of(types)).isEmpty()) {
            throw unsupportedMediaType(String.join(" or ", types));
        }
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
