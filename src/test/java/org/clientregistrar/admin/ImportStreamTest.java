package org.clientregistrar.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
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
        private final BufferedReader in;

        Upload(String headers) throws IOException {
            socket.setSendBufferSize(16_384);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.setSoTimeout(20_000);
            out = socket.getOutputStream();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
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
            var status = in.readLine();
            for (var header = in.readLine(); header != null && !header.isEmpty(); ) {
                header = in.readLine();
            }
            return status;
        }

        /** The next line of JSON: what frames the chunks of the reply is none. */
        String next() throws IOException {
            for (var line = in.readLine(); ; line = in.readLine()) {
                if (line == null || line.startsWith("{")) {
                    return line;
                }
            }
        }

        List<String> rest() throws IOException {
            var lines = new ArrayList<String>();
            try {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                    if (line.equals("0")) {
                        return lines;
                    }
                }
            } catch (SocketException reset) {
                lines.add("reset");
            }
            return lines;
        }

        void hangUp() throws IOException {
            socket.close();
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
            upload.rest();
            upload.write(
                    "GET /admin/whoami HTTP/1.1\r\nHost: localhost\r\n"
                            + Upload.authorization()
                            + "\r\n");
            upload.in.readLine();
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
            "A sender that is faster than the service has to wait: the body is never in memory as a whole")
    void makesSendersWait() throws Exception {
        var sent = new AtomicLong();
        try (var connection = TestDatabase.dataSource().getConnection();
                var statement = connection.createStatement();
                var upload = Upload.begin()) {
            connection.setAutoCommit(false);
            // Who takes this lock keeps the service from writing the first line, for a while.
            statement.execute(
                    "select pg_advisory_xact_lock(hashtextextended('" + prefix + "0', 0))");
            var sending =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    for (int i = 0; i < 4000; i++) {
                                        var text =
                                                line(
                                                        Integer.toString(i),
                                                        ", \"note\": \"" + "x".repeat(3900) + "\"");
                                        upload.chunk(text);
                                        sent.addAndGet(text.length());
                                    }
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            await().pollDelay(Duration.ofMillis(400)).until(() -> sent.get() > 200_000);
            assertTrue(sent.get() < 8_000_000, () -> sent.get() + " bytes were taken in");
            assertFalse(sending.isDone());
            connection.rollback();
            upload.hangUp();
            assertTrue(sending.handle((done, failure) -> failure != null).get());
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
            assertFalse(upload.rest().isEmpty());
            assertEquals(-1, upload.in.read());
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
