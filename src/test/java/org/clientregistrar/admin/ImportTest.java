package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Batch.bring;
import static org.clientregistrar.admin.Batch.export;
import static org.clientregistrar.admin.Clients.history;
import static org.clientregistrar.admin.Clients.key;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator brings clients along. */
@RegistrarTest
class ImportTest {

    private final String prefix = "in-" + UUID.randomUUID() + "-";

    /** A line of a client with this name and these members. */
    private String line(String name, String members) {
        return "{\"client_id\": \""
                + prefix
                + name
                + "\", "
                + Clients.URIS
                + (members.isEmpty() ? "" : ", " + members)
                + "}\n";
    }

    private static String confidential(int number) {
        return "\"client_secret\": \"secret-" + "x".repeat(60) + number + "\"";
    }

    private static final String PUBLIC = "\"token_endpoint_auth_method\": \"none\"";

    private int count() {
        return Integer.parseInt(
                Rows.select("select count(*) from client where client_id like ?", prefix + "%")
                        .get(0));
    }

    private int events() {
        return Integer.parseInt(
                Rows.select("select count(*) from audit_event where target_id like ?", prefix + "%")
                        .get(0));
    }

    private ValidatableResponse secrets() {
        return admin().get("/admin/clients/" + prefix + "a/secrets").then().statusCode(200);
    }

    private static String detail(Batch.Reply reply, int place) {
        return reply.items().get(place).at("/errors/0/detail").textValue();
    }

    private static List<String> members(JsonNode outcome, String of) {
        return outcome.path(of).findValuesAsText("member");
    }

    @Test
    @DisplayName(
            "Each line of an import is a client; the reply has an outcome for each in their order, and a summary")
    void creates() {
        var body =
                line("a", confidential(1) + ", \"owner\": \"Team\", \"state\": \"disabled\"")
                        + line("b", PUBLIC + ", \"created_at\": \"2014-05-06T07:08:09.123456Z\"")
                        + line("c", PUBLIC + ", \"client_id_issued_at\": 1400000000");
        var reply = bring("", body);
        assertEquals(200, reply.status());
        assertEquals(Batch.NDJSON, reply.header("Content-Type"));
        assertEquals(List.of("created", "created", "created"), reply.outcomes());
        assertEquals(
                List.of(1, 2, 3),
                reply.items().stream().map(line -> line.get("line").intValue()).toList());
        assertEquals(prefix + "a", reply.items().get(0).get("client_id").textValue());
        assertFalse(reply.items().get(0).has("client_secret"), "it was brought along");
        assertEquals(3, reply.summary().get("created").intValue());
        assertTrue(reply.summary().get("complete").booleanValue());
        assertFalse(reply.summary().get("dry_run").booleanValue());
        Clients.get(prefix + "a")
                .body("owner", equalTo("Team"))
                .body("state", equalTo("disabled"))
                .body("imported", equalTo(true));
        Clients.get(prefix + "b").body("created_at", equalTo("2014-05-06T07:08:09.123456Z"));
        Clients.get(prefix + "c").body("client_id_issued_at", equalTo(1400000000));
        assertEquals(List.of("registered"), history(prefix + "a", "action"));
        assertEquals(
                List.of("true"),
                Rows.select(
                        "select (request_id is not null and address is not null and warnings is not null)::text from audit_event where target_id = ?",
                        prefix + "a"));
    }

    @Test
    @DisplayName(
            "Lines end with LF or CRLF, the last one need not, empty ones are nothing; broken ones are refused, and the others are not")
    void readsLines() {
        var large = "\"x\": \"" + "x".repeat(200_000) + "\"";
        var body =
                Stream.of(
                                line("a", PUBLIC).strip(),
                                "",
                                "{\"client_id\": ",
                                line("b", PUBLIC).strip() + "\r",
                                "[]",
                                line("long", PUBLIC + ", " + large).strip(),
                                line(
                                                "twice",
                                                PUBLIC
                                                        + ", \"client_name\": \"a\", \"client_name\": \"b\"")
                                        .strip(),
                                "   \t",
                                line("nul", PUBLIC + ", \"client_name\": \"\\u0000\"").strip(),
                                line("c", PUBLIC).strip())
                        .collect(Collectors.joining("\n"));
        var reply = bring("", body);
        assertEquals(
                List.of(
                        "created", "refused", "created", "refused", "refused", "refused", "refused",
                        "created"),
                reply.outcomes());
        assertEquals(
                List.of(1, 3, 4, 5, 6, 7, 9, 10),
                reply.items().stream().map(line -> line.get("line").intValue()).toList());
        var rules = reply.items().stream().map(line -> line.at("/errors/0/rule").asText()).toList();
        assertEquals("CHOICE-17", rules.get(1));
        assertEquals("RFC7591-3.1-04", rules.get(3));
        assertEquals("CHOICE-36", rules.get(4));
        assertEquals("RFC8259-4-01", rules.get(5));
        assertEquals("RFC8259-8.1-01", rules.get(6));
        assertEquals(3, count());
    }

    @Test
    @DisplayName("A line that is not UTF-8 is refused")
    void refusesOtherEncodings() {
        var body = line("latin", PUBLIC + ", \"client_name\": \"caf\u00e9\"");
        var reply =
                bring(
                        TestDatabase.ACCESS_KEY,
                        "",
                        Batch.NDJSON,
                        body.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("RFC8259-8.1-01", reply.items().get(0).at("/errors/0/rule").asText());
        assertEquals(0, count());
    }

    @Test
    @DisplayName("An empty body brings nothing")
    void takesNothing() {
        var reply = bring("", "");
        assertEquals(List.of(), reply.outcomes());
        assertTrue(reply.summary().get("complete").booleanValue());
    }

    @Test
    @DisplayName(
            "A line is checked as a request to create the client is: each fault is told, and its group is not touched")
    void checksLines() {
        var body =
                line("a", PUBLIC)
                        + "{\"client_name\": \"no id\"}\n"
                        + line("bad", PUBLIC + ", \"logo_uri\": \"x\", \"state\": \"deleted\"")
                        + line("consent", PUBLIC + ", \"require_consent\": false")
                        + line("token", PUBLIC + ", \"issue_registration_access_token\": true")
                        + line("expiry", PUBLIC + ", \"client_secret_expires_at\": 5")
                        + line("future", PUBLIC + ", \"created_at\": \"2999-01-01T00:00:00Z\"")
                        + line("b", PUBLIC);
        var reply = bring("", body);
        assertEquals(
                List.of(
                        "created", "refused", "refused", "refused", "refused", "refused", "refused",
                        "created"),
                reply.outcomes());
        var items = reply.items();
        assertEquals(List.of("client_id"), members(items.get(1), "errors"));
        assertEquals(List.of("state", "logo_uri"), members(items.get(2), "errors"));
        assertEquals(List.of("require_consent"), members(items.get(3), "errors"));
        assertEquals(List.of("issue_registration_access_token"), members(items.get(4), "errors"));
        assertEquals(List.of("client_secret_expires_at"), members(items.get(5), "errors"));
        assertEquals(List.of("date_created"), members(items.get(6), "errors"));
        assertEquals(2, count());
        assertEquals(2, events());
    }

    @Test
    @DisplayName(
            "A client that needs a secret brings it along, or make_secrets=true makes one, which its outcome tells this once")
    void makesSecrets() {
        var refused = bring("", line("a", ""));
        assertEquals(List.of("refused"), refused.outcomes());
        assertEquals(List.of("client_secret"), members(refused.items().get(0), "errors"));
        var made = bring("?make_secrets=true", line("a", "")).items().get(0);
        assertEquals("created", made.get("outcome").textValue());
        assertEquals(64, made.get("client_secret").textValue().length());
        assertEquals(0, made.get("client_secret_expires_at").intValue());
        var again = bring("?make_secrets=true", line("a", "")).items().get(0);
        assertEquals("unchanged", again.get("outcome").textValue());
        assertFalse(again.has("client_secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null"})
    @DisplayName(
            "An empty client_secret is none: the line is refused, or gets a secret that its outcome tells")
    void takesAnEmptySecretForNone(String empty) {
        var none = line("a", "\"client_secret\": " + empty);
        var refused = bring("", none);
        assertEquals(List.of("refused"), refused.outcomes(), refused.text());
        assertEquals(List.of("client_secret"), members(refused.items().get(0), "errors"));
        assertEquals(0, count());
        var ending =
                line(
                        "a",
                        "\"client_secret\": "
                                + empty
                                + ", \"client_secret_expires_at\": 4000000000");
        assertEquals(
                List.of("client_secret_expires_at"),
                members(bring("?make_secrets=true", ending).items().get(0), "errors"));
        var made = bring("?make_secrets=true", none).items().get(0);
        assertEquals("created", made.get("outcome").textValue());
        assertEquals(64, made.get("client_secret").textValue().length());
        var replaced = line("b", PUBLIC);
        bring("", replaced);
        var query = "?on_conflict=replace";
        var confidential = line("b", "\"client_secret\": " + empty);
        assertEquals(List.of("refused"), bring(query, confidential).outcomes());
        assertTrue(
                bring(query + "&make_secrets=true", confidential)
                        .items()
                        .get(0)
                        .has("client_secret"));
    }

    @Test
    @DisplayName("The end of a secret is kept")
    void keepsTheEndOfSecrets() {
        var end = 4_000_000_000L;
        bring("", line("a", confidential(1) + ", \"client_secret_expires_at\": " + end));
        var exported = export("?secrets=true&text=" + prefix + "a").items().get(0);
        assertEquals(end, exported.get("client_secret_expires_at").longValue());
        bring("", line("b", confidential(1) + ", \"client_secret_expires_at\": 0"));
        assertEquals(
                0,
                export("?secrets=true&text=" + prefix + "b")
                        .items()
                        .get(0)
                        .get("client_secret_expires_at")
                        .longValue());
    }

    @Test
    @DisplayName(
            "CHOICE-22: a secret that has ended is left out with a warning, its client begins without one, and is unchanged when the line comes again")
    void leavesEndedSecretsOut() {
        var line = line("a", confidential(1) + ", \"client_secret_expires_at\": 1500000000");
        var reply = bring("?make_secrets=true", line);
        assertEquals(List.of("created"), reply.outcomes());
        assertTrue(members(reply.items().get(0), "warnings").contains("client_secret_expires_at"));
        assertFalse(reply.items().get(0).has("client_secret"));
        secrets().body("secrets", empty());
        assertEquals(List.of("unchanged"), bring("", line).outcomes());
    }

    @Test
    @DisplayName(
            "A client that is without a secret just now leaves, comes along, and leaves again as it is")
    void bringsClientsWithoutSecrets() {
        bring("", line("a", confidential(1)));
        String secret = secrets().extract().path("secrets[0].secret_id");
        admin().delete("/admin/clients/" + prefix + "a/secrets/" + secret).then().statusCode(204);
        var query = "?secrets=true&text=" + prefix + "a";
        var left = export(query);
        assertTrue(left.items().get(0).get("client_secret_absent").booleanValue());
        Rows.update("delete from client where client_id = ?", prefix + "a");
        assertEquals(List.of("created"), bring("?make_secrets=true", left.text()).outcomes());
        secrets().body("secrets", empty());
        assertEquals(kept(left), kept(export(query)));
        assertEquals(List.of("unchanged"), bring("", left.text()).outcomes());
        var both = line("b", confidential(1) + ", \"client_secret_absent\": true");
        assertEquals(List.of("refused"), bring("", both).outcomes());
    }

    @Test
    @DisplayName(
            "What is here already is left as it is: unchanged where it is what the line says, else a conflict, or replaced where that is asked for")
    void meetsClients() {
        var first = line("a", confidential(1) + ", \"client_name\": \"One\"");
        bring("", first + line("gone", PUBLIC));
        Clients.delete(prefix + "gone").statusCode(204);
        var before = Clients.row(prefix + "a");
        var body =
                first
                        + line("a", confidential(1) + ", \"client_name\": \"Two\"")
                        + line("a", confidential(2) + ", \"client_name\": \"One\"")
                        + line("gone", PUBLIC);
        var reply = bring("", body);
        assertEquals(List.of("unchanged", "conflict", "conflict", "conflict"), reply.outcomes());
        assertEquals(3, reply.summary().get("conflict").intValue());
        assertTrue(detail(reply, 1).startsWith("is here, and differs in client_name;"));
        assertTrue(detail(reply, 2).startsWith("is here, and differs in client_secret;"));
        assertEquals(before, Clients.row(prefix + "a"));
        assertEquals(List.of("registered"), history(prefix + "a", "action"));

        var replaced = bring("?on_conflict=replace", body);
        assertEquals(List.of("unchanged", "replaced", "replaced", "conflict"), replaced.outcomes());
        Clients.get(prefix + "a").body("client_name", equalTo("One"));
        assertEquals(List.of("registered", "updated", "updated"), history(prefix + "a", "action"));
    }

    @Test
    @DisplayName(
            "The same file a second time changes nothing, and goes on where the first time broke off")
    void comesTwice() {
        var lines =
                IntStream.range(0, 250)
                        .mapToObj(
                                number ->
                                        line(
                                                "n" + number,
                                                number % 2 == 0 ? PUBLIC : confidential(number)))
                        .toList();
        bring("", String.join("", lines.subList(0, 130)));
        var reply = bring("", String.join("", lines));
        assertEquals(130, reply.summary().get("unchanged").intValue());
        assertEquals(120, reply.summary().get("created").intValue());
        assertEquals(250, bring("", String.join("", lines)).summary().get("unchanged").intValue());
        assertEquals(250, count());
        assertEquals(250, events());
    }

    @Test
    @DisplayName(
            "A client that is in the body twice is created once; a dry run tells of the second line")
    void meetsItself() {
        var body = line("a", PUBLIC) + line("b", PUBLIC) + line("a", PUBLIC);
        assertEquals(
                List.of("created", "created", "conflict"), bring("?dry_run=true", body).outcomes());
        assertEquals(List.of("created", "created", "unchanged"), bring("", body).outcomes());
        assertEquals(2, events());
    }

    @Test
    @DisplayName("A dry run tells all outcomes and changes nothing")
    void runsDry() {
        bring("", line("old", PUBLIC));
        var before = events();
        var body =
                line("old", PUBLIC)
                        + line("new", confidential(1))
                        + line("bad", "\"redirect_uris\": 1")
                        + line("old2", PUBLIC)
                        + line("old", PUBLIC + ", \"client_name\": \"Other\"");
        var reply = bring("?dry_run=true&on_conflict=replace", body.replace("old2", "x"));
        assertEquals(
                List.of("unchanged", "created", "refused", "created", "conflict"),
                reply.outcomes());
        assertTrue(reply.summary().get("dry_run").booleanValue());
        assertEquals(
                List.of("replaced"),
                bring(
                                "?dry_run=true&on_conflict=replace",
                                line("old", PUBLIC + ", \"client_name\": \"Other\""))
                        .outcomes());
        assertEquals(1, count());
        assertEquals(before, events());
    }

    @Test
    @DisplayName(
            "An export that is imported into a registry without these clients, and exported again, is the same")
    void goesRound() {
        var owner = "round " + UUID.randomUUID();
        var query = "?secrets=true&owner=" + owner.replace(" ", "%20");
        var ofOwner = "\"owner\": \"" + owner + "\"";
        Clients.created(
                ofOwner + ", \"client_name\": \"Caf\u00e9 \\ud83d\\ude80\", \"note\": \"a\\nb\"");
        Clients.created(
                ofOwner
                        + ", \"state\": \"disabled\", \"locked\": true, \"require_consent\": false, \"reuse_consent\": false");
        Clients.created(
                ofOwner
                        + ", "
                        + PUBLIC
                        + ", \"client_name#de\": \"Name\", \"default_max_age\": 60");
        Clients.created(
                ofOwner
                        + ", \"grant_types\": [\"client_credentials\"], \"id_token_signed_response_alg\": \"HS256\", \"response_types\": []");
        Clients.created(
                ofOwner
                        + ", \"date_created\": \"2015-01-02\", \"jwks\": {\"keys\": []}, \"client_id\": \""
                        + prefix
                        + "odd id %2F?\"");
        var before = export(query);
        assertEquals(5, before.items().size());
        Rows.update("delete from client where owner = ?", owner);
        var reply = bring("", before.text());
        assertEquals(5, reply.summary().get("created").intValue());
        assertEquals(1, reply.summary().get("skipped").intValue(), "the last line of the export");
        assertEquals(kept(before), kept(export(query)));
        assertEquals(5, bring("", before.text()).summary().get("unchanged").intValue());
    }

    @Test
    @DisplayName(
            "Of a client with two good secrets the current one leaves, and comes along as the only one; of the other the line says nothing")
    void takesTheCurrentSecretAlong() {
        var id = prefix + "a";
        bring("", line("a", confidential(1)));
        String current =
                Clients.post(id, "/secrets", "{\"overlap_seconds\": 600, \"label\": \"blue\"}")
                        .statusCode(201)
                        .extract()
                        .path("client_secret");
        var query = "?secrets=true&text=" + id;
        var line = export(query).items().get(0);
        assertEquals(current, line.get("client_secret").textValue());
        assertEquals(0, line.get("client_secret_expires_at").intValue());
        assertFalse(line.has("client_secret_withheld"));
        assertFalse(line.toString().contains("secret-xxx"));
        Rows.update("delete from client where client_id = ?", id);
        assertEquals(List.of("created"), bring("", line + "\n").outcomes());
        assertEquals(
                List.of("1"),
                Rows.select(
                        "select jsonb_array_length(secrets)::text from client where client_id = ?",
                        id));
        assertEquals(current, export(query).items().get(0).get("client_secret").textValue());
    }

    @Test
    @DisplayName(
            "A picture does not come along: its logo_uri is left out with a warning, and the same line is unchanged from then on")
    void leavesPicturesBehind() {
        var id = prefix + "a";
        bring("", line("a", PUBLIC));
        var url = Logos.put(id, 16);
        var line = export("?text=" + id).items().get(0);
        assertEquals(url, line.get("logo_uri").textValue());
        Logos.put(id, 24);
        assertEquals(
                List.of("unchanged"), bring("", line + "\n").outcomes(), "it has a later picture");
        Rows.update("delete from client_logo where client_id = ?", id);
        Rows.update("delete from client where client_id = ?", id);
        for (var query : List.of("?dry_run=true", "")) {
            var reply = bring(query, line + "\n");
            assertEquals(List.of("created"), reply.outcomes());
            assertTrue(members(reply.items().get(0), "warnings").contains("logo_uri"));
        }
        assertFalse(export("?text=" + id).items().get(0).has("logo_uri"));
        assertEquals(List.of("unchanged"), bring("", line + "\n").outcomes());
        Clients.patch(id, "{\"logo_uri\": \"https://client.example.org/logo.png\"}");
        assertEquals(List.of("conflict"), bring("", line + "\n").outcomes());
    }

    /** Without what is for the registry itself to say. */
    private static List<ObjectNode> kept(Batch.Reply export) {
        return export.items().stream()
                .map(line -> line.<ObjectNode>remove(List.of("updated_at", "imported", "origin")))
                .toList();
    }

    @Test
    @DisplayName("A client that registered with bounds leaves them behind, which its outcome says")
    void leavesBoundsBehind() {
        var reply =
                bring(
                        "",
                        line(
                                "a",
                                PUBLIC
                                        + ", \"bounds\": {\"scopes\": [\"a\"]}, \"origin\": \"token\", \"imported\": false, \"updated_at\": \"2015-01-02T00:00:00Z\", \"client_secret_withheld\": true"));
        assertEquals(List.of("created"), reply.outcomes());
        assertTrue(members(reply.items().get(0), "warnings").contains("bounds"));
        Clients.get(prefix + "a").body("origin", equalTo("admin"));
    }

    @Test
    @DisplayName(
            "To import takes clients:write, and secrets:write for each line that brings a secret")
    void takesScopes() {
        var body =
                (line("a", PUBLIC) + line("b", confidential(1))).getBytes(StandardCharsets.UTF_8);
        var refused = bring(key("clients:read", "secrets:write"), "", Batch.NDJSON, body);
        assertEquals(403, refused.status());
        var half = bring(key("clients:write"), "", Batch.NDJSON, body);
        assertEquals(List.of("created", "refused"), half.outcomes());
        assertEquals("RFC6750-3.1-03", half.items().get(1).at("/errors/0/rule").asText());
        assertEquals(
                List.of("unchanged", "created"),
                bring(key("clients:write", "secrets:write"), "", Batch.NDJSON, body).outcomes());
    }

    @Test
    @DisplayName(
            "A new secret for a client that is here takes secrets:write, and the group of its line goes on")
    void takesScopeForNewSecrets() {
        bring("", line("a", PUBLIC));
        var body = (line("a", "") + line("b", PUBLIC)).getBytes(StandardCharsets.UTF_8);
        var query = "?on_conflict=replace&make_secrets=true";
        var dry = bring(key("clients:write"), query + "&dry_run=true", Batch.NDJSON, body);
        assertEquals(List.of("refused", "created"), dry.outcomes());
        assertEquals("RFC6750-3.1-03", dry.items().get(0).at("/errors/0/rule").asText());
        var reply = bring(key("clients:write"), query, Batch.NDJSON, body);
        assertEquals(List.of("refused", "created"), reply.outcomes());
        var all = bring("?on_conflict=replace&make_secrets=true", line("a", "")).items().get(0);
        assertEquals("replaced", all.get("outcome").textValue());
        assertEquals(64, all.get("client_secret").textValue().length());
    }

    @ParameterizedTest
    @CsvSource({
        "?format=ndjson, application/x-ndjson, 400",
        "'', text/plain, 415",
        "'', application/x-ndjson; charset=iso-8859-1, 415",
        "?format=django-oidc-provider, text/plain, 415",
        "?format=csv, application/x-ndjson, 400",
        "?dry_run=yes, application/x-ndjson, 400",
        "?on_conflict=keep, application/x-ndjson, 400",
        "?limit=5, application/x-ndjson, 400",
    })
    @DisplayName("Another content type or query is refused before anything is read")
    void refusesRequests(String query, String type, int status) {
        var body = line("a", PUBLIC).getBytes(StandardCharsets.UTF_8);
        var reply = bring(TestDatabase.ACCESS_KEY, query, type, body);
        assertEquals(status, reply.status());
        assertEquals(0, count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "replace"})
    @DisplayName(
            "The same file at once from several programs makes each client once, and all are told so")
    void isSentAtOnce(String onConflict) throws Exception {
        var forward =
                IntStream.range(0, 60).mapToObj(number -> line("n" + number, PUBLIC)).toList();
        var backward = new ArrayList<>(forward);
        Collections.reverse(backward);
        Callable<Batch.Reply> one =
                () -> bring("?on_conflict=" + onConflict, String.join("", forward));
        Callable<Batch.Reply> other =
                () -> bring("?on_conflict=" + onConflict, String.join("", backward));
        var replies = AtOnce.run(List.of(one, other, one, other));
        var created = 0;
        for (var reply : replies) {
            assertTrue(reply.summary().get("complete").booleanValue(), reply.text());
            created += reply.summary().get("created").intValue();
            assertEquals(
                    60,
                    reply.summary().get("created").intValue()
                            + reply.summary().get("unchanged").intValue(),
                    reply.text());
        }
        assertEquals(60, created);
        assertEquals(60, events());
    }

    @Test
    @DisplayName(
            "Where the database does not answer, the import ends with what it has told of, and says so; the same file goes on later")
    void bearsTheDatabase() throws SQLException {
        var body =
                Stream.of("a", "b", "c")
                        .map(name -> line(name, PUBLIC))
                        .collect(Collectors.joining());
        try (var connection = TestDatabase.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Who creates the client b waits for whoever has this lock.
            statement.execute(
                    "select pg_advisory_xact_lock(hashtextextended('" + prefix + "b', 0))");
            var one = bring("", body);
            assertEquals(List.of("created"), one.outcomes(), one.text());
            assertFalse(one.summary().get("complete").booleanValue());
            assertEquals(
                    "the service cannot answer now; try again soon",
                    one.summary().at("/errors/0/detail").asText());
            statement.execute("lock table client");
            var none = bring("", body);
            assertEquals(List.of("summary"), names(none.lines().get(0)));
            assertFalse(none.summary().get("complete").booleanValue());
            connection.rollback();
        }
        assertEquals(1, count());
        assertEquals(1, events());
        assertEquals(List.of("unchanged", "created", "created"), bring("", body).outcomes());
    }

    @Test
    @DisplayName("The lines may come as the items of one array, too")
    void readsArrays() {
        var body = "[" + line("a", PUBLIC) + ", 5, " + line("b", PUBLIC) + "]";
        var reply =
                bring(
                        TestDatabase.ACCESS_KEY,
                        "",
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("created", "refused", "created"), reply.outcomes());
        assertTrue(reply.summary().get("complete").booleanValue());
    }

    private static List<String> names(ObjectNode line) {
        return line.properties().stream().map(Map.Entry::getKey).toList();
    }
}
