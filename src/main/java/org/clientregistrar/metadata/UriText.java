package org.clientregistrar.metadata;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A URI taken apart by the grammar of RFC 3986 on the raw text. Nothing is repaired or decoded:
 * what a forgiving parser would mend is not a URI here.
 *
 * @param scheme in lower case, since schemes are compared so (RFC 3986 section 3.1)
 * @param userinfo null where there is none
 * @param host null where there is no authority; with brackets for an IP literal; as written
 * @param port null where there is none; digits as written, perhaps none
 * @param path perhaps empty
 * @param query null where there is none
 * @param fragment null where there is none
 */
public record UriText(
        String scheme,
        String userinfo,
        String host,
        String port,
        String path,
        String query,
        String fragment) {

    private static final String NAME_CHARS =
            "-A-Za-z0-9._~!$&'()*+,;="; // unreserved and sub-delims
    private static final String HOST = "\\[[0-9A-Fa-f:.]++]|" + text(NAME_CHARS);
    private static final String PATH = text(NAME_CHARS + ":@/");
    private static final Pattern GRAMMAR =
            Pattern.compile(
                    "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+):"
                            + ("(?://(?:(?<userinfo>" + text(NAME_CHARS + ":") + ")@)?")
                            + ("(?<host>" + HOST + ")(?::(?<port>[0-9]*+))?")
                            + ("(?<pathAfterHost>(?:/" + PATH + ")?+)")
                            + ("|(?<path>(?!//)" + PATH + "))")
                            + ("(?:\\?(?<query>" + text(NAME_CHARS + ":@/?") + "))?")
                            + ("(?:#(?<fragment>" + text(NAME_CHARS + ":@/?") + "))?"));

    /** Any number of these characters and of percent-encoded octets, without a way back. */
    private static String text(String characters) {
        return "(?:[" + characters + "]++|%[0-9A-Fa-f]{2})*+";
    }

    private static final int LONGEST_NAME = 253;
    private static final Pattern DNS_NAME =
            Pattern.compile(
                    "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*+");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern NUMERIC_LAST_LABEL =
            Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)");

    /** The parts of an absolute URI; empty where the text is not one (RFC 3986 section 3). */
    static Optional<UriText> parse(String text) {
        var match = GRAMMAR.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var afterHost = match.group("pathAfterHost");
        return Optional.of(
                new UriText(
                        match.group("scheme").toLowerCase(Locale.ROOT),
                        match.group("userinfo"),
                        match.group("host"),
                        match.group("port"),
                        afterHost == null ? match.group("path") : afterHost,
                        match.group("query"),
                        match.group("fragment")));
    }

    /** The parts of a value that has passed the rules. */
    public static UriText of(String text) {
        return parse(text).orElseThrow();
    }

    /** The host as it is compared, in lower case (RFC 3986 section 3.2.2); there must be one. */
    public String lowerCaseHost() {
        return host.toLowerCase(Locale.ROOT);
    }

    /** Scheme and host, as they are compared. */
    public String schemeAndHost() {
        return scheme + "://" + lowerCaseHost();
    }

    /**
     * Scheme, host and port, as they are compared (RFC 6454 section 4); scheme alone without host.
     */
    public String origin() {
        if (host == null) {
            return scheme + ":";
        }
        var usual = scheme.equals("https") ? "443" : "80";
        return schemeAndHost() + ":" + (port == null ? usual : port);
    }

    /** Whether it is of the web, and so has a host if it has passed the rules. */
    public boolean isHttp() {
        return scheme.equals("http") || scheme.equals("https");
    }

    /** Whether the port, if written, is one that can be connected to. */
    boolean hasUsablePort() {
        if (port == null) {
            return true;
        }
        return !port.isEmpty()
                && port.length() <= 5
                && Integer.parseInt(port) >= 1
                && Integer.parseInt(port) <= 65535;
    }

    /**
     * Whether the host has its one plain spelling: a DNS name of at most 253 characters, a
     * dotted-decimal IPv4 address or an IPv6 literal. Percent-encoded names and numbers such as
     * 0x7f.1 are read differently by different software.
     */
    boolean hasPlainHost() {
        if (host == null || host.isEmpty() || host.length() > LONGEST_NAME) {
            return false;
        }
        if (host.startsWith("[")) {
            return NetUtil.isValidIpV6Address(host.substring(1, host.length() - 1));
        }
        return NUMERIC_LAST_LABEL.matcher(host).matches()
                ? IPV4.matcher(host).matches()
                : DNS_NAME.matcher(host).matches();
    }

    /** Whether a text is an IPv4 address in dotted decimal, without leading zeros. */
    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /** Whether a text is a DNS name in its plain spelling, and no address. */
    static boolean isDnsName(String text) {
        return text.length() <= LONGEST_NAME
                && DNS_NAME.matcher(text).matches()
                && !NUMERIC_LAST_LABEL.matcher(text).matches();
    }

    /**
     * Whether a plain host is this device itself: localhost, a name below it, or such an address.
     */
    boolean isLoopback() {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true; // RFC 6761 section 6.3
        }
        var address = NetUtil.createInetAddressFromIpAddressString(name.replaceAll("[\\[\\]]", ""));
        return address != null && address.isLoopbackAddress();
    }
}
