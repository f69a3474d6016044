package org.clientregistrar.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/** A server on a loopback address that says byte by byte what a test wants it to say. */
final class TlsServer implements AutoCloseable {

    /** What happens on one connection, before it is closed. */
    @FunctionalInterface
    interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    /** One connection, on which TLS is spoken from the first read or write on. */
    final class Connection {

        private final Socket plain;
        private SSLSocket tls;

        private Connection(Socket plain) {
            this.plain = plain;
        }

        private SSLSocket tls() throws IOException {
            if (tls == null) {
                tls =
                        (SSLSocket)
                                identity.context()
                                        .getSocketFactory()
                                        .createSocket(plain, null, plain.getPort(), true);
                tls.setUseClientMode(false);
            }
            return tls;
        }

        /** The request's line and fields. */
        String readHead() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var next = tls().getInputStream().read();
                if (next < 0) {
                    throw new IOException("closed in the middle of a request");
                }
                head.append((char) next);
            }
            heads.add(head.toString());
            return head.toString();
        }

        void write(String text) throws IOException {
            tls().getOutputStream().write(text.getBytes(ISO_8859_1));
            tls().getOutputStream().flush();
        }

        /** Waits until the other side has closed the connection. */
        void waitForEnd() throws IOException {
            while (plain.getInputStream().read() >= 0) {
                continue; // whatever it still says
            }
        }

        /** Breaks the connection. */
        void reset() throws IOException {
            plain.setSoLinger(true, 0);
            plain.close();
        }
    }

    private final ServerIdentity identity;
    private final Script script;
    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    TlsServer(ServerIdentity identity, String address, int port, Script script) {
        this.identity = identity;
        this.script = script;
        try {
            this.socket = new ServerSocket(port, 100, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    TlsServer(ServerIdentity identity, Script script) {
        this(identity, "127.0.0.1", 0, script);
    }

    /** One that gives the same answer to every request. */
    static TlsServer answering(ServerIdentity identity, String... lines) {
        var answer = String.join("\r\n", lines);
        return new TlsServer(
                identity,
                connection -> {
                    connection.readHead();
                    connection.write(answer);
                    connection.waitForEnd();
                });
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "server of a test");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                var accepted = socket.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                start(() -> serve(accepted));
            }
        } catch (IOException e) {
            return; // closed: the test is over
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            script.run(new Connection(accepted));
        } catch (IOException | InterruptedException e) {
            return; // the client has closed the connection, as many tests want it to
        } finally {
            open.decrementAndGet();
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    URI url(String host) {
        return URI.create("https://" + host + ":" + port() + "/document");
    }

    /** How many connections were ever made. */
    int connections() {
        return connections.get();
    }

    /** How many there are now. */
    int open() {
        return open.get();
    }

    /** What was asked, request by request. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
