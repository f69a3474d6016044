package org.clientregistrar.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Servers and fetchers for a test, which end with it. */
abstract class FetcherHarness {

    static final String[] DOCUMENT = {
        "HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Length: 2", "", "[]"
    };

    private static final String TRUSTED_NAMES =
            "dns:localhost,dns:client.example,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1";

    /** Has the names that the tests use. */
    static ServerIdentity identity;

    private static Vertx vertx;
    private static Path trustStore;

    private final List<AutoCloseable> toClose = new ArrayList<>();

    @BeforeAll
    static void prepare(@TempDir Path directory) throws IOException {
        vertx = Vertx.vertx();
        identity = ServerIdentity.of(TRUSTED_NAMES);
        trustStore = directory.resolve("trusted.pem");
        trust(identity);
    }

    /** Adds a certificate to those that fetchers made from now on trust. */
    static void trust(ServerIdentity other) throws IOException {
        var before = Files.exists(trustStore) ? Files.readString(trustStore) : "";
        Files.writeString(trustStore, before + other.pem());
    }

    @AfterAll
    static void endVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var closeable : toClose) {
            closeable.close();
        }
    }

    TlsServer server(TlsServer.Script script) {
        return closeLater(new TlsServer(identity, script));
    }

    TlsServer answering(String... lines) {
        return closeLater(TlsServer.answering(identity, lines));
    }

    TlsServer closeLater(TlsServer server) {
        toClose.add(server);
        return server;
    }

    /** A fetcher that trusts the servers here, and may go to localhost. */
    Fetcher fetcher(Settings settings) {
        return guarded(settings.withInwardHosts("localhost"));
    }

    Fetcher fetcher() {
        return fetcher(Settings.DEFAULT);
    }

    /** A fetcher that may go nowhere inwards but where the settings say. */
    Fetcher guarded(Settings settings) {
        return guarded(settings, InetAddress::getAllByName);
    }

    Fetcher guarded(Settings settings, Resolver resolver) {
        var fetcher = new Fetcher(vertx, settings.withTrustStore(trustStore), resolver);
        toClose.add(fetcher::close);
        return fetcher;
    }

    static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    static void assertRefused(String message, Fetcher fetcher, URI url) {
        var refusal = assertThrows(FetchException.class, () -> fetcher.get(url), url::toString);
        assertEquals(message, refusal.getMessage(), url::toString);
    }
}
