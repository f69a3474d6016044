package org.clientregistrar.fetch;

import java.time.Duration;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;

/**
 * How much a fetch may take.
 *
 * @param total from the name's resolution to the last byte
 * @param maxSize bytes of one document
 * @param concurrency how many go on at once
 * @param failureCache how long a failed one is not tried again
 */
record FetchLimits(Duration total, int maxSize, int concurrency, Duration failureCache) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_MEMORY = Duration.ofHours(1);

    FetchLimits {
        if (total.compareTo(SHORTEST) < 0 || total.compareTo(LONGEST) > 0) {
            throw new SettingException("registrar.fetch.timeout", "must be 100ms to 30s");
        }
        if (failureCache.isNegative() || failureCache.compareTo(LONGEST_MEMORY) > 0) {
            throw new SettingException("registrar.fetch.failure-cache", "must be 0s to 1h");
        }
    }

    static FetchLimits of(RegistrarConfig.Fetch settings) {
        return new FetchLimits(
                settings.timeout(),
                settings.maxSize(),
                settings.concurrency(),
                settings.failureCache());
    }

    /** How long a server may be silent. */
    Duration idle() {
        return total.dividedBy(2);
    }

    /** How long one address may take to accept a connection, so that there is time for another. */
    Duration connect() {
        return total.dividedBy(4);
    }
}
