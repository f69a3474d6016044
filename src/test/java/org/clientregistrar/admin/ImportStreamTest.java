package org.clientregistrar.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How an import flows: byte by byte, over a connection of its own. */
@RegistrarTest
class ImportStreamTest {

    private final String prefix = "flow-" + UUID.randomUUID() + "-";

    private String line(String name, String members) {
        return "{\"client_id\": \""
                + prefix
                + name
                + "\", \"token_endpoint_auth_method\": \"none\", "
                + Clients.URIS
                + members
                + "}\n";
    }

    private int count() {
        return Integer.parseInt(
                Rows.select("select count(*) from client where client_id like ?", prefix + "%")
                        .get(0));
    }

    /** A request whose body is sent in chunks, while its reply is read. */
    private static final class Upload implements AutoCloseable {

        private final Socket socket = new Socket();
        private final OutputStream out;
        private final InputStream in;
        private final Deque<String> lines = new ArrayDeque<>();
        private String begun = "";

        Upload(String headers) throws IOException {
            socket.setSendBufferSize(16_384);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.setSoTimeout(20_000);
            out = socket.getOutputStream();
            in = new BufferedInputStream(socket.getInputStream());
            write(
                    "POST /admin/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                            + headers
                            + "\r\n");
        }

        static Upload begin() throws IOException {
            return new Upload(authorization() + "Transfer-Encoding: chunked\r\n");
        }

        static String authorization() {
            return "Authorization: Bearer " + TestDatabase.ACCESS_KEY + "\r\n";
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
            out.flush();
        }

        void chunk(String text) throws IOException {
            write(Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n");
        }

        void end() throws IOException {
            write("0\r\n\r\n");
        }

        String status() throws IOException {
            var status = line();
            while (!line().isEmpty()) {
                // a header
            }
            return status;
        }

        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (var octet = in.read(); octet != '\n' && octet >= 0; octet = in.read()) {
                line.write(octet);
            }
            return line.toString(UTF_8).stripTrailing();
        }

        /** The next line of the reply; null behind the last one. */
        String next() throws IOException {
            while (lines.isEmpty()) {
                var size = Integer.parseInt(line(), 16);
                var parts = (begun + new String(in.readNBytes(size), UTF_8)).split("\n", -1);
                line();
                if (size == 0) {
                    return null;
                }
                lines.addAll(List.of(parts).subList(0, parts.length - 1));
                begun = parts[parts.length - 1];
            }
            return lines.poll();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    @DisplayName(
            "The outcome of a line comes while the body is still being sent, and after its commit")
    void tellsAtOnce() throws IOException {
        try (var upload = Upload.begin()) {
            upload.chunk(line("a", "") + line("b", "").substring(0, 20));
            assertEquals("HTTP/1.1 200 OK", upload.status());
            assertTrue(
                    upload.next()
                            .contains("\"client_id\":\"" + prefix + "a\",\"outcome\":\"created\""));
            assertEquals(1, count());
            upload.chunk(line("b", "").substring(20));
            assertTrue(upload.next().contains(prefix + "b"));
            assertEquals(2, count());
            upload.end();
            assertTrue(upload.next().contains("\"complete\":true"));
        }
    }

    @Test
    @DisplayName("After an import the connection is good for another request")
    void keepsTheConnection() throws IOException {
        try (var upload = Upload.begin()) {
            upload.chunk(line("a", ""));
            upload.end();
            assertEquals("HTTP/1.1 200 OK", upload.status());
            upload.next();
            upload.next();
            assertNull(upload.next());
            upload.write(
                    "GET /admin/whoami HTTP/1.1\r\nHost: localhost\r\n"
                            + Upload.authorization()
                            + "\r\n");
            assertEquals("HTTP/1.1 200 OK", upload.status());
        }
    }

    @Test
    @DisplayName("A sender that expects to be told to go on is told so")
    void answersExpectations() throws IOException {
        try (var upload =
                new Upload(
                        Upload.authorization()
                                + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n")) {
            assertEquals("HTTP/1.1 100 Continue", upload.status());
            upload.chunk(line("a", ""));
            upload.end();
            assertEquals("HTTP/1.1 200 OK", upload.status());
        }
    }

    @Test
    @DisplayName(
            "A sender that is faster than the service, or does not read what it is told, has to wait: the body is never in memory as a whole")
    void makesSendersWait() throws Exception {
        var line = "x".repeat(249) + "\n";
        var count = 120_000;
        var sent = new AtomicLong();
        var seen = new AtomicLong();
        try (var upload = Upload.begin()) {
            var sending =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    for (int i = 0; i < count / 100; i++) {
                                        upload.chunk(line.repeat(100));
                                        sent.addAndGet(100);
                                    }
                                    upload.end();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            await().pollInterval(Duration.ofMillis(500))
                    .until(() -> sent.get() > 0 && seen.getAndSet(sent.get()) == sent.get());
            assertTrue(sent.get() < count, "all was taken in");
            assertFalse(sending.isDone());
            upload.status();
            for (int i = 1; i <= count; i++) {
                var outcome = upload.next();
                assertTrue(outcome.startsWith("{\"line\":" + i + ","), outcome);
            }
            assertTrue(upload.next().contains("\"complete\":true"));
            sending.get();
        }
    }

    @Test
    @DisplayName(
            "A sender that hangs up ends the import: what it was told of is there, a line that was cut off is not, and no connection or thread stays behind")
    void bearsBrokenConnections() throws IOException {
        try (var upload = Upload.begin()) {
            upload.chunk(line("a", "") + line("b", "").strip());
            upload.status();
            assertTrue(upload.next().contains(prefix + "a"));
        }
        await().untilAsserted(
                        () ->
                                assertEquals(
                                        List.of("0"),
                                        Rows.select(
                                                "select count(*) from pg_stat_activity where state like 'idle in transaction%'")));
        assertEquals(1, count());
        var again = Batch.bring("", line("a", "") + line("b", ""));
        assertEquals(List.of("unchanged", "created"), again.outcomes());
    }

    @Test
    @DisplayName(
            "A sender that falls silent is told after some seconds, and the import has ended at its last line")
    void endsSilence() throws IOException {
        try (var upload = Upload.begin()) {
            upload.chunk(line("a", "") + "{");
            upload.status();
            assertTrue(upload.next().contains("created"));
            var summary = Batch.json(upload.next()).get("summary");
            assertFalse(summary.get("complete").booleanValue());
            assertEquals(
                    "nothing more came for 10 seconds", summary.at("/errors/0/detail").asText());
            assertEquals(1, summary.get("created").intValue());
        }
    }

    @Test
    @DisplayName("A refusal reaches a sender in the middle of its body, and the connection ends")
    void refusesInTheMiddle() throws IOException {
        try (var upload = new Upload("Transfer-Encoding: chunked\r\n")) {
            upload.chunk(line("a", ""));
            assertEquals("HTTP/1.1 401 Unauthorized", upload.status());
            upload.chunk(line("b", ""));
            upload.end();
            var refusal = new String(upload.in.readAllBytes(), UTF_8);
            assertEquals("invalid_token", Batch.json(refusal).get("error").textValue());
        }
        assertEquals(0, count());
    }

    @Test
    @DisplayName("A body of any length is taken: a declared length is no reason to refuse it")
    void takesAnyLength() throws IOException {
        try (var upload = new Upload(Upload.authorization() + "Content-Length: 100000000000\r\n")) {
            upload.write(line("a", ""));
            assertEquals("HTTP/1.1 200 OK", upload.status());
            assertTrue(upload.next().contains("created"));
        }
    }
}
