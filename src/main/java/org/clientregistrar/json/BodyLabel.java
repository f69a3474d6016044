package org.clientregistrar.json;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a request says that its body is. */
final class BodyLabel {

    private static final int LONGEST_CONTENT_TYPE = 200;

    /** UTF-8 is the only encoding of JSON between systems (RFC 8259 section 8.1). */
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*+=\\s*+(?!\"?utf-?8\"?\\s*+$)", Pattern.CASE_INSENSITIVE);

    private BodyLabel() {}

    /**
     * The media type of the body, if it is one of these, has no other charset than UTF-8, and no
     * content coding.
     */
    static Optional<String> of(RoutingContext context, List<String> types) {
        var headers = context.request().headers();
        var labels = headers.getAll(HttpHeaders.CONTENT_TYPE);
        if (labels.size() != 1 || labels.get(0).length() > LONGEST_CONTENT_TYPE) {
            return Optional.empty();
        }
        var parts = labels.get(0).split(";");
        var isPlain =
                Arrays.stream(parts)
                                .map(String::strip)
                                .noneMatch(part -> CHARSET.matcher(part).lookingAt())
                        && headers.getAll(HttpHeaders.CONTENT_ENCODING).stream()
                                .allMatch(
                                        coding ->
                                                coding.isBlank()
                                                        || coding.equalsIgnoreCase("identity"));
        return Arrays.stream(parts)
                .limit(1)
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .filter(type -> isPlain && types.contains(type))
                .findFirst();
    }
}
