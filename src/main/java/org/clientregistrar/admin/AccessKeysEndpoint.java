package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.CACHE_CONTROL;
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
import java.time.Instant;
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
    private final JsonBody body;

    AccessKeysEndpoint(AccessKeys keys, SecurityIdentity identity, JsonBody body) {
        this.keys = keys;
        this.identity = identity;
        this.body = body;
    }

    @POST
    public Response issue() {
        var request = AccessKeyRequest.of(body.object(), Instant.now());
        var issued =
                keys.issue(
                        Operator.of(identity),
                        request.name(),
                        request.scopes(),
                        request.expiresAt());
        var record = issued.record();
        return Response.status(CREATED)
                .header(LOCATION, PATH + "/" + record.keyId())
                .header(CACHE_CONTROL, "no-store")
                .entity(members(record).put("access_key", issued.key().reveal()))
                .build();
    }

    @GET
    public Response list() {
        var list = JsonNodeFactory.instance.objectNode();
        var items = list.putArray("access_keys");
        keys.list().forEach(key -> items.add(members(key)));
        return ok(list);
    }

    @GET
    @Path("/{key_id}")
    public Response read(@PathParam("key_id") String keyId) {
        return ok(members(keys.find(checked(keyId)).orElseThrow(AccessKeysEndpoint::unknown)));
    }

    @DELETE
    @Path("/{key_id}")
    public Response revoke(@PathParam("key_id") String keyId) {
        if (!keys.revoke(Operator.of(identity).actor(), checked(keyId))) {
            throw unknown();
        }
        return Response.noContent().header(CACHE_CONTROL, "no-store").build();
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

    private static Response ok(ObjectNode members) {
        return Response.ok(members).header(CACHE_CONTROL, "no-store").build();
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
