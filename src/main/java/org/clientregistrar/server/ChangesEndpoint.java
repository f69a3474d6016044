package org.clientregistrar.server;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
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

    /**
     * A page of changes; a request that has to wait for one holds no thread meanwhile. Only its
     * look at the database takes a worker: were one needed for the answer, too, the many answers to
     * one change would fill the queue for workers, and those beyond it would be lost.
     */
    @GET
    @NonBlocking
    @RolesAllowed(Scope.LOOK_UP_CLIENTS)
    public Uni<ChangePage> read(@Context UriInfo uri) {
        var query = ChangeQuery.of(uri);
        return Uni.createFrom()
                .deferred(() -> look(query))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Uni<ChangePage> look(ChangeQuery query) {
        return query.after()
                .map(place -> behind(place, query))
                .orElseGet(() -> Uni.createFrom().item(ChangePage.empty(feed.now())));
    }

    private Uni<ChangePage> behind(ChangePosition place, ChangeQuery query) {
        var changes = feed.behind(place, query.limit() + 1);
        return changes.isEmpty() && !query.patience().isZero()
                ? Uni.createFrom()
                        .completionStage(readers.await(place, query.limit(), query.patience()))
                : Uni.createFrom().item(ChangePage.of(place, changes, query.limit()));
    }
}
