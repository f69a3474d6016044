package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.insufficientScope;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.json.LineReply;
import org.clientregistrar.query.QueryParameters;

/** Where operators take clients away, all or some of them, one in each line. */
@Path("/admin/export")
public class ExportEndpoint {

    private static final String AFTER = "after";
    private static final String SECRETS = "secrets";
    private static final int LONGEST_IDENTIFIER = 255;

    private static final Set<String> PARAMETERS =
            Stream.concat(ClientQuery.FILTERS.stream(), Stream.of(AFTER, SECRETS))
                    .collect(Collectors.toUnmodifiableSet());

    private final ClientExport clients;
    private final SecurityIdentity identity;
    private final ObjectMapper json;

    ExportEndpoint(ClientExport clients, SecurityIdentity identity, ObjectMapper json) {
        this.clients = clients;
        this.identity = identity;
        this.json = json;
    }

    @GET
    @RolesAllowed(Scope.READ_CLIENTS)
    public Response take(@Context UriInfo uri) {
        var query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        var filter = ClientQuery.filter(query);
        var after = query.text(AFTER, 1, LONGEST_IDENTIFIER);
        var withSecrets = query.flag(SECRETS);
        if (withSecrets && !Operator.of(identity).scopes().contains(Scope.SECRETS_READ)) {
            throw insufficientScope(Scope.READ_SECRETS);
        }
        return LineReply.of(reply -> clients.write(filter, after, withSecrets, reply), json);
    }
}
