package org.clientregistrar.client;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;

/** For how long a deleted client is kept, without its credentials, so that it can be restored. */
@Startup
@Singleton
public class RestoreWindow {

    private static final String SETTING = "registrar.deleted-clients.restore-window";
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Duration length;

    RestoreWindow(RegistrarConfig config) {
        this.length = config.deletedClients().restoreWindow();
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new SettingException(SETTING, "must be 0s to " + LONGEST.toDays() + "d");
        }
    }

    /** When the window of a client that was deleted ends; empty for all others. */
    public Optional<Instant> endOf(ClientRecord client) {
        return client.deletedAt().map(deletedAt -> deletedAt.plus(length));
    }

    /** Whether deleted clients are kept at all. */
    boolean isThere() {
        return !length.isZero();
    }

    /** Before when a client must have been deleted for its window to have ended. */
    Instant endedBefore(Instant now) {
        return now.minus(length);
    }
}
