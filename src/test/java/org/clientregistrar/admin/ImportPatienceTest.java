package org.clientregistrar.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.clientregistrar.RegistrarTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An import meets a service that has too much to do for a moment. */
@RegistrarTest
@TestProfile(ImportPatienceTest.OneFetch.class)
class ImportPatienceTest {

    private final String prefix = "patient-" + UUID.randomUUID() + "-";

    @ConfigProperty(name = "registrar.fetch.inward-hosts")
    List<String> hosts;

    /**
     * One document at a time is fetched, from two hosts: one that is slow, and one that is away.
     */
    public static class OneFetch implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.fetch.inward-hosts",
                    "localhost:" + freePort() + ",localhost:" + freePort(),
                    "registrar.fetch.concurrency",
                    "1",
                    "registrar.fetch.timeout",
                    "2s");
        }

        private static int freePort() {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String line(String name, String members) {
        return "{\"client_id\": \""
                + prefix
                + name
                + "\", \"token_endpoint_auth_method\": \"none\", "
                + Clients.URIS
                + members
                + "}\n";
    }

    private static String sector(String host) {
        return ", \"subject_type\": \"pairwise\", \"sector_identifier_uri\": \"https://"
                + host
                + "/"
                + UUID.randomUUID()
                + "\"";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?dry_run=true"})
    @DisplayName(
            "A line whose document cannot be fetched just then is tried again, and the others are not touched")
    void bearsTheBusyFetcher(String query) throws Exception {
        var port = Integer.parseInt(hosts.get(0).replace("localhost:", ""));
        try (var slow = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            var busy =
                    CompletableFuture.runAsync(
                            () -> Clients.create(sector(hosts.get(0)).substring(2)));
            try (var connection = slow.accept()) {
                assertTrue(connection.isConnected());
                var reply =
                        Batch.bring(
                                query,
                                line("a", "") + line("b", sector(hosts.get(1))) + line("c", ""));
                assertEquals(
                        List.of("created", "refused", "created"), reply.outcomes(), reply.text());
                assertEquals(
                        List.of("sector_identifier_uri"),
                        reply.items().get(1).path("errors").findValuesAsText("member"));
                assertTrue(reply.summary().get("complete").booleanValue());
            }
            busy.get();
        }
    }
}
