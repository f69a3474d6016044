package org.clientregistrar.fetch;

import static java.util.concurrent.TimeUnit.SECONDS;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;

/**
 * Finds the addresses of a host, once, and lets those through that may be connected to. The
 * connection goes to what was checked here: a name that is asked for twice may point inwards the
 * second time.
 */
final class AddressGuard implements AutoCloseable {

    /** The operating system's resolver cannot be stopped, and may outlast the fetch by far. */
    private static final int LOOKUPS_PER_FETCH = 4;

    private final Set<Authority> inwardHosts;
    private final Resolver resolver;
    private final ExecutorService lookups;

    AddressGuard(RegistrarConfig.Fetch settings, Resolver resolver) {
        this.inwardHosts =
                settings.inwardHosts().orElse(List.of()).stream()
                        .map(AddressGuard::inwardHost)
                        .collect(Collectors.toUnmodifiableSet());
        this.resolver = resolver;
        this.lookups =
                new ThreadPoolExecutor(
                        0,
                        LOOKUPS_PER_FETCH * settings.concurrency(),
                        10,
                        SECONDS,
                        new SynchronousQueue<>(),
                        AddressGuard::daemon);
    }

    private static Authority inwardHost(String text) {
        return Authority.parse(text.strip())
                .orElseThrow(
                        () ->
                                new SettingException(
                                        "registrar.fetch.inward-hosts",
                                        "must be hosts such as as.internal, localhost:8443 or [::1]"));
    }

    private static Thread daemon(Runnable lookup) {
        var thread = new Thread(lookup, "fetch-lookup");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The addresses to connect to, in the order of the resolver.
     *
     * @throws FetchException if there is none, or a single one that is not public of a host that is
     *     not to be looked for inwards: who answers with both is not to be trusted with either
     */
    List<InetAddress> addresses(Errand errand, Deadline deadline) throws FetchException {
        var authority = errand.url().authority();
        var addresses =
                authority.address().isPresent()
                        ? List.of(authority.address().get())
                        : resolve(authority.host(), deadline);
        if (addresses.isEmpty() || !mayConnect(errand, addresses)) {
            throw FetchException.noAddress();
        }
        return addresses.stream().map(IPAddress::toInetAddress).toList();
    }

    private boolean mayConnect(Errand errand, List<IPAddress> addresses) {
        if (errand.url().plain()) {
            return addresses.stream().allMatch(IPAddress::isLoopback);
        }
        return errand.origin() == Errand.Origin.OPERATOR
                || isInward(errand.url())
                || addresses.stream().allMatch(PublicAddress::is);
    }

    private boolean isInward(FetchUrl url) {
        return inwardHosts.contains(url.authority().with(OptionalInt.empty()))
                || inwardHosts.contains(url.authority().with(OptionalInt.of(url.port())));
    }

    private List<IPAddress> resolve(String name, Deadline deadline) throws FetchException {
        Future<InetAddress[]> lookup;
        try {
            lookup = lookups.submit(() -> resolver.resolve(name));
        } catch (RejectedExecutionException e) {
            throw FetchException.tooBusy();
        }
        try {
            var generator = new IPAddressGenerator();
            return Stream.of(deadline.await(lookup)).map(generator::from).toList();
        } catch (ExecutionException e) {
            throw FetchException.noAddress(); // whatever the resolver had against it
        } finally {
            lookup.cancel(true);
        }
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
