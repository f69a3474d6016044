package org.clientregistrar.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import inet.ipaddr.IPAddressString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of addresses: of each block what is just before it, in it, and just after it. */
class PublicAddressTest {

    private static final String NONE = "-";

    private static void assertPublic(boolean expected, String address) {
        if (!address.equals(NONE)) {
            assertEquals(
                    expected, PublicAddress.is(new IPAddressString(address).getAddress()), address);
        }
    }

    @ParameterizedTest(name = "{1} to {2}: {4}")
    @DisplayName("CHOICE-29: special-use addresses are not public, their neighbours are")
    @CsvSource({
        "-, 0.0.0.0, 0.255.255.255, 1.0.0.0, this network",
        "9.255.255.255, 10.0.0.0, 10.255.255.255, 11.0.0.0, private",
        "100.63.255.255, 100.64.0.0, 100.127.255.255, 100.128.0.0, shared by carriers",
        "126.255.255.255, 127.0.0.0, 127.255.255.255, 128.0.0.0, loopback",
        "168.63.129.15, 168.63.129.16, 168.63.129.16, 168.63.129.17, Azure's own",
        "169.253.255.255, 169.254.0.0, 169.254.255.255, 169.255.0.0, link-local",
        "172.15.255.255, 172.16.0.0, 172.31.255.255, 172.32.0.0, private",
        "191.255.255.255, 192.0.0.0, 192.0.0.255, 192.0.1.0, protocol assignments",
        "192.0.1.255, 192.0.2.0, 192.0.2.255, 192.0.3.0, documentation",
        "192.31.195.255, 192.31.196.0, 192.31.196.255, 192.31.197.0, AS112",
        "192.52.192.255, 192.52.193.0, 192.52.193.255, 192.52.194.0, AMT",
        "192.88.98.255, 192.88.99.0, 192.88.99.255, 192.88.100.0, 6to4 relays",
        "192.167.255.255, 192.168.0.0, 192.168.255.255, 192.169.0.0, private",
        "192.175.47.255, 192.175.48.0, 192.175.48.255, 192.175.49.0, AS112",
        "198.17.255.255, 198.18.0.0, 198.19.255.255, 198.20.0.0, benchmarks",
        "198.51.99.255, 198.51.100.0, 198.51.100.255, 198.51.101.0, documentation",
        "203.0.112.255, 203.0.113.0, 203.0.113.255, 203.0.114.0, documentation",
        "223.255.255.255, 224.0.0.0, 239.255.255.255, -, multicast",
        "-, 240.0.0.0, 255.255.255.255, -, reserved and broadcast",
        "-, ::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2000::, before global unicast",
        "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::, protocol assignments",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::, documentation",
        "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2003::, 6to4",
        "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff, 2620:4f:8000::, 2620:4f:8000:ffff:ffff:ffff:ffff:ffff, 2620:4f:8001::, AS112",
        "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:1000::, documentation",
        "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 4000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -, after global unicast"
    })
    void tellsBlocksApart(String before, String first, String last, String after, String use) {
        assertPublic(true, before);
        assertPublic(false, first);
        assertPublic(false, last);
        assertPublic(true, after);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("CHOICE-29: each way to name an inward address by IPv6 is known, and metadata")
    @CsvSource({
        "::, unspecified",
        "::1, loopback",
        "::127.0.0.1, IPv4-compatible",
        "::8.8.8.8, IPv4-compatible",
        "::ffff:127.0.0.1, IPv4-mapped",
        "::ffff:8.8.8.8, IPv4-mapped",
        "::ffff:0:7f00:1, IPv4-translated",
        "64:ff9b::7f00:1, NAT64",
        "64:ff9b::808:808, NAT64",
        "64:ff9b:1::a00:1, NAT64 of a network's own",
        "100::1, discard-only",
        "2001::4136:e378:8000:63bf:3fff:fdd2, Teredo",
        "2001:2::1, benchmarks",
        "2001:10::1, ORCHID",
        "2001:20::1, ORCHIDv2",
        "2002:7f00:1::1, 6to4",
        "5f00::1, segment identifier",
        "fc00::1, unique local",
        "fdff:ffff::1, unique local",
        "fd00:ec2::254, metadata of Amazon",
        "fd20:ce::254, metadata of Google",
        "fe80::1, link-local",
        "febf:ffff::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
        "127.0.0.1, loopback",
        "169.254.169.254, metadata of most clouds",
        "169.254.170.2, metadata of containers",
        "100.100.100.200, metadata of Alibaba Cloud",
        "192.0.0.192, metadata of Oracle Cloud",
        "255.255.255.255, broadcast"
    })
    void refuses(String address, String use) {
        assertPublic(false, address);
    }

    @ParameterizedTest
    @DisplayName("Hosts of the public internet are public")
    @CsvSource({
        "1.1.1.1",
        "8.8.8.8",
        "93.184.215.14",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "2400:cb00::1"
    })
    void allows(String address) {
        assertPublic(true, address);
    }
}
