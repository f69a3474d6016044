package org.clientregistrar.json;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import org.clientregistrar.error.OAuthException;

/** The body of a request that takes no JSON, but a file. */
@RequestScoped
public class BinaryBody {

    private final RoutingContext context;

    BinaryBody(RoutingContext context) {
        this.context = context;
    }

    /**
     * As what the body is labelled.
     *
     * @param types the media types that are good here
     * @throws OAuthException 415 if it is none of them
     */
    public String mediaType(List<String> types) {
        return BodyLabel.of(context, types)
                .orElseThrow(
                        () ->
                                OAuthException.httpError(
                                        415,
                                        "the Content-Type must be one of "
                                                + String.join(", ", types)
                                                + ", without a Content-Encoding"));
    }

    /** The body as it was sent; empty without one. */
    public byte[] bytes() {
        return BodyLimit.bodyOf(context);
    }
}
