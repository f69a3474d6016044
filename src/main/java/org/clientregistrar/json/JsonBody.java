package org.clientregistrar.json;

import static org.clientregistrar.error.OAuthException.unsupportedMediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;

/** The body of the request: every endpoint that takes JSON reads it here. */
@RequestScoped
public class JsonBody {

    /** UTF-8 is the only encoding of JSON between systems (RFC 8259 section 8.1). */
    private static final Pattern JSON =
            Pattern.compile(
                    "\\s*application/json\\s*(?:;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?;?\\s*",
                    Pattern.CASE_INSENSITIVE);

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
        var contentType = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType == null || !JSON.matcher(contentType).matches()) {
            throw unsupportedMediaType();
        }
        return JsonReader.readObject(bytes());
    }

    private byte[] bytes() {
        Buffer body = context.get(BodyLimit.BODY);
        return body == null ? new byte[0] : body.getBytes();
    }
}
