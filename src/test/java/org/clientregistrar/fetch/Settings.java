package org.clientregistrar.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.config.RegistrarConfig;

/** The settings of a fetcher, patient enough for a slow machine. */
record Settings(
        Duration timeout,
        int maxSize,
        int concurrency,
        Duration failureCache,
        Optional<List<String>> inwardHosts,
        Optional<Path> trustStore)
        implements RegistrarConfig.Fetch {

    static final Settings DEFAULT =
            new Settings(
                    Duration.ofSeconds(20),
                    65_536,
                    16,
                    Duration.ZERO,
                    Optional.empty(),
                    Optional.empty());

    Settings withTimeout(Duration other) {
        return new Settings(other, maxSize, concurrency, failureCache, inwardHosts, trustStore);
    }

    Settings withMaxSize(int other) {
        return new Settings(timeout, other, concurrency, failureCache, inwardHosts, trustStore);
    }

    Settings withConcurrency(int other) {
        return new Settings(timeout, maxSize, other, failureCache, inwardHosts, trustStore);
    }

    Settings withFailureCache(Duration other) {
        return new Settings(timeout, maxSize, concurrency, other, inwardHosts, trustStore);
    }

    Settings withInwardHosts(String... others) {
        return new Settings(
                timeout,
                maxSize,
                concurrency,
                failureCache,
                Optional.of(List.of(others)),
                trustStore);
    }

    Settings withTrustStore(Path other) {
        return new Settings(
                timeout, maxSize, concurrency, failureCache, inwardHosts, Optional.of(other));
    }
}
