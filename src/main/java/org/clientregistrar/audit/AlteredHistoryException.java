package org.clientregistrar.audit;

/** The history is not what this service made it. */
final class AlteredHistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AlteredHistoryException(long seal) {
        super("seal " + seal + " is not good, not the first one, or not true of its events");
    }
}
