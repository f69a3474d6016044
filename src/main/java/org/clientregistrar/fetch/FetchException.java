package org.clientregistrar.fetch;

/**
 * A document that could not be had. The message is a clause in ASCII that may be shown to the
 * caller whose URL it was, such as "answered with status 404"; it tells nothing about hosts that
 * are not public.
 */
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    FetchException(String message) {
        super(message);
    }
}
