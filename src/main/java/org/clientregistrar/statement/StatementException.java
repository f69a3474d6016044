package org.clientregistrar.statement;

import static org.clientregistrar.error.OAuthException.Code.INVALID_SOFTWARE_STATEMENT;
import static org.clientregistrar.error.OAuthException.Code.UNAPPROVED_SOFTWARE_STATEMENT;

import org.clientregistrar.error.Faults;
import org.clientregistrar.error.OAuthException.Code;
import org.clientregistrar.metadata.ClientParameters;

/** Why a software statement is not taken (RFC 7591 section 3.2.2). */
final class StatementException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String rule;

    private StatementException(Code code, String rule, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.rule = rule;
    }

    /** The statement itself is not good. */
    static StatementException invalid(String rule, String detail) {
        return new StatementException(INVALID_SOFTWARE_STATEMENT, rule, detail);
    }

    /** The statement may be good, but this deployment does not take it. */
    static StatementException unapproved(String rule, String detail) {
        return new StatementException(UNAPPROVED_SOFTWARE_STATEMENT, rule, detail);
    }

    /** Counts it among the faults of the request. */
    void noteIn(Faults faults) {
        faults.add(code, ClientParameters.SOFTWARE_STATEMENT.name(), rule, getMessage());
    }
}
