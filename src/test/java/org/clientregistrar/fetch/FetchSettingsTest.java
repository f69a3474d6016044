package org.clientregistrar.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.config.SettingException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings with which no fetcher is made, and so no service starts. */
class FetchSettingsTest {

    private static void assertRefused(String message, Settings settings) throws Exception {
        var vertx = Vertx.vertx();
        try {
            var refusal =
                    assertThrows(
                            SettingException.class,
                            () -> new Fetcher(vertx, settings, InetAddress::getAllByName));
            assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @ParameterizedTest
    @DisplayName("The time of a fetch is 100ms to 30s")
    @CsvSource({"PT-1S", "PT0S", "PT0.099S", "PT30.001S"})
    void refusesTimeout(Duration timeout) throws Exception {
        assertRefused(
                "registrar.fetch.timeout: must be 100ms to 30s",
                Settings.DEFAULT.withTimeout(timeout));
    }

    @ParameterizedTest
    @DisplayName("A failure is remembered for up to an hour")
    @CsvSource({"PT-1S", "PT1H0.001S"})
    void refusesFailureCache(Duration time) throws Exception {
        assertRefused(
                "registrar.fetch.failure-cache: must be 0s to 1h",
                Settings.DEFAULT.withFailureCache(time));
    }

    @ParameterizedTest
    @DisplayName("Inward hosts are hosts with or without a port, not URLs, patterns or networks")
    @ValueSource(
            strings = {
                "",
                "https://as.internal",
                "as.internal/",
                "*.internal",
                ".internal",
                "as.internal:0",
                "as.internal:http",
                "10.0.0.0/8",
                "0x7f.1",
                "::1",
                "a b"
            })
    void refusesInwardHost(String entry) throws Exception {
        assertRefused(
                "registrar.fetch.inward-hosts: must be hosts",
                Settings.DEFAULT.withInwardHosts("localhost", entry));
    }

    @Test
    @DisplayName("A trust store is a readable file of certificates")
    void refusesTrustStore(@TempDir Path directory) throws Exception {
        assertRefused(
                "registrar.fetch.trust-store: cannot read the file ",
                Settings.DEFAULT.withTrustStore(directory.resolve("missing")));
        assertRefused(
                "registrar.fetch.trust-store: cannot read the file ",
                Settings.DEFAULT.withTrustStore(directory));
        for (var content :
                new String[] {
                    "",
                    "\n",
                    "nothing of the kind",
                    "-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n",
                    "-----BEGIN CERTIFICATE-----\n",
                    "-----BEGIN PRIVATE KEY-----\nbm8=\n-----END PRIVATE KEY-----\n"
                }) {
            assertRefused(
                    "registrar.fetch.trust-store: the file ",
                    Settings.DEFAULT.withTrustStore(written(directory, content)));
        }
    }

    @Test
    @DisplayName("The certificates of the Java runtime stay trusted beside those of the file")
    void trustsBoth(@TempDir Path directory) throws Exception {
        var one = ServerIdentity.of("dns:one.example");
        var two = ServerIdentity.of("dns:two.example");
        var ofRuntime = TrustedCertificates.with(Optional.empty()).getAcceptedIssuers();
        var file = written(directory, one.pem() + "# a remark\n" + two.pem());
        var all = TrustedCertificates.with(Optional.of(file)).getAcceptedIssuers();
        assertEquals(ofRuntime.length + 2, all.length);
        assertTrue(Set.of(all).containsAll(Set.of(ofRuntime)));
    }

    private static Path written(Path directory, String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "trusted", ".pem"), content);
    }
}
