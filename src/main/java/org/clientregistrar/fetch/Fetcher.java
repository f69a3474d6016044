package org.clientregistrar.fetch;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.fetch.Errand.Origin;
import org.clientregistrar.fetch.Errand.Wanted;
import org.clientregistrar.fetch.Outcome.Failed;
import org.clientregistrar.fetch.Outcome.Had;

/**
 * The one place that opens an outbound connection. URLs come from strangers, so it is guarded: it
 * cannot be made to reach inward addresses, to wait or to read without end, or to bother a third
 * party with more than a few requests. Its methods block; they are never to be called inside a
 * transaction.
 */
@Startup // its settings are checked before the first request
@Singleton
public class Fetcher {

    private static final int ADDRESSES_TO_TRY = 3;
    private static final int FAILURES_TO_KEEP = 2000;

    /** More than these would hold the threads that answer requests, to little avail. */
    private static final int WAITING_PER_PERMIT = 4;

    private final FetchLimits limits;
    private final AddressGuard guard;
    private final HttpsClient https;
    private final Semaphore permits;
    private final AsyncCache<Errand, Outcome> outcomes;

    /** With the resolver of the Java runtime. */
    @Inject
    Fetcher(Vertx vertx, RegistrarConfig config) {
        this(vertx, config.fetch(), InetAddress::getAllByName);
    }

    Fetcher(Vertx vertx, RegistrarConfig.Fetch settings, Resolver resolver) {
        this.limits = FetchLimits.of(settings);
        this.guard = new AddressGuard(settings, resolver);
        this.https =
                new HttpsClient(vertx, limits, TrustedCertificates.with(settings.trustStore()));
        this.permits = new Semaphore(limits.concurrency(), true);
        this.outcomes =
                Caffeine.newBuilder()
                        .maximumSize(FAILURES_TO_KEEP)
                        .expireAfterWrite(limits.failureCache())
                        .buildAsync();
    }

    /**
     * The document at an https URL that a client named.
     *
     * @throws FetchException for anything but a whole document with status 200
     */
    public byte[] get(URI url) throws FetchException {
        return fetch(url, Wanted.DOCUMENT, Origin.CLIENT);
    }

    /**
     * The document at an https URL of the settings, whose host may have an address that is not
     * public, or at an http URL of this machine.
     *
     * @throws FetchException for anything but a whole document with status 200
     */
    public byte[] getForOperator(URI url) throws FetchException {
        return fetch(url, Wanted.DOCUMENT, Origin.OPERATOR);
    }

    /**
     * Sees whether there is a page at an https URL, without reading it.
     *
     * @throws FetchException for anything but status 200
     */
    public void reachPage(URI url) throws FetchException {
        fetch(url, Wanted.PAGE, Origin.CLIENT);
    }

    /**
     * Sees whether there is a picture at an https URL, without reading it.
     *
     * @throws FetchException for anything but status 200 with an image's Content-Type
     */
    public void reachPicture(URI url) throws FetchException {
        fetch(url, Wanted.PICTURE, Origin.CLIENT);
    }

    private byte[] fetch(URI url, Wanted wanted, Origin origin) throws FetchException {
        var parsed =
                origin == Origin.OPERATOR ? FetchUrl.parseOfOperator(url) : FetchUrl.parse(url);
        var errand = new Errand(parsed, wanted, origin);
        var deadline = Deadline.in(limits.total());
        var own = new CompletableFuture<Outcome>();
        var shared = outcomes.get(errand, (key, executor) -> own);
        if (shared == own) {
            perform(errand, deadline, own);
        }
        try {
            return deadline.await(shared).document();
        } catch (ExecutionException e) {
            throw FetchException.of(e);
        }
    }

    /** Completes the outcome, come what may: others wait for it. */
    private void perform(Errand errand, Deadline deadline, CompletableFuture<Outcome> own) {
        Outcome outcome = new Failed(FetchException.interrupted());
        try {
            outcome = new Had(exchange(errand, deadline));
        } catch (FetchException e) {
            outcome = new Failed(e);
        } catch (RuntimeException e) {
            Log.errorf(e, "a fetch failed in a way that nobody thought of");
            outcome = new Failed(FetchException.of(e));
        } finally {
            own.complete(outcome);
            if (!outcome.isKept()) {
                outcomes.asMap().remove(errand, own);
            }
        }
    }

    private byte[] exchange(Errand errand, Deadline deadline) throws FetchException {
        acquirePermit(deadline);
        var connected = CompletableFuture.<Void>completedFuture(null);
        try {
            var failure = new ConnectException();
            for (var address : addressesToTry(errand, deadline)) {
                var exchange = https.begin(errand, address);
                connected = exchange.over();
                try {
                    return exchange.answer(deadline);
                } catch (ConnectException e) {
                    failure = e;
                }
            }
            throw FetchException.of(failure);
        } finally {
            connected.whenComplete((any, failure) -> permits.release());
        }
    }

    private void acquirePermit(Deadline deadline) throws FetchException {
        if (permits.getQueueLength() >= WAITING_PER_PERMIT * limits.concurrency()) {
            throw FetchException.tooBusy();
        }
        try {
            // What is left after a long wait would be too short to judge the URL by.
            var patience = Math.min(deadline.nanosLeft(), limits.total().toNanos() / 2);
            if (!permits.tryAcquire(patience, NANOSECONDS)) {
                throw FetchException.tooBusy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchException.interrupted();
        }
    }

    private Iterable<InetAddress> addressesToTry(Errand errand, Deadline deadline)
            throws FetchException {
        var addresses = guard.addresses(errand, deadline);
        return addresses.subList(0, Math.min(addresses.size(), ADDRESSES_TO_TRY));
    }

    @PreDestroy
    void close() {
        guard.close();
        https.close();
    }
}
