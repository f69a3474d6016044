package org.clientregistrar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.clientregistrar.fetch.ServerIdentity;

/** An https server on this machine, with the documents that tests put there. */
public class DocumentHost implements QuarkusTestResourceLifecycleManager {

    private record Document(int status, String type, String body) {}

    private static final Map<String, Document> DOCUMENTS = new ConcurrentHashMap<>();
    private static final List<String> REQUESTS = new CopyOnWriteArrayList<>();

    private static HttpsServer server;
    private static Path trustStore;

    @Override
    public Map<String, String> start() {
        startServer();
        return Map.of(
                "registrar.fetch.inward-hosts",
                "localhost:" + server.getAddress().getPort(),
                "registrar.fetch.trust-store",
                trustStore.toString(),
                "registrar.fetch.timeout",
                "10s",
                "registrar.fetch.failure-cache",
                "0s");
    }

    @Override
    public void stop() {
        // Used by the next application of this JVM too; it ends with the JVM.
    }

    private static synchronized void startServer() {
        if (server != null) {
            return;
        }
        try {
            var identity = ServerIdentity.of("dns:localhost");
            trustStore = Files.createTempFile("document-host", ".pem");
            trustStore.toFile().deleteOnExit();
            Files.writeString(trustStore, identity.pem());
            server =
                    HttpsServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
            server.createContext("/", DocumentHost::answer);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            REQUESTS.add(path);
            var document = DOCUMENTS.getOrDefault(path, new Document(404, "text/plain", ""));
            var body = document.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", document.type);
            exchange.sendResponseHeaders(document.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Puts a JSON document at a path, in place of what was there; its URL. */
    public static String put(String path, String json) {
        return put(path, 200, "application/json", json);
    }

    /** The same for any answer. */
    public static String put(String path, int status, String type, String body) {
        startServer();
        DOCUMENTS.put(path, new Document(status, type, body));
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    /** How often a path was asked for. */
    public static long requests(String path) {
        return REQUESTS.stream().filter(path::equals).count();
    }
}
