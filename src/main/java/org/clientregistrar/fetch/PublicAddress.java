package org.clientregistrar.fetch;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others: those of this host, of private networks,
 * of groups, for special uses, and those that lead to an IPv4 address by way of IPv6. The table is
 * that of the IANA special-purpose address registries (RFC 6890), and the few addresses at which
 * clouds answer their own machines.
 */
final class PublicAddress {

    private static final List<IPAddress> NOT_PUBLIC_IPV4 =
            blocks(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared by carriers; metadata of Alibaba Cloud
                    "127.0.0.0/8", // loopback
                    "168.63.129.16", // Azure's own, in every virtual network
                    "169.254.0.0/16", // link-local; metadata of most clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments; metadata of Oracle Cloud
                    "192.0.2.0/24", // documentation
                    "192.31.196.0/24", // AS112
                    "192.52.193.0/24", // AMT
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "192.175.48.0/24", // AS112
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved; broadcast

    /**
     * All that IANA has given out for global unicast. Outside of it are loopback, IPv4-mapped and
     * -compatible addresses, NAT64, discard-only, unique local, link-local, site-local, segment
     * identifiers and multicast.
     */
    private static final IPAddress GLOBAL_UNICAST_IPV6 = block("2000::/3");

    private static final List<IPAddress> NOT_PUBLIC_IPV6 =
            blocks(
                    "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID and others
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "2620:4f:8000::/48", // AS112
                    "3fff::/20"); // documentation

    private PublicAddress() {}

    static boolean is(IPAddress address) {
        return address.isIPv4()
                ? !isIn(NOT_PUBLIC_IPV4, address)
                : GLOBAL_UNICAST_IPV6.contains(address) && !isIn(NOT_PUBLIC_IPV6, address);
    }

    private static boolean isIn(List<IPAddress> blocks, IPAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<IPAddress> blocks(String... texts) {
        return Stream.of(texts).map(PublicAddress::block).toList();
    }

    private static IPAddress block(String text) {
        return new IPAddressString(text).getAddress().toPrefixBlock();
    }
}
