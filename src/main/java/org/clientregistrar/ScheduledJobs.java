package org.clientregistrar;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets the scheduled jobs begin when all else has started: one that runs into a start that fails
 * would fail too, and say more than the one line that counts.
 */
@ApplicationScoped
class ScheduledJobs {

    private final Scheduler scheduler;

    ScheduledJobs(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void begin(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        if (scheduler.isStarted()) { // not where a setting says that there shall be no jobs
            scheduler.resume();
        }
    }
}
