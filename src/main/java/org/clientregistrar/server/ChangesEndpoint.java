package org.clientregistrar.server;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.clientregistrar.access.Scope;
import org.clientregistrar.audit.ChangeFeed;
import org.clientregistrar.audit.ChangePosition;

/** The feed of changed clients, by which an authorization server drops its copies of them. */
@Path("/clients/changes")
@Produces(MediaType.APPLICATION_JSON)
public class ChangesEndpoint {

    private final ChangeFeed feed;
    private final ChangeReaders readers;

    ChangesEndpoint(ChangeFeed feed, ChangeReaders readers) {
        this.feed = feed;
        this.readers = readers;
    }

    /** A page of changes; a request that has to wait for one holds no thread meanwhile. */
    @GET
    @Blocking
    @RolesAllowed(Scope.LOOK_UP_CLIENTS)
    public CompletionStage<ChangePage> read(@Context UriInfo uri) {
        var query = ChangeQuery.of(uri);
        return query.after()
                .map(place -> behind(place, query))
                .orElseGet(() -> completedFuture(ChangePage.empty(feed.now())));
    }

    private CompletionStage<ChangePage> behind(ChangePosition place, ChangeQuery query) {
        var changes = feed.behind(place, query.limit() + 1);
        return changes.isEmpty() && !query.patience().isZero()
                ? readers.await(place, query.limit(), query.patience())
                : completedFuture(ChangePage.of(place, changes, query.limit()));
    }
}
