package org.clientregistrar.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells the addresses of a name, as {@link InetAddress#getAllByName} does. */
@FunctionalInterface
interface Resolver {

    InetAddress[] resolve(String name) throws UnknownHostException;
}
