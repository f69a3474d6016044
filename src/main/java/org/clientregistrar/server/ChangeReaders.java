package org.clientregistrar.server;

import static java.util.stream.Collectors.groupingBy;

import io.quarkus.runtime.Application;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clientregistrar.audit.ChangeFeed;
import org.clientregistrar.audit.ChangePosition;
import org.clientregistrar.audit.ClientChange;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.error.OAuthException;

/**
 * Requests that wait for changes. One thread asks the database for all of them, a few times a
 * second while there are any; none of them holds a thread or a connection.
 */
@ApplicationScoped
class ChangeReaders {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** One request. */
    private static final class Reader {
        private final ChangePosition place;
        private final int limit;
        private final long end;
        private final CompletableFuture<ChangePage> reply = new CompletableFuture<>();

        Reader(ChangePosition place, int limit, Duration patience) {
            this.place = place;
            this.limit = limit;
            this.end = System.nanoTime() + patience.toNanos();
        }

        String origin() {
            return place.origin();
        }

        void answer(List<ClientChange> changes, boolean isOver) {
            if (!changes.isEmpty()) {
                reply.complete(ChangePage.of(place, changes, limit));
            } else if (isOver || System.nanoTime() - end >= 0) {
                reply.complete(ChangePage.empty(place));
            }
        }
    }

    private final ChangeFeed feed;
    private final Semaphore seats;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        var daemon = new Thread(task, "change-feed");
                        daemon.setDaemon(true);
                        return daemon;
                    });

    ChangeReaders(ChangeFeed feed, RegistrarConfig config) {
        this.feed = feed;
        this.seats = new Semaphore(config.changeFeed().readers());
        this.thread.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }

    /**
     * The changes behind a place, as soon as there are any, or none when the time is over or the
     * service ends. The caller may cancel it.
     *
     * @throws OAuthException 503 if too many wait already
     */
    CompletionStage<ChangePage> await(ChangePosition place, int limit, Duration patience) {
        if (!seats.tryAcquire()) {
            throw OAuthException.temporarilyUnavailable(RETRY_AFTER);
        }
        var reader = new Reader(place, limit, patience);
        readers.add(reader);
        reader.reply.whenComplete(
                (page, failure) -> {
                    readers.remove(reader);
                    seats.release();
                });
        return reader.reply;
    }

    /** All who wait behind places of the same table are answered from one look at it. */
    private void look() {
        readers.stream().collect(groupingBy(Reader::origin)).values().forEach(this::lookFor);
    }

    private void lookFor(List<Reader> some) {
        try {
            var first = Collections.min(some.stream().map(reader -> reader.place).toList());
            var changes = feed.behind(first, ChangeQuery.MOST + 1);
            // Its end waits for all requests, and these shall not be what it waits for.
            var isOver = !Application.currentApplication().isStarted();
            for (var reader : some) {
                reader.answer(behind(reader.place, changes), isOver);
            }
        } catch (Throwable e) { // with an Error that got out nobody would ever look again
            some.forEach(reader -> reader.reply.completeExceptionally(e));
        }
    }

    private static List<ClientChange> behind(ChangePosition place, List<ClientChange> changes) {
        return changes.stream().filter(change -> change.position().compareTo(place) > 0).toList();
    }
}
