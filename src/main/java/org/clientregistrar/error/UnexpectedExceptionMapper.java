package org.clientregistrar.error;

import io.quarkus.logging.Log;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * Everything no other mapper knows: the database away is 503, the rest is our mistake, logged and
 * answered 500.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @Override
    public Response toResponse(Throwable failure) {
        return OAuthExceptionMapper.response(refusal(failure)).build();
    }

    /** What the caller is told of a failure, and the log of it. */
    public static OAuthException refusal(Throwable failure) {
        if (isPassing(failure)) {
            Log.warnf("a request was answered 503: %s", failure.getClass().getSimpleName());
            return OAuthException.temporarilyUnavailable(RETRY_AFTER);
        }
        Log.error("a request was answered 500", failure);
        return OAuthException.serverError();
    }

    /**
     * Whether the same request may work a moment later. A statement or a value that PostgreSQL
     * refuses (SQLSTATE classes 22, 23 and 42) will be refused again; all else that comes from JDBC
     * is about the connection, the load or a lock. What a failed commit failed of is not its cause,
     * but suppressed in it.
     */
    private static boolean isPassing(Throwable failure) {
        return CauseChain.of(failure)
                .flatMap(
                        cause ->
                                Stream.concat(
                                        Stream.of(cause),
                                        Arrays.stream(cause.getSuppressed())
                                                .flatMap(CauseChain::of)))
                .anyMatch(
                        cause ->
                                cause instanceof RejectedExecutionException
                                        || (cause instanceof SQLException sql
                                                && !isOurMistake(sql.getSQLState())));
    }

    private static boolean isOurMistake(String sqlState) {
        return sqlState != null && Stream.of("22", "23", "42").anyMatch(sqlState::startsWith);
    }
}
