package org.clientregistrar.client;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.clientregistrar.error.CauseChain;

/** Writes every few seconds, and once at the end, which clients were used. */
@Singleton
class UseJob {

    private final ClientUse use;

    UseJob(ClientUse use) {
        this.use = use;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        write("the next run tries again");
    }

    void end(@Observes ShutdownEvent event) {
        write("it is lost");
    }

    private void write(String outlook) {
        try {
            use.write();
        } catch (RuntimeException e) {
            Log.warnf(
                    "the use of clients could not be written, %s: %s",
                    outlook,
                    CauseChain.find(e, SQLException.class)
                            .map(Throwable.class::cast)
                            .orElse(e)
                            .getMessage());
        }
    }
}
