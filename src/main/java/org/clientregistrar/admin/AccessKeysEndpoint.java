package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.LOCATION;
import static jakarta.ws.rs.core.Response.Status.CREATED;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.regex.Pattern;
import org.clientregistrar.access.AccessKeyRecord;
import org.clientregistrar.access.AccessKeys;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.json.JsonBody;

/** The keys with which operators and their programs come in. */
@Path(AccessKeysEndpoint.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scope.WRITE_KEYS)
public class AccessKeysEndpoint {

    static final String PATH = "/admin/access-keys";

    /** All that can stand in the column: what cannot is not asked for. */
    private static final Pattern POSSIBLE_ID = Pattern.compile("[0-9a-f-]{36}");

    private final AccessKeys keys;
    private final SecurityIdentity identity;
    private final Clock clock;
    private final JsonBody body;

    AccessKeysEndpoint(AccessKeys keys, SecurityIdentity identity, Clock clock, JsonBody body) {
        this.keys = keys;
        this.identity = identity;
        this.clock = clock;
        this.body = body;
    }

    @POST
    public Response issue() {
        var request = AccessKeyRequest.of(body.object(), clock.instant());
        var issued =
                keys.issue(
                        Operator.of(identity),
                        request.name(),
                        request.scopes(),
                        request.expiresAt());
        var record = issued.record();
        return Response.status(CREATED)
                .header(LOCATION, PATH + "/" + record.keyId())
                .entity(members(record).put("access_key", issued.key().reveal()))
                .build();
    }

    @GET
    public Response list() {
        var list = JsonNodeFactory.instance.objectNode();
        var items = list.putArray("access_keys");
        keys.list().forEach(key -> items.add(members(key)));
        return Response.ok(list).build();
    }

    @GET
    @Path("/{key_id}")
    public Response read(@PathParam("key_id") String keyId) {
        var key = keys.find(checked(keyId)).orElseThrow(AccessKeysEndpoint::unknown);
        return Response.ok(members(key)).build();
    }

    @DELETE
    @Path("/{key_id}")
    public Response revoke(@PathParam("key_id") String keyId) {
        if (!keys.revoke(Operator.of(identity).actor(), checked(keyId))) {
            throw unknown();
        }
        return Response.noContent().build();
    }

    private static String checked(String keyId) {
        if (!POSSIBLE_ID.matcher(keyId).matches()) {
            throw unknown();
        }
        return keyId;
    }

    private static OAuthException unknown() {
        return OAuthException.notFound("there is no access key with this key_id");
    }

    private static ObjectNode members(AccessKeyRecord key) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put("key_id", key.keyId()).put("name", key.name());
        var scopes = members.putArray("scopes");
        key.scopes().forEach(scopes::add);
        members.put("state", key.state().toString());
        members.put("created_at", key.createdAt().toString()).put("created_by", key.createdBy());
        key.expiresAt().ifPresent(at -> members.put(Expiry.AT, at.toString()));
        key.lastUsedAt().ifPresent(at -> members.put("last_used_at", at.toString()));
        return members;
    }
}
