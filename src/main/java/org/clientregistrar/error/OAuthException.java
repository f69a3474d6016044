package org.clientregistrar.error;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that ends with an error response, in the one form of all doors. It carries every fault
 * of the request.
 */
public final class OAuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * The error codes on the wire, in the order in which the faults of one request are told: the
     * first one's code is the response's {@code error}.
     */
    public enum Code {
        /** The bearer token is not good for this request (RFC 6750 section 3.1). */
        INVALID_TOKEN,
        /** The bearer token is good, but not for this (RFC 6750 section 3.1). */
        INSUFFICIENT_SCOPE,
        /** The caller is known and may not do this (RFC 6749 section 4.1.2.1). */
        ACCESS_DENIED,
        /** The client identifier was never issued. */
        UNKNOWN_CLIENT,
        /** The client has ended, and its identifier will never be issued again. */
        DELETED_CLIENT,
        /** The request itself is malformed or not possible here (RFC 6750 section 3.1). */
        INVALID_REQUEST,
        /** A redirection URI is invalid or missing (RFC 7591 section 3.2.2). */
        INVALID_REDIRECT_URI,
        /** The software statement is not good (RFC 7591 section 3.2.2). */
        INVALID_SOFTWARE_STATEMENT,
        /** The software statement is good, but not approved here (RFC 7591 section 3.2.2). */
        UNAPPROVED_SOFTWARE_STATEMENT,
        /**
         * Another metadata value, or a combination of values, is invalid (RFC 7591 section 3.2.2).
         */
        INVALID_CLIENT_METADATA,
        /** The service cannot answer now, but will again (RFC 6749 section 4.1.2.1). */
        TEMPORARILY_UNAVAILABLE,
        /** The service failed in a way it should not (RFC 6749 section 4.1.2.1). */
        SERVER_ERROR;

        /** The code as it stands in the response. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final transient List<Fault> faults;
    private final int status;
    private final boolean credentialsPresented;
    private final String scope;
    private final transient Duration retryAfter;

    private OAuthException(
            List<Fault> faults,
            int status,
            boolean credentialsPresented,
            String scope,
            Duration retryAfter) {
        super(faults.get(0).code().toString(), null, false, false);
        this.faults = faults;
        this.status = status;
        this.credentialsPresented = credentialsPresented;
        this.scope = scope;
        this.retryAfter = retryAfter;
    }

    private OAuthException(Fault fault, int status) {
        this(List.of(fault), status, false, null, null);
    }

    /**
     * 400 with all faults of a request, the first in the order of {@link Code} deciding the
     * response.
     */
    static OAuthException ofFaults(List<Fault> faults) {
        var ordered = faults.stream().sorted(comparing(Fault::code)).toList();
        return new OAuthException(ordered, 400, false, null, null);
    }

    /** 400 invalid_request for a member that is not client metadata. */
    public static OAuthException invalidMember(String member, String rule, String detail) {
        return new OAuthException(new Fault(Code.INVALID_REQUEST, member, rule, detail), 400);
    }

    /** 400 invalid_request: not a matter of one metadata member. */
    public static OAuthException invalidRequest(String rule, String detail) {
        return new OAuthException(new Fault(Code.INVALID_REQUEST, null, rule, detail), 400);
    }

    /** 400 invalid_client_metadata for a body that cannot be read as a whole (CHOICE-17). */
    public static OAuthException invalidClientMetadata(String rule, String detail) {
        return new OAuthException(new Fault(Code.INVALID_CLIENT_METADATA, null, rule, detail), 400);
    }

    /** 413: the body is longer than the setting allows (CHOICE-36). */
    public static OAuthException bodyTooLarge(long limit) {
        var detail = "the body is larger than " + limit + " bytes";
        return new OAuthException(
                new Fault(Code.INVALID_CLIENT_METADATA, null, "CHOICE-36", detail), 413);
    }

    /**
     * 415: the body is not labelled as JSON (CHOICE-18).
     *
     * @param types the labels that are good here
     */
    public static OAuthException unsupportedMediaType(String types) {
        var detail = "the Content-Type must be " + types + ", in UTF-8";
        return new OAuthException(
                new Fault(Code.INVALID_CLIENT_METADATA, null, "CHOICE-18", detail), 415);
    }

    /**
     * 401 with a challenge that has no error code: no token was presented (RFC 6750 section 3.1).
     */
    public static OAuthException tokenMissing(String detail) {
        return new OAuthException(new Fault(Code.INVALID_TOKEN, null, "RFC6750-3-01", detail), 401);
    }

    /**
     * 401 with error="invalid_token": the presented token is not good here (RFC 6750 section 3.1).
     */
    public static OAuthException invalidToken(String rule, String detail) {
        return new OAuthException(
                List.of(new Fault(Code.INVALID_TOKEN, null, rule, detail)), 401, true, null, null);
    }

    /**
     * 403 with error="insufficient_scope": the token is good, but lacks the right (RFC 6750 section
     * 3.1).
     *
     * @param scope the scope that is needed
     */
    public static OAuthException insufficientScope(String scope) {
        var detail = "this needs the scope " + scope;
        return new OAuthException(
                List.of(new Fault(Code.INSUFFICIENT_SCOPE, null, "RFC6750-3.1-03", detail)),
                403,
                true,
                scope,
                null);
    }

    /** 403: an operator has taken the right to do this from the caller. */
    public static OAuthException accessDenied(String rule, String detail) {
        return new OAuthException(new Fault(Code.ACCESS_DENIED, null, rule, detail), 403);
    }

    /** 404: there is no such thing. */
    public static OAuthException notFound(String detail) {
        return httpError(404, detail);
    }

    /**
     * 404 unknown_client: the identifier that an authorization server asks for was never issued.
     */
    public static OAuthException unknownClient() {
        return new OAuthException(
                new Fault(
                        Code.UNKNOWN_CLIENT, null, null, "no client ever had this client_id here"),
                404);
    }

    /** 410 deleted_client: there was such a client, and will not be again unless it is restored. */
    public static OAuthException deletedClient() {
        return new OAuthException(
                new Fault(
                        Code.DELETED_CLIENT,
                        null,
                        null,
                        "the client of this client_id was deleted; refuse it as invalid_client"),
                410);
    }

    /** 409: the request does not go with what there is. */
    public static OAuthException conflict(String member, String detail) {
        return new OAuthException(new Fault(Code.INVALID_REQUEST, member, null, detail), 409);
    }

    /** 412: the record changed since the version in If-Match (CHOICE-32). */
    public static OAuthException preconditionFailed() {
        var detail = "the client has changed since the version named in If-Match; read it again";
        return new OAuthException(new Fault(Code.INVALID_REQUEST, null, "CHOICE-32", detail), 412);
    }

    /** 405: the path has other methods (RFC 9110 section 15.5.6). */
    public static OAuthException methodNotAllowed(String allowed) {
        var detail = "this method is not possible here, only " + allowed;
        return new OAuthException(
                new Fault(Code.INVALID_REQUEST, null, "RFC9110-15.5.6-01", detail), 405);
    }

    /** Any other refusal that HTTP itself has a status for, such as 404 (RFC 9110 section 15.5). */
    public static OAuthException httpError(int status, String detail) {
        return new OAuthException(new Fault(Code.INVALID_REQUEST, null, null, detail), status);
    }

    /**
     * 503 with Retry-After: the database does not answer, or there is too much to do (RFC 9110
     * section 15.6.4).
     */
    public static OAuthException temporarilyUnavailable(Duration retryAfter) {
        var detail = "the service cannot answer now; try again soon";
        var fault = new Fault(Code.TEMPORARILY_UNAVAILABLE, null, null, detail);
        return new OAuthException(List.of(fault), 503, false, null, retryAfter);
    }

    /** 500: what went wrong is in the log, not in the response. */
    public static OAuthException serverError() {
        var detail = "the service failed to answer this request";
        return new OAuthException(new Fault(Code.SERVER_ERROR, null, null, detail), 500);
    }

    /** The HTTP status of the response. */
    public int status() {
        return status;
    }

    /** Every fault of the request, the deciding one first. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * For 401: whether the challenge names the error, which it does only where a token was
     * presented.
     */
    boolean credentialsPresented() {
        return credentialsPresented;
    }

    /** For 403: the scope that the token would need. */
    Optional<String> scope() {
        return Optional.ofNullable(scope);
    }

    /** When to try again, for 503. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
