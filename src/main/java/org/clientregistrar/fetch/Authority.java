package org.clientregistrar.fetch;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A host in its one plain spelling, and a port where one is written (RFC 3986 section 3.2). There
 * is no user information, percent-encoding, zone or trailing dot, and no number such as 0x7f.1,
 * which different software reads differently.
 *
 * @param host in lower case, or the canonical text of the address, without brackets
 * @param address where the host is not a name
 */
record Authority(String host, OptionalInt port, Optional<IPAddress> address) {

    private static final Pattern GRAMMAR =
            Pattern.compile(
                    "(?:\\[(?<ipv6>[0-9A-Fa-f:.]{2,45})]|(?<name>[A-Za-z0-9._-]{1,253}))(?::(?<port>[1-9][0-9]{0,4}))?");
    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");
    private static final Pattern NUMERIC_LAST_LABEL =
            Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)");
    private static final Pattern FOUR_DECIMALS =
            Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}");
    private static final IPAddressStringParameters ONE_ADDRESS =
            new IPAddressStringParameters.Builder()
                    .allowEmpty(false)
                    .allowAll(false)
                    .allowMask(false)
                    .allowPrefix(false)
                    .allowSingleSegment(false)
                    .toParams();

    private static final int LAST_PORT = 65535;

    /** Empty where the text is not one. */
    static Optional<Authority> parse(String text) {
        var match = GRAMMAR.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var port =
                match.group("port") == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(match.group("port")));
        if (port.orElse(LAST_PORT) > LAST_PORT) {
            return Optional.empty();
        }
        var name = match.group("name");
        if (name == null) {
            return address(match.group("ipv6")).map(address -> of(address, port));
        }
        if (NUMERIC_LAST_LABEL.matcher(name).matches()) {
            return Optional.of(name)
                    .filter(FOUR_DECIMALS.asMatchPredicate())
                    .flatMap(Authority::address)
                    .map(address -> of(address, port));
        }
        return NAME.matcher(name).matches()
                ? Optional.of(new Authority(name.toLowerCase(Locale.ROOT), port, Optional.empty()))
                : Optional.empty();
    }

    private static Authority of(IPAddress address, OptionalInt port) {
        return new Authority(address.toCanonicalString(), port, Optional.of(address));
    }

    private static Optional<IPAddress> address(String text) {
        return Optional.ofNullable(new IPAddressString(text, ONE_ADDRESS).getAddress());
    }

    /** The same host with another port, or none. */
    Authority with(OptionalInt otherPort) {
        return new Authority(host, otherPort, address);
    }

    /** As it stands in a URL and in the Host header. */
    @Override
    public String toString() {
        var bracketed = address.filter(IPAddress::isIPv6).isPresent() ? "[" + host + "]" : host;
        return port.isPresent() ? bracketed + ":" + port.getAsInt() : bracketed;
    }
}
