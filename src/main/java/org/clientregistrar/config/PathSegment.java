package org.clientregistrar.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text as one segment of a URL's path (RFC 3986 section 3.3). */
public final class PathSegment {

    private PathSegment() {}

    /** Percent-encodes all that could be taken for anything else than text. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
