package org.clientregistrar.fetch;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.clientregistrar.config.LoopbackUrl;

/**
 * A URL that may be fetched, as far as its text tells. Without its fragment, which is not sent.
 *
 * @param plain whether it is http, which goes to this machine alone
 * @param authority with a port only if it is not the default one
 * @param target path and query, as they stand in the request line
 */
record FetchUrl(boolean plain, Authority authority, String target) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final Pattern ASCII = Pattern.compile("[!-~]+");

    /**
     * Reads the text strictly: a forgiving reader may see another host than the one that was
     * checked.
     *
     * @throws FetchException for other schemes than https and for odd spellings of a host
     */
    static FetchUrl parse(URI url) throws FetchException {
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            throw FetchException.notPlainHttps();
        }
        return parse(url, false);
    }

    /**
     * Reads a URL of the settings, which may also be http on this machine's loopback interface.
     *
     * @throws FetchException for all else
     */
    static FetchUrl parseOfOperator(URI url) throws FetchException {
        return LoopbackUrl.is(url) ? parse(url, true) : parse(url);
    }

    private static FetchUrl parse(URI url, boolean plain) throws FetchException {
        var defaultPort = plain ? HTTP_PORT : HTTPS_PORT;
        return Optional.of(url)
                .filter(any -> ASCII.matcher(url.toString()).matches())
                .map(URI::getRawAuthority)
                .flatMap(Authority::parse)
                .map(authority -> new FetchUrl(plain, without(defaultPort, authority), target(url)))
                .orElseThrow(FetchException::notPlainHttps);
    }

    private static Authority without(int defaultPort, Authority authority) {
        return authority.port().equals(OptionalInt.of(defaultPort))
                ? authority.with(OptionalInt.empty())
                : authority;
    }

    private static String target(URI url) {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    int port() {
        return authority.port().orElse(plain ? HTTP_PORT : HTTPS_PORT);
    }
}
