package org.clientregistrar.audit;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.error.CauseChain;

/** Seals what has happened, again and again, and removes what is too old. */
@Startup
@Singleton
class HistoryJob {

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

    /** So that one run ends before long, however much there is to remove. */
    private static final int MOST_REMOVED = 100;

    private final Sealer sealer;
    private final RegistrarConfig.Audit settings;
    private volatile boolean isAltered; // runs are on different threads

    HistoryJob(Sealer sealer, RegistrarConfig config) {
        this.sealer = sealer;
        this.settings = config.audit();
        if (settings.sealInterval().compareTo(SHORTEST_INTERVAL) < 0
                || settings.sealInterval().compareTo(LONGEST_INTERVAL) > 0) {
            throw new SettingException("registrar.audit.seal-interval", "must be from 1s to 1h");
        }
        if (settings.retention().filter(age -> age.compareTo(SHORTEST_RETENTION) < 0).isPresent()) {
            throw new SettingException("registrar.audit.retention", "must be a day or more");
        }
    }

    @Scheduled(
            identity = "history",
            every = "${registrar.audit.seal-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            seal();
            settings.retention().ifPresent(this::remove);
        } catch (AlteredHistoryException e) {
            if (!isAltered) { // once: it stays so
                isAltered = true;
                Log.errorf(
                        "nothing of the history is removed any more: %s; verify it",
                        e.getMessage());
            }
        } catch (RuntimeException e) {
            Log.warnf(
                    "the history could not be sealed now, the next run tries again: %s",
                    CauseChain.find(e, SQLException.class)
                            .map(Throwable.class::cast)
                            .orElse(e)
                            .getMessage());
        }
    }

    /**
     * Each seal goes into the log, outside of the database: who has that line can hold it to it.
     * What comes in meanwhile waits for the next run, rather than get a seal for each few events.
     */
    private void seal() {
        var isFull = true;
        while (isFull) {
            var sealed = sealer.seal();
            sealed.ifPresent(
                    seal ->
                            Log.infof(
                                    "history sealed: %s events=%d",
                                    seal.anchor(), seal.eventIds().size()));
            isFull = sealed.filter(seal -> seal.eventIds().size() == Sealer.BATCH).isPresent();
        }
    }

    private void remove(Duration age) {
        for (int removed = 0; removed < MOST_REMOVED; removed++) {
            if (sealer.removeOlderThan(age).isEmpty()) {
                return;
            }
        }
    }
}
