package org.clientregistrar.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.clientregistrar.access.Scope;
import org.clientregistrar.audit.History;
import org.clientregistrar.json.JsonBody;

/** The history of all changes. */
@Path("/admin/audit-events")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryEndpoint {

    private final History history;
    private final JsonBody body;

    HistoryEndpoint(History history, JsonBody body) {
        this.history = history;
        this.body = body;
    }

    @GET
    @RolesAllowed(Scope.READ_AUDIT)
    public Response read(@Context UriInfo uri) {
        var query = HistoryQuery.ofAll(uri);
        return HistoryView.reply(history, query.filter(), query.paging());
    }

    /** Holds a part of the history against its seals. Changes nothing. */
    @POST
    @Path("/verification")
    @RolesAllowed(Scope.READ_AUDIT)
    public Response verify() {
        var request = VerificationRequest.of(body);
        var report = history.verify(request.from(), request.expected());
        return Response.ok(HistoryView.report(report)).build();
    }
}
