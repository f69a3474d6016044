package org.clientregistrar.fetch;

import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.clientregistrar.error.CauseChain;

/**
 * A document that could not be had. The message is a clause in ASCII that may be shown to the
 * caller whose URL it was, such as "answered with status 404"; it tells nothing about hosts that
 * are not public.
 */
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean busy;

    private FetchException(String message, boolean busy) {
        super(message);
        this.busy = busy;
    }

    private FetchException(String message) {
        this(message, false);
    }

    /** Whether this service had too much to do: the URL is not to blame, and may be tried again. */
    public boolean isBusy() {
        return busy;
    }

    static FetchException notPlainHttps() {
        return new FetchException("must be an https URL with a plain host name");
    }

    /**
     * One sentence for names that do not resolve and for addresses that are not public: two would
     * tell a stranger which names an inner network has.
     */
    static FetchException noAddress() {
        return new FetchException("has a host without an address that may be connected to");
    }

    static FetchException late() {
        return new FetchException("did not answer in time");
    }

    static FetchException answeredWith(int status) {
        return new FetchException("answered with status " + status);
    }

    static FetchException largerThan(int bytes) {
        return new FetchException("is larger than " + bytes + " bytes");
    }

    static FetchException coded() {
        return new FetchException("has a content coding, which nobody asked for");
    }

    static FetchException notPicture() {
        return new FetchException("is not a picture");
    }

    static FetchException tooBusy() {
        return new FetchException("could not be read, since too many others are being read", true);
    }

    static FetchException interrupted() {
        return new FetchException("could not be read, since this service is ending", true);
    }

    /** What a failed connection or exchange looks like from outside. */
    static FetchException of(Throwable failure) {
        var known = CauseChain.find(failure, FetchException.class);
        if (known.isPresent()) {
            return known.get().again();
        }
        if (isAny(failure, TimeoutException.class, SslHandshakeTimeoutException.class)) {
            return late();
        }
        if (isAny(failure, CertificateException.class)) {
            return new FetchException("has a certificate that is not trusted here");
        }
        if (isAny(failure, SSLException.class)) {
            return new FetchException("has a host that TLS could not be spoken with");
        }
        return isAny(failure, IOException.class, HttpClosedException.class)
                ? new FetchException("has a host that does not take the connection, or breaks it")
                : new FetchException("did not answer as an HTTP server does");
    }

    private static boolean isAny(Throwable failure, Class<?>... types) {
        return CauseChain.of(failure)
                .anyMatch(cause -> Stream.of(types).anyMatch(type -> type.isInstance(cause)));
    }

    /** The same for another caller, so that each has a stack trace of its own. */
    FetchException again() {
        return new FetchException(getMessage(), busy);
    }
}
