package org.clientregistrar.json;

/**
 * Text that is not JSON as this service takes it. The message is a clause in ASCII about the text,
 * such as "is not well-formed JSON".
 */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String rule;

    MalformedJsonException(String rule, String message) {
        super(message, null, false, false);
        this.rule = rule;
    }

    /** The requirement that the text breaks, as listed in docs/conformance.md. */
    public String rule() {
        return rule;
    }
}
