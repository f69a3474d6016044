package org.clientregistrar.error;

import io.quarkus.logging.Log;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * Everything no other mapper knows: the database away is 503, the rest is our mistake, logged and
 * answered 500.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @Override
    public Response toResponse(Throwable failure) {
        if (isPassing(failure)) {
            Log.warnf("a request was answered 503: %s", failure.getClass().getSimpleName());
            return OAuthExceptionMapper.response(OAuthException.temporarilyUnavailable(RETRY_AFTER))
                    .build();
        }
        Log.error("a request was answered 500", failure);
        return OAuthExceptionMapper.response(OAuthException.serverError()).build();
    }

    /**
     * Whether the same request may work a moment later. A statement or a value that PostgreSQL
     * refuses (SQLSTATE classes 22, 23 and 42) will be refused again; all else that comes from JDBC
     * is about the connection, the load or a lock.
     */
    static boolean isPassing(Throwable failure) {
        return causes(failure)
                .anyMatch(
                        cause ->
                                cause instanceof RejectedExecutionException
                                        || (cause instanceof SQLException sql
                                                && !isOurMistake(sql.getSQLState())));
    }

    private static boolean isOurMistake(String sqlState) {
        return sqlState != null && Stream.of("22", "23", "42").anyMatch(sqlState::startsWith);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
