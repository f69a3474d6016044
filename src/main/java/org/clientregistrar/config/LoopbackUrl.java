package org.clientregistrar.config;

import java.net.URI;
import java.util.Set;

/** http URLs that need no TLS, since what goes there never leaves this machine. */
public final class LoopbackUrl {

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private LoopbackUrl() {}

    /** Whether it is an http URL of this machine's loopback interface. */
    public static boolean is(URI url) {
        return "http".equals(url.getScheme())
                && url.getHost() != null
                && HOSTS.contains(url.getHost());
    }
}
