package org.clientregistrar.server;

import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.audit.ChangePosition;
import org.clientregistrar.query.QueryParameters;

/**
 * Which changes a request asks for.
 *
 * @param after behind which place; empty to learn where the feed ends now
 * @param limit how many there may be
 * @param patience how long to wait for the first one
 */
record ChangeQuery(Optional<ChangePosition> after, int limit, Duration patience) {

    private static final String AFTER = "after";
    private static final String LIMIT = "limit";
    private static final String WAIT = "wait";

    private static final int DEFAULT_LIMIT = 200;

    /** On a page. */
    static final int MOST = 1000;

    private static final int LONGEST_WAIT_SECONDS = 60;

    /**
     * Reads a query.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for a cursor that no page has told, and
     *     see {@link QueryParameters}
     */
    static ChangeQuery of(UriInfo uri) {
        var parameters = QueryParameters.of(uri.getQueryParameters(), Set.of(AFTER, LIMIT, WAIT));
        return new ChangeQuery(
                parameters.cursor(
                        AFTER, ChangePage::position, "must be the next of an earlier reply"),
                parameters.number(LIMIT, 1, MOST).orElse(DEFAULT_LIMIT),
                Duration.ofSeconds(parameters.number(WAIT, 0, LONGEST_WAIT_SECONDS).orElse(0)));
    }
}
