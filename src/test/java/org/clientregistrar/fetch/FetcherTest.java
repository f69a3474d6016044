package org.clientregistrar.fetch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.clientregistrar.fetch.TlsServer.Connection;
import org.clientregistrar.fetch.TlsServer.Script;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching from servers that behave, and from those that do not. */
class FetcherTest extends FetcherHarness {

    private static final String LATE = "did not answer in time";
    private static final String BROKEN =
            "has a host that does not take the connection, or breaks it";
    private static final String NO_TLS = "has a host that TLS could not be spoken with";
    private static final String NOT_HTTP = "did not answer as an HTTP server does";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    @DisplayName("A URL of the operator's own may lead inwards, the same URL of a client may not")
    void tellsWhoseUrlItIs() throws Exception {
        var server = answering(DOCUMENT);
        var fetcher = guarded(Settings.DEFAULT);
        assertEquals("[]", text(fetcher.getForOperator(server.url("localhost"))));
        assertRefused(
                "has a host without an address that may be connected to",
                fetcher,
                server.url("localhost"));
        assertEquals(1, server.connections());
    }

    @Test
    @DisplayName("CHOICE-29: an http URL leads to this machine, also where the name says otherwise")
    void keepsPlainHttpHere() {
        var fetcher =
                guarded(
                        Settings.DEFAULT,
                        name -> new InetAddress[] {InetAddress.getByName("192.0.2.1")});
        var refusal =
                assertThrows(
                        FetchException.class,
                        () -> fetcher.getForOperator(URI.create("http://localhost:1/")));
        assertEquals(
                "has a host without an address that may be connected to", refusal.getMessage());
    }

    @Test
    @DisplayName("A document with status 200 is had, and asked for as JSON without any coding")
    void fetches() throws FetchException {
        var server = answering(DOCUMENT);
        var url = URI.create(server.url("localhost") + "?a=b%20c#d");
        assertEquals("[]", text(fetcher().get(url)));
        var head = server.heads().get(0);
        assertTrue(head.startsWith("GET /document?a=b%20c HTTP/1.1\r\n"), head);
        var fields = head.toLowerCase(Locale.ROOT);
        assertTrue(fields.contains("\r\naccept: application/json\r\n"), head);
        assertTrue(fields.contains("\r\nhost: localhost:" + server.port() + "\r\n"), head);
        assertTrue(fields.contains("\r\nconnection: close\r\n"), head);
        assertFalse(fields.contains("encoding"), head);
        await().atMost(20, SECONDS).until(() -> server.open() == 0);
    }

    @Test
    @DisplayName("A document in chunks, and one that ends with the connection, is had as well")
    void readsOtherFramings() throws FetchException {
        var chunks = answering(CHUNKED + "1\r\n[\r\n1\r\n]\r\n0\r\n\r\n");
        assertEquals("[]", text(fetcher().get(chunks.url("localhost"))));
        var untilClosed =
                server(
                        connection -> {
                            connection.readHead();
                            connection.write("HTTP/1.1 200 OK\r\n\r\n[]");
                        });
        assertEquals("[]", text(fetcher().get(untilClosed.url("localhost"))));
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: any status but 200 is a failure")
    @ValueSource(ints = {204, 206, 304, 400, 404, 500, 503})
    void refusesStatus(int status) {
        var server = answering("HTTP/1.1 " + status + " X", "Content-Length: 0", "", "");
        assertRefused("answered with status " + status, fetcher(), server.url("localhost"));
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: no redirect is followed: where it leads gets no request")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        var target = answering(DOCUMENT);
        var server =
                answering(
                        "HTTP/1.1 " + status + " X",
                        "Location: " + target.url("localhost"),
                        "Content-Length: 0",
                        "",
                        "");
        assertRefused("answered with status " + status, fetcher(), server.url("localhost"));
        assertEquals(0, target.connections());
    }

    @Test
    @DisplayName("CHOICE-29: a certificate for another name is not trusted, though it is known")
    void refusesOtherName() throws Exception {
        var other = ServerIdentity.of("dns:other.example");
        trust(other);
        var server = closeLater(TlsServer.answering(other, DOCUMENT));
        assertRefused(
                "has a certificate that is not trusted here", fetcher(), server.url("localhost"));
        assertEquals(0, server.heads().size());
    }

    @Test
    @DisplayName("CHOICE-29: a certificate that nobody vouches for is not trusted")
    void refusesUnknownCertificate() {
        var server = closeLater(TlsServer.answering(ServerIdentity.of("dns:localhost"), DOCUMENT));
        assertRefused(
                "has a certificate that is not trusted here", fetcher(), server.url("localhost"));
        assertEquals(0, server.heads().size());
    }

    @ParameterizedTest
    @DisplayName("An address in the URL is held against the addresses in the certificate")
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, [::1]"})
    void fetchesFromAddress(String address, String host) throws FetchException {
        var server =
                closeLater(
                        new TlsServer(
                                identity,
                                address,
                                0,
                                connection -> {
                                    connection.readHead();
                                    connection.write(String.join("\r\n", DOCUMENT));
                                }));
        var fetcher = guarded(Settings.DEFAULT.withInwardHosts(host));
        assertEquals("[]", text(fetcher.get(server.url(host))));
        assertTrue(server.heads().get(0).contains(": " + host + ":" + server.port() + "\r\n"));
    }

    @Test
    @DisplayName("CHOICE-29: a body of the limit's size is had, one byte more is refused")
    void limitsSize() throws FetchException {
        var settings = Settings.DEFAULT.withMaxSize(1024);
        for (var framing : new String[] {"Content-Length: %d\r\n\r\n", "\r\n"}) {
            var largest = server(bodyOf(1024, framing));
            assertArrayEquals(
                    "x".repeat(1024).getBytes(), fetcher(settings).get(largest.url("localhost")));
            var larger = server(bodyOf(1025, framing));
            assertRefused("is larger than 1024 bytes", fetcher(settings), larger.url("localhost"));
        }
    }

    private static Script bodyOf(int size, String framing) {
        return connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\n" + framing.formatted(size) + "x".repeat(size));
        };
    }

    @Test
    @DisplayName("CHOICE-29: a declared size beyond the limit is refused before the body comes")
    void refusesDeclaredSize() {
        var server =
                server(
                        connection -> {
                            connection.readHead();
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n");
                            connection.waitForEnd();
                        });
        assertRefused("is larger than 65536 bytes", fetcher(), server.url("localhost"));
        await().atMost(20, SECONDS).until(() -> server.open() == 0);
    }

    @Test
    @DisplayName("CHOICE-29: a body without end is cut off at the limit")
    void cutsOffEndlessBody() {
        var chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        var sent = new AtomicLong();
        var server =
                server(
                        connection -> {
                            connection.readHead();
                            connection.write(CHUNKED);
                            while (true) {
                                connection.write(chunk);
                                sent.addAndGet(0x1000);
                            }
                        });
        assertRefused("is larger than 65536 bytes", fetcher(), server.url("localhost"));
        await().atMost(20, SECONDS).until(() -> server.open() == 0);
        // What was under way in the buffers of both sides comes on top of the limit.
        assertTrue(sent.get() < 32 << 20, () -> sent.get() + " bytes were sent");
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: a content coding is refused, not undone; identity is none")
    @CsvSource({"gzip, false", "br, false", "'identity, gzip', false", "identity, true"})
    void refusesCoding(String coding, boolean good) throws FetchException {
        var server =
                answering(
                        "HTTP/1.1 200 OK",
                        "Content-Encoding: " + coding,
                        "Content-Length: 2",
                        "",
                        "[]");
        if (good) {
            assertEquals("[]", text(fetcher().get(server.url("localhost"))));
        } else {
            assertRefused(
                    "has a content coding, which nobody asked for",
                    fetcher(),
                    server.url("localhost"));
        }
    }

    /** Servers that hold on to a connection, each in a way of its own. */
    private enum Slow {
        NO_HANDSHAKE(Connection::waitForEnd),
        NO_ANSWER(
                connection -> {
                    connection.readHead();
                    connection.waitForEnd();
                }),
        DRIPPING_HEAD(
                connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nX-Slow: ");
                    drip(connection, "x");
                }),
        ENDLESS_EARLY_HINTS(
                connection -> {
                    connection.readHead();
                    drip(connection, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                }),
        NO_BODY(
                connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[");
                    connection.waitForEnd();
                }),
        DRIPPING_BODY(
                connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
                    drip(connection, "x");
                }),
        DRIPPING_TRAILERS(
                connection -> {
                    connection.readHead();
                    connection.write(CHUNKED + "2\r\n[]\r\n0\r\n");
                    drip(connection, "X-T: x\r\n");
                });

        private final Script script;

        Slow(Script script) {
            this.script = script;
        }

        private static void drip(Connection connection, String drop)
                throws IOException, InterruptedException {
            while (true) {
                connection.write(drop);
                Thread.sleep(20);
            }
        }
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: a slow server is left when the time is over, and its place is free")
    @EnumSource(Slow.class)
    void leavesSlowServer(Slow slow) throws FetchException {
        var settings = Settings.DEFAULT.withTimeout(Duration.ofMillis(1500)).withConcurrency(1);
        var fetcher = fetcher(settings);
        var good = answering(DOCUMENT);
        assertEquals("[]", text(fetcher.get(good.url("localhost")))); // all is warm
        var server = server(slow.script);
        assertRefused(LATE, fetcher, server.url("localhost"));
        await().atMost(20, SECONDS).until(() -> server.open() == 0);
        await().atMost(20, SECONDS)
                .ignoreExceptions()
                .until(() -> text(fetcher.get(good.url("localhost"))).equals("[]"));
    }

    @Test
    @DisplayName("CHOICE-29: a silent server is left before the whole time is over")
    void leavesSilentServer() {
        var fetcher = fetcher(Settings.DEFAULT.withTimeout(Duration.ofSeconds(8)));
        var server = server(Slow.NO_ANSWER.script);
        var begin = System.nanoTime();
        assertRefused(LATE, fetcher, server.url("localhost"));
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(7).toNanos());
    }

    /** Servers that do not speak as they should. */
    private enum Broken {
        RESETS(Connection::reset, NO_TLS, BROKEN), // as far as the handshake came
        ENDS_WITHOUT_ANSWER(Connection::readHead, BROKEN),
        ENDS_IN_HEAD(
                connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200");
                },
                BROKEN),
        ENDS_IN_BODY(
                connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[]");
                },
                BROKEN),
        ENDS_IN_CHUNK(
                connection -> {
                    connection.readHead();
                    connection.write(CHUNKED + "3\r\n[]");
                },
                BROKEN),
        SPEAKS_OTHERWISE(
                connection -> {
                    connection.readHead();
                    connection.write("220 mail.example ESMTP\r\n\r\n");
                    connection.waitForEnd();
                },
                NOT_HTTP),
        ENDLESS_HEAD(
                connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\n");
                    while (true) {
                        connection.write("X-Field: " + "x".repeat(1000) + "\r\n");
                    }
                },
                NOT_HTTP),
        ENDLESS_LINE(
                connection -> {
                    connection.readHead();
                    while (true) {
                        connection.write("HTTP/1.1 200 " + "x".repeat(1000));
                    }
                },
                NOT_HTTP),
        ENDLESS_TRAILERS(
                connection -> {
                    connection.readHead();
                    connection.write(CHUNKED + "2\r\n[]\r\n0\r\n");
                    while (true) {
                        connection.write("X-Field: " + "x".repeat(1000) + "\r\n");
                    }
                },
                NOT_HTTP),
        TWO_LENGTHS(
                connection -> {
                    connection.readHead();
                    connection.write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n[]");
                    connection.waitForEnd();
                },
                NOT_HTTP),
        NO_LENGTH(
                connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n[]");
                    connection.waitForEnd();
                },
                NOT_HTTP),
        NO_CHUNK(
                connection -> {
                    connection.readHead();
                    connection.write(CHUNKED + "some\r\n[]\r\n0\r\n\r\n");
                    connection.waitForEnd();
                },
                NOT_HTTP);

        private final Script script;
        private final List<String> messages;

        Broken(Script script, String... messages) {
            this.script = script;
            this.messages = List.of(messages);
        }
    }

    @ParameterizedTest
    @DisplayName("What is not HTTP, or only half of it, is a failure with a sentence")
    @EnumSource(Broken.class)
    void refusesBrokenServer(Broken broken) throws FetchException {
        var fetcher = fetcher(Settings.DEFAULT.withConcurrency(1));
        var server = server(broken.script);
        var refusal =
                assertThrows(FetchException.class, () -> fetcher.get(server.url("localhost")));
        assertTrue(broken.messages.contains(refusal.getMessage()), refusal.getMessage());
        await().atMost(20, SECONDS).until(() -> server.open() == 0);
        assertEquals("[]", text(fetcher.get(answering(DOCUMENT).url("localhost"))));
    }

    @Test
    @DisplayName("A closed port is a failure with a sentence")
    void refusesClosedPort() {
        var server = answering(DOCUMENT);
        server.close();
        assertRefused(BROKEN, fetcher(), server.url("localhost"));
    }

    @ParameterizedTest
    @DisplayName("A page or a picture is only reached: its head is read, its body is not")
    @CsvSource({
        "text/html, is not a picture",
        "image/png,",
        "Image/SVG+xml; charset=utf-8,",
        "imagery/png, is not a picture",
        "application/octet-stream, is not a picture"
    })
    void reaches(String type, String problemOfPicture) throws FetchException {
        var server =
                answering(
                        "HTTP/1.1 200 OK",
                        "Content-Type: " + type,
                        "Content-Encoding: gzip",
                        "Content-Length: 99999999",
                        "",
                        "...");
        var fetcher = fetcher();
        fetcher.reachPage(server.url("localhost"));
        if (problemOfPicture == null) {
            fetcher.reachPicture(server.url("localhost"));
        } else {
            var refusal =
                    assertThrows(
                            FetchException.class,
                            () -> fetcher.reachPicture(server.url("localhost")));
            assertEquals(problemOfPicture, refusal.getMessage());
        }
        assertEquals(2, server.connections());
        await().atMost(20, SECONDS).until(() -> server.open() == 0);
    }

    @Test
    @DisplayName("A page that does not answer with 200, and a picture without a type, are failures")
    void reachesNothing() {
        var missing = answering("HTTP/1.1 404 Not Found", "Content-Length: 0", "", "");
        assertThrows(FetchException.class, () -> fetcher().reachPage(missing.url("localhost")));
        var untyped = answering("HTTP/1.1 200 OK", "Content-Length: 0", "", "");
        assertThrows(FetchException.class, () -> fetcher().reachPicture(untyped.url("localhost")));
    }
}
