package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.clientregistrar.admin.Admin.with;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.clientregistrar.Rows;
import org.clientregistrar.secret.Secret;

/** The clients behind the admin door. */
public final class Clients {

    static final String URIS = "\"redirect_uris\": [\"https://client.example.org/cb\"]";

    private Clients() {}

    static String path(String id) {
        return "/admin/clients/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Creates a client with a redirect URI and these members, the inside of a JSON object. */
    static ValidatableResponse create(String members) {
        return admin().body("{" + URIS + (members.isEmpty() ? "" : ", ") + members + "}")
                .post("/admin/clients")
                .then();
    }

    /** The identifier of a new client with these members. */
    public static String created(String members) {
        return create(members).statusCode(201).extract().path("client_id");
    }

    public static ValidatableResponse get(String id) {
        return sent(admin(), "GET", id);
    }

    static ValidatableResponse put(String id, String members) {
        return sent(
                admin().body("{" + URIS + (members.isEmpty() ? "" : ", ") + members + "}"),
                "PUT",
                id);
    }

    public static ValidatableResponse patch(String id, String patch) {
        return sent(admin().contentType("application/merge-patch+json").body(patch), "PATCH", id);
    }

    public static ValidatableResponse delete(String id) {
        return sent(admin(), "DELETE", id);
    }

    /** A request whose path is percent-encoded already. */
    static ValidatableResponse sent(RequestSpecification request, String method, String id) {
        return at(request, method, path(id));
    }

    static ValidatableResponse at(RequestSpecification request, String method, String path) {
        return request.urlEncodingEnabled(false).request(method, path).then();
    }

    public static ValidatableResponse post(String id, String action, String body) {
        return at(admin().body(body), "POST", path(id) + action);
    }

    /** The configuration URI as the client itself uses it. */
    static ValidatableResponse self(String method, String id, String token, String body) {
        var request = with(token);
        return at(
                body == null ? request : request.body(body),
                method,
                path(id).replace("/admin/clients", "/register"));
    }

    /** The client's own update, with its client_id, a redirect URI and these members. */
    static ValidatableResponse update(Registered client, String members) {
        var required = "\"client_id\": \"" + client.id() + "\", " + URIS;
        return self(
                "PUT",
                client.id(),
                client.token(),
                "{" + required + (members.isEmpty() ? "" : ", ") + members + "}");
    }

    /** A client that registered itself: its id and registration access token. */
    public record Registered(String id, String token, String secret) {}

    public static Registered registered(String members) {
        var reply =
                anonymous()
                        .body("{" + URIS + (members.isEmpty() ? "" : ", ") + members + "}")
                        .post("/register")
                        .then()
                        .statusCode(201)
                        .extract();
        return new Registered(
                reply.path("client_id"),
                reply.path("registration_access_token"),
                reply.path("client_secret"));
    }

    /** Puts an access key with these scopes into the database, and gives it. */
    public static String key(String... scopes) {
        var key = "key_" + UUID.randomUUID();
        Rows.update(
                "insert into access_key (key_id, name, token_hash, scopes, created_at, created_by) values (?, 'test', ?, to_jsonb(?), now(), 'test')",
                UUID.randomUUID().toString(),
                Secret.of(key).sha256(),
                scopes);
        return key;
    }

    /** The history of a client: the actions in order, or the rows as text. */
    static List<String> history(String id, String columns) {
        return Rows.select(
                "select "
                        + columns
                        + " from audit_event where target_type = 'client' and target_id = ? order by at, event_id",
                id);
    }

    /** The row of a client, as text. */
    static String row(String id) {
        return Rows.select("select client::text from client where client_id = ?", id).get(0);
    }
}
