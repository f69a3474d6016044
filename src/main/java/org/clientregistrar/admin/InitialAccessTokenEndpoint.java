package org.clientregistrar.admin;

import static jakarta.ws.rs.core.Response.Status.CREATED;
import static jakarta.ws.rs.core.Response.Status.NO_CONTENT;
import static jakarta.ws.rs.core.Response.Status.OK;
import static org.clientregistrar.error.OAuthException.notFound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clientregistrar.access.InitialAccessTokens;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.access.TokenPosition;
import org.clientregistrar.access.TokenRecord;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.json.JsonBody;
import org.clientregistrar.policy.RegistrationPolicy;
import org.clientregistrar.query.QueryParameters;

/** Hands out, shows and revokes initial access tokens (RFC 7591 section 3). */
@Path("/admin/initial-access-tokens")
public class InitialAccessTokenEndpoint {

    private static final String PATH = "/admin/initial-access-tokens";

    /** As all ids are; others never reach the database. */
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final InitialAccessTokens tokens;
    private final RegistrationPolicy policy;
    private final SecurityIdentity identity;
    private final Clock clock;
    private final JsonBody body;

    InitialAccessTokenEndpoint(
            InitialAccessTokens tokens,
            RegistrationPolicy policy,
            SecurityIdentity identity,
            Clock clock,
            JsonBody body) {
        this.tokens = tokens;
        this.policy = policy;
        this.identity = identity;
        this.clock = clock;
        this.body = body;
    }

    @POST
    @RolesAllowed(Scope.WRITE_TOKENS)
    public Response issue() {
        var terms = InitialAccessTokenRequest.terms(body.object(), policy, clock.instant());
        var issued = tokens.issue(terms, Operator.of(identity).actor());
        var reply = members(issued.entry());
        reply.put("initial_access_token", issued.token().reveal());
        return response(CREATED, reply)
                .header(HttpHeaders.LOCATION, PATH + "/" + issued.entry().tokenId())
                .build();
    }

    @GET
    @RolesAllowed(Scope.WRITE_TOKENS)
    public Response list(@Context UriInfo uri) {
        var paging =
                new Paging(PATH, QueryParameters.of(uri.getQueryParameters(), Paging.PARAMETERS));
        var page = tokens.list(paging.after(TokenPosition::parse), paging.limit());
        return paging.reply(
                "initial_access_tokens",
                page.tokens().stream().map(InitialAccessTokenEndpoint::members),
                page.next());
    }

    @GET
    @Path("/{token_id}")
    @RolesAllowed(Scope.WRITE_TOKENS)
    public Response read(@PathParam("token_id") String tokenId) {
        return Optional.of(tokenId)
                .filter(InitialAccessTokenEndpoint::isId)
                .flatMap(tokens::find)
                .map(token -> response(OK, members(token)).build())
                .orElseThrow(InitialAccessTokenEndpoint::unknown);
    }

    @DELETE
    @Path("/{token_id}")
    @RolesAllowed(Scope.WRITE_TOKENS)
    public Response revoke(@PathParam("token_id") String tokenId) {
        if (!isId(tokenId) || !tokens.revoke(tokenId, Operator.of(identity).actor())) {
            throw unknown();
        }
        return Response.status(NO_CONTENT).build();
    }

    private static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static OAuthException unknown() {
        return notFound("there is no such initial access token");
    }

    private static Response.ResponseBuilder response(Response.Status status, ObjectNode reply) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(reply);
    }

    private static ObjectNode members(TokenRecord token) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put("token_id", token.tokenId());
        members.put("state", token.state().toString());
        members.setAll(token.terms().members());
        if (token.terms().maxUses().isPresent()) {
            members.put("uses", token.uses());
        }
        members.put("created_at", token.createdAt().toString());
        members.put("created_by", token.createdBy());
        token.revokedAt().ifPresent(at -> members.put("revoked_at", at.toString()));
        return members;
    }
}
