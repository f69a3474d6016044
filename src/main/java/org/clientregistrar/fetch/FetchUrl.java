package org.clientregistrar.fetch;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A URL that may be fetched, as far as its text tells. Without its fragment, which is not sent.
 *
 * @param authority with a port only if it is not the default one
 * @param target path and query, as they stand in the request line
 */
record FetchUrl(Authority authority, String target) {

    private static final int HTTPS_PORT = 443;
    private static final Pattern ASCII = Pattern.compile("[!-~]+");

    /**
     * Reads the text strictly: a forgiving reader may see another host than the one that was
     * checked.
     *
     * @throws FetchException for other schemes than https and for odd spellings of a host
     */
    static FetchUrl parse(URI url) throws FetchException {
        return Optional.of(url)
                .filter(any -> "https".equalsIgnoreCase(url.getScheme()))
                .filter(any -> ASCII.matcher(url.toString()).matches())
                .map(URI::getRawAuthority)
                .flatMap(Authority::parse)
                .map(authority -> new FetchUrl(withoutDefaultPort(authority), target(url)))
                .orElseThrow(FetchException::notPlainHttps);
    }

    private static Authority withoutDefaultPort(Authority authority) {
        return authority.port().equals(OptionalInt.of(HTTPS_PORT))
                ? authority.with(OptionalInt.empty())
                : authority;
    }

    private static String target(URI url) {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    int port() {
        return authority.port().orElse(HTTPS_PORT);
    }
}
