package org.clientregistrar.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is sent to where it must not go: a listener on loopback counts what comes in. */
class AddressGuardTest extends FetcherHarness {

    private static final String ODD = "must be an https URL with a plain host name";
    private static final String NO_ADDRESS =
            "has a host without an address that may be connected to";

    /** A resolver that gives the answers in turn, the last one for ever, and counts. */
    private static final class Scripted implements Resolver {

        private final String[] answers;
        private final List<String> asked = new CopyOnWriteArrayList<>();

        /**
         * Learns the answers.
         *
         * @param answers each with a space between its addresses
         */
        Scripted(String... answers) {
            this.answers = answers;
        }

        @Override
        public InetAddress[] resolve(String name) throws UnknownHostException {
            asked.add(name);
            var answer = answers[Math.min(asked.size(), answers.length) - 1].split(" ");
            var addresses = new InetAddress[answer.length];
            for (var i = 0; i < addresses.length; i++) {
                addresses[i] = InetAddress.getByName(answer[i]);
            }
            return addresses;
        }
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: http and odd spellings send nothing, and ask no name server")
    @ValueSource(
            strings = {
                "http://localhost:%d/",
                "http://127.0.0.1:%d/",
                "https://0x7f.1:%d/",
                "https://2130706433:%d/",
                "https://127.1:%d/",
                "https://0177.0.0.1:%d/",
                "https://[::1%%25lo]:%d/",
                "https://localhost.:%d/",
                "https://user@localhost:%d/",
                "https://%%6cocalhost:%d/"
            })
    void refusesOddUrl(String url) {
        var server = answering(DOCUMENT);
        var resolver = new Scripted("127.0.0.1");
        var fetcher = guarded(Settings.DEFAULT.withInwardHosts("localhost"), resolver);
        assertRefused(ODD, fetcher, URI.create(url.formatted(server.port())));
        assertEquals(0, server.connections());
        assertEquals(List.of(), resolver.asked);
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: addresses in URLs that are not public are never connected to")
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::127.0.0.1]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "10.0.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "[fe80::1]",
                "[fc00::1]"
            })
    void refusesInwardAddress(String host) {
        var onIpv4 = answering(DOCUMENT);
        var onIpv6 = closeLater(new TlsServer(identity, "::1", onIpv4.port(), connection -> {}));
        var resolver = new Scripted("127.0.0.1");
        assertRefused(NO_ADDRESS, guarded(Settings.DEFAULT, resolver), onIpv4.url(host));
        assertEquals(0, onIpv4.connections() + onIpv6.connections());
        assertEquals(List.of(), resolver.asked);
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: names of this host are not connected to")
    @ValueSource(strings = {"localhost", "LOCALHOST"})
    void refusesLocalhost(String host) {
        var server = answering(DOCUMENT);
        assertRefused(NO_ADDRESS, guarded(Settings.DEFAULT), server.url(host));
        assertEquals(0, server.connections());
    }

    @Test
    @DisplayName("CHOICE-29: a name that leads inwards reads like one that leads nowhere")
    void refusesInwardName() {
        var server = answering(DOCUMENT);
        var inwards = guarded(Settings.DEFAULT, new Scripted("127.0.0.1"));
        assertRefused(NO_ADDRESS, inwards, server.url("any.localhost"));
        assertEquals(0, server.connections());
        var nowhere =
                guarded(
                        Settings.DEFAULT,
                        name -> {
                            throw new UnknownHostException(name);
                        });
        assertRefused(NO_ADDRESS, nowhere, server.url("any.localhost"));
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: one inward address among others is enough to be refused")
    @CsvSource({
        "127.0.0.1, 192.0.1.1",
        "192.0.1.1, 127.0.0.1",
        "192.0.1.1, ::1",
        "2620:fe::fe, 10.1.2.3",
        "192.0.1.1, ::ffff:127.0.0.1"
    })
    void refusesMixedAnswer(String first, String second) {
        var server = answering(DOCUMENT);
        var resolver = new Scripted(first + " " + second);
        assertRefused(
                NO_ADDRESS, guarded(Settings.DEFAULT, resolver), server.url("client.example"));
        assertEquals(0, server.connections());
        assertEquals(List.of("client.example"), resolver.asked);
    }

    @Test
    @DisplayName("CHOICE-29: a name is resolved once, and what was checked is what is connected to")
    void pinsAddress() throws FetchException {
        var first = answering(DOCUMENT);
        var second =
                closeLater(new TlsServer(identity, "127.0.0.2", first.port(), connection -> {}));
        var resolver = new Scripted("127.0.0.1", "127.0.0.2");
        var fetcher = guarded(Settings.DEFAULT.withInwardHosts("client.example"), resolver);
        assertEquals("[]", text(fetcher.get(first.url("Client.Example"))));
        assertEquals(List.of("client.example"), resolver.asked);
        assertEquals(1, first.connections());
        assertEquals(0, second.connections());
    }

    @Test
    @DisplayName("CHOICE-29: also where the connection fails, a name is not resolved again")
    void resolvesOnceForFailure() {
        var server = answering(DOCUMENT);
        var resolver = new Scripted("127.0.0.2", "127.0.0.1");
        var fetcher = guarded(Settings.DEFAULT.withInwardHosts("client.example"), resolver);
        assertRefused(
                "has a host that does not take the connection, or breaks it",
                fetcher,
                server.url("client.example"));
        assertEquals(List.of("client.example"), resolver.asked);
        assertEquals(0, server.connections());
    }

    @Test
    @DisplayName("The second and third address are tried where nobody listens at the first")
    void triesNextAddress() throws FetchException {
        var server = answering(DOCUMENT);
        var fetcher =
                guarded(
                        Settings.DEFAULT.withInwardHosts("client.example"),
                        new Scripted("127.0.0.2 127.0.0.3 127.0.0.1"));
        assertEquals("[]", text(fetcher.get(server.url("client.example"))));
    }

    @Test
    @DisplayName("More addresses than three are not tried")
    void triesFewAddresses() {
        var server = answering(DOCUMENT);
        var resolver = new Scripted("127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.1");
        var fetcher = guarded(Settings.DEFAULT.withInwardHosts("client.example"), resolver);
        assertRefused(
                "has a host that does not take the connection, or breaks it",
                fetcher,
                server.url("client.example"));
        assertEquals(0, server.connections());
    }

    @ParameterizedTest
    @DisplayName("A host on the list may be inward: at any port, or at the one that is named")
    @CsvSource({
        "localhost, localhost, true",
        "LocalHost, localhost, true",
        "localhost:PORT, localhost, true",
        "localhost:1, localhost, false",
        "localhost, 127.0.0.1, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1:PORT, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "any.localhost, localhost, false",
        "localhost, any.localhost, false"
    })
    void looksOnList(String entry, String host, boolean good) throws FetchException {
        var server = answering(DOCUMENT);
        var listed = entry.replace("PORT", String.valueOf(server.port()));
        var fetcher =
                guarded(
                        Settings.DEFAULT.withInwardHosts("as.internal", listed),
                        new Scripted("127.0.0.1"));
        if (good) {
            assertEquals("[]", text(fetcher.get(server.url(host))));
        } else {
            assertRefused(NO_ADDRESS, fetcher, server.url(host));
            assertEquals(0, server.connections());
        }
    }

    @Test
    @DisplayName("CHOICE-29: a name server that does not answer counts in the time")
    void leavesSlowResolver() {
        var never = new CountDownLatch(1);
        var fetcher =
                guarded(
                        Settings.DEFAULT.withTimeout(Duration.ofMillis(300)),
                        name -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            throw new UnknownHostException(name);
                        });
        assertRefused("did not answer in time", fetcher, URI.create("https://client.example/"));
    }

    @Test
    @DisplayName("Whatever a resolver throws, the host has no address")
    void bearsBrokenResolver() {
        var fetcher =
                guarded(
                        Settings.DEFAULT,
                        name -> {
                            throw new IllegalStateException("out of order");
                        });
        assertRefused(NO_ADDRESS, fetcher, URI.create("https://client.example/"));
        var empty = guarded(Settings.DEFAULT, name -> new InetAddress[0]);
        assertRefused(NO_ADDRESS, empty, URI.create("https://client.example/"));
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
