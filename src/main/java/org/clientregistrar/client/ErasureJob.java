package org.clientregistrar.client;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/**
 * Erases deleted clients when their restore window has ended, and secrets that have expired. All
 * replicas do it; none waits for another, since each takes clients that no other is about to erase.
 */
@Singleton
class ErasureJob {

    private final ClientRegistry clients;

    ErasureJob(ClientRegistry clients) {
        this.clients = clients;
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void eraseEnded() {
        while (clients.eraseEnded() > 0) {
            // the next few, in a transaction of their own
        }
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void eraseExpiredSecrets() {
        while (clients.eraseExpiredSecrets() > 0) {
            // the same
        }
    }
}
