package org.clientregistrar.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Text as a part of a URL: one segment of its path, or a value in its query (RFC 3986 section 2.1).
 */
public final class PercentEncoding {

    private PercentEncoding() {}

    /** Percent-encodes all that could be taken for anything else than text. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
