package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.admin.Clients.at;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.delete;
import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.history;
import static org.clientregistrar.admin.Clients.key;
import static org.clientregistrar.admin.Clients.patch;
import static org.clientregistrar.admin.Clients.path;
import static org.clientregistrar.admin.Clients.post;
import static org.clientregistrar.admin.Clients.put;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Clients.row;
import static org.clientregistrar.admin.Clients.self;
import static org.clientregistrar.admin.Clients.update;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.client.ClientRegistry;
import org.clientregistrar.client.SecretVerdict;
import org.clientregistrar.client.SecretVerdict.Reason;
import org.clientregistrar.client.SecretVerdict.Refused;
import org.clientregistrar.client.SecretVerifier;
import org.clientregistrar.secret.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The secrets of a client as operators see, make and end them. */
@RegistrarTest
class ClientSecretsTest {

    private static final String ID = "[0-9a-f]{16}";

    @Inject ClientRegistry clients;
    @Inject SecretVerifier verifier;

    private static ValidatableResponse list(String id) {
        return at(admin(), "GET", path(id) + "/secrets");
    }

    private static List<String> ids(String id) {
        return list(id).statusCode(200).extract().path("secrets.secret_id");
    }

    private static String rotate(String id, String body) {
        return post(id, "/secrets", body).statusCode(201).extract().path("client_secret");
    }

    private static ValidatableResponse end(String id, String secretId) {
        return at(admin(), "DELETE", path(id) + "/secrets/" + secretId);
    }

    private SecretVerdict verify(String id, String secret) {
        return verifier.verify(id, "client_secret_basic", Secret.of(secret));
    }

    private void assertVerifies(boolean expected, String id, String secret) {
        assertEquals(expected, verify(id, secret) instanceof SecretVerdict.Verified);
    }

    /** As if a time had come that is still to come: that of all ends of secrets. */
    private static void expire(String id, int place) {
        Rows.update(
                "update client set secrets = jsonb_set(secrets, array[?, 'expires_at'], '1000'), next_secret_end = to_timestamp(1000) where client_id = ?",
                Integer.toString(place),
                id);
    }

    private void cleanUp() {
        while (clients.eraseExpiredSecrets() > 0) {
            // the next few
        }
    }

    @Test
    @DisplayName(
            "The list of secrets says which there are, what they are called, until when they are good, and when they were last verified, never what they are")
    void lists() {
        var client = registered("");
        var id = client.id();
        list(id).statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("secrets", hasSize(1))
                .body("secrets[0].secret_id", matchesPattern(ID))
                .body("secrets[0].state", equalTo("current"))
                .body("secrets[0].imported", equalTo(false))
                .body("secrets[0]", not(hasKey("expires_at")))
                .body("secrets[0]", not(hasKey("label")))
                .body("secrets[0]", not(hasKey("last_verified_at")));
        var end = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var next =
                post(
                                id,
                                "/secrets",
                                "{\"overlap_seconds\": 600, \"label\": \"blue\", \"expires_at\": \""
                                        + end
                                        + "\"}")
                        .statusCode(201)
                        .body("client_secret_expires_at", equalTo((int) end.getEpochSecond()))
                        .extract()
                        .<String>path("client_secret");
        var secretIds = ids(id);
        Rows.update(
                "insert into secret_use values (?, ?, '2026-01-02T03:04:05.006Z')",
                id,
                secretIds.get(0));
        var reply =
                list(id).body("secrets.state", contains("retiring", "current"))
                        .body("secrets[0].last_verified_at", equalTo("2026-01-02T03:04:05.006Z"))
                        .body("secrets[1].label", equalTo("blue"))
                        .body("secrets[1].expires_at", equalTo(end.toString()))
                        .extract();
        var retiring = Instant.parse(reply.path("secrets[0].expires_at"));
        assertEquals(
                600,
                ChronoUnit.SECONDS.between(
                        Instant.parse(reply.path("secrets[1].created_at")), retiring),
                1);
        for (var secret : List.of(client.secret(), next)) {
            assertFalse(reply.asString().contains(secret));
            assertVerifies(true, id, secret);
        }
        self("GET", id, client.token(), null)
                .body("client_secret", equalTo(next))
                .body("client_secret_expires_at", equalTo((int) end.getEpochSecond()));
    }

    @Test
    @DisplayName(
            "Of a client that is not there, and of one without secrets, there is no list, or none in it")
    void listsNothing() {
        list("nobody").statusCode(404);
        list("nul%00").statusCode(404);
        list(created("\"client_type\": \"public\"")).statusCode(200).body("secrets", empty());
        var deleted = created("");
        delete(deleted).statusCode(204);
        list(deleted).statusCode(200).body("secrets", empty());
    }

    @Test
    @DisplayName("To see secrets takes clients:read, to end one secrets:write")
    void needsScopes() {
        var id = created("");
        var secrets = path(id) + "/secrets";
        at(with(key("clients:read")), "GET", secrets).statusCode(200);
        at(with(key("clients:write", "secrets:write")), "GET", secrets).statusCode(403);
        var one = secrets + "/" + ids(id).get(0);
        at(with(key("clients:read", "clients:write")), "DELETE", one).statusCode(403);
        at(with("nonsense"), "DELETE", one).statusCode(401);
        at(with(key("secrets:write")), "DELETE", one).statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"label\": \"\\n\"}|label",
                "{\"label\": 1}|label",
                "{\"expires_at\": \"2020-01-01T00:00:00Z\"}|expires_at",
                "{\"expires_at\": 1}|expires_at",
                "{\"expires_in\": 0}|expires_in",
                "{\"expires_in\": 1, \"expires_at\": \"2090-01-01T00:00:00Z\"}|expires_in",
                "{\"overlap_seconds\": -1}|overlap_seconds",
                "{\"overlap_seconds\": 86401}|overlap_seconds",
                "{\"lable\": \"x\"}|",
                "[]|"
            })
    @DisplayName(
            "CHOICE-43: what is wrong with a request for a secret is told, and nothing changes")
    void refuses(String body, String member) {
        var id = created("");
        var before = row(id);
        var reply = post(id, "/secrets", body).statusCode(400);
        if (member != null) {
            reply.body("errors.member", hasItem(member));
        }
        assertEquals(before, row(id));
    }

    @Test
    @DisplayName("A client itself neither calls its secret anything nor says when it ends")
    void leavesLabelsToOperators() {
        var client = registered("");
        for (var member : List.of("\"label\": \"x\"", "\"expires_in\": 60")) {
            at(
                            with(client.token()).body("{" + member + "}"),
                            "POST",
                            "/register/" + client.id() + "/secret")
                    .statusCode(400);
        }
    }

    @Test
    @DisplayName("The reply to a rotation names the new secret as the list does")
    void namesTheNewOne() {
        var id = created("");
        String named = post(id, "/secrets", "").statusCode(201).extract().path("secret_id");
        list(id).body("secrets.find { it.state == 'current' }.secret_id", equalTo(named));
        get(id).body("$", not(hasKey("secret_id")));
    }

    @Test
    @DisplayName("An earlier secret is ended at once, and the current one stays")
    void endsEarlier() {
        var client = registered("");
        var id = client.id();
        var next = rotate(id, "{\"label\": \"blue\"}");
        var secretIds = ids(id);
        end(id, secretIds.get(0)).statusCode(204);
        assertEquals(secretIds.subList(1, 2), ids(id));
        assertVerifies(false, id, client.secret());
        assertVerifies(true, id, next);
        self("GET", id, client.token(), null).body("client_secret", equalTo(next));
        update(client, "\"client_secret\": \"" + client.secret() + "\"").statusCode(400);
        end(id, secretIds.get(0)).statusCode(404);
        assertEquals(
                List.of("registered", "secret_rotated", "secret_deleted"), history(id, "action"));
        var changes = history(id, "changes").get(2);
        assertEquals("{\"secret_ids\": {\"from\": [\"" + secretIds.get(0) + "\"]}}", changes);
    }

    @Test
    @DisplayName(
            "Once the current one is ended, the newest of the others is shown, with its own end")
    void endsCurrent() {
        var client = registered("");
        var id = client.id();
        var next = rotate(id, "{\"overlap_seconds\": 600}");
        end(id, ids(id).get(1)).statusCode(204);
        list(id).body("secrets.state", contains("current"));
        int shown =
                self("GET", id, client.token(), null)
                        .body("client_secret", equalTo(client.secret()))
                        .extract()
                        .path("client_secret_expires_at");
        assertEquals(Instant.now().plusSeconds(600).getEpochSecond(), shown, 30);
        assertVerifies(false, id, next);
        update(client, "\"client_secret\": \"" + client.secret() + "\"")
                .statusCode(200)
                .body("client_secret", equalTo(client.secret()))
                .body("client_secret_expires_at", equalTo(shown));
    }

    @Test
    @DisplayName(
            "A client may be left without a secret: operators change it as before, and its own update or a rotation gives it one")
    void endsLast() {
        var client = registered("");
        var id = client.id();
        end(id, ids(id).get(0)).statusCode(204);
        assertVerifies(false, id, client.secret());
        self("GET", id, client.token(), null)
                .statusCode(200)
                .body("$", not(hasKey("client_secret")))
                .body("$", not(hasKey("client_secret_expires_at")));
        at(
                        with(key("clients:write"))
                                .contentType("application/merge-patch+json")
                                .body("{\"note\": \"leaked\"}"),
                        "PATCH",
                        path(id))
                .statusCode(200);
        put(id, "").statusCode(200).body("$", not(hasKey("client_secret")));
        assertEquals(List.of(), ids(id));
        update(client, "\"client_secret\": \"" + client.secret() + "\"").statusCode(400);
        String renewed = update(client, "").statusCode(200).extract().path("client_secret");
        assertVerifies(true, id, renewed);
        end(id, ids(id).get(0)).statusCode(204);
        assertVerifies(true, id, rotate(id, ""));
    }

    @Test
    @DisplayName(
            "A client without a secret gets one where other metadata needs it, and when it is restored")
    void givesSecretWhereItIsNew() {
        var id = created("");
        end(id, ids(id).get(0)).statusCode(204);
        patch(id, "{\"client_type\": \"public\"}").statusCode(200);
        patch(id, "{\"client_type\": \"confidential\"}")
                .statusCode(200)
                .body("$", hasKey("client_secret"));
        end(id, ids(id).get(0)).statusCode(204);
        delete(id).statusCode(204);
        post(id, "/restore", "").statusCode(200).body("$", hasKey("client_secret"));
    }

    @Test
    @DisplayName("CHOICE-32: a secret is ended in the version alone that If-Match names")
    void honoursIfMatch() {
        var id = created("");
        var one = path(id) + "/secrets/" + ids(id).get(0);
        at(admin().header("If-Match", "\"7\""), "DELETE", one).statusCode(412);
        at(admin().header("If-Match", get(id).extract().header("ETag")), "DELETE", one)
                .statusCode(204);
        get(id).header("ETag", "\"1\"");
    }

    @Test
    @DisplayName(
            "What is no secret of the client's cannot be ended, nor one of a client that is not there")
    void endsNothingElse() {
        var id = created("");
        var others = ids(created("")).get(0);
        for (var secretId : List.of(others, "x", "nul%00", "a".repeat(4_000))) {
            end(id, secretId).statusCode(404);
        }
        end("nobody", others).statusCode(404);
        var deleted = created("");
        var secretId = ids(deleted).get(0);
        delete(deleted).statusCode(204);
        end(deleted, secretId).statusCode(409);
        assertEquals(List.of("registered"), history(id, "action"));
    }

    @Test
    @DisplayName("Of requests at once that end the same secret, one does, with one event")
    void endsOnce() throws Exception {
        var id = created("");
        var secretId = ids(id).get(0);
        var statuses =
                AtOnce.run(
                        IntStream.range(0, 8)
                                .<Callable<Integer>>mapToObj(
                                        i -> () -> end(id, secretId).extract().statusCode())
                                .toList());
        assertEquals(1, Collections.frequency(statuses, 204), statuses.toString());
        assertTrue(
                statuses.stream().allMatch(List.of(204, 404, 503)::contains), statuses.toString());
        assertEquals(List.of("registered", "secret_deleted"), history(id, "action"));
    }

    @Test
    @DisplayName(
            "CHOICE-22: an expired secret never verifies; it is erased, with its use, and the history and the version say so")
    void erasesExpired() {
        var client = registered("");
        var id = client.id();
        var next = rotate(id, "");
        var secretIds = ids(id);
        for (var secretId : secretIds) {
            Rows.update("insert into secret_use values (?, ?, now())", id, secretId);
        }
        expire(id, 0);
        assertEquals(new Refused(Reason.EXPIRED_SECRET), verify(id, client.secret()));
        list(id).body("secrets.state.toSet()", hasSize(2));
        cleanUp();
        assertEquals(secretIds.subList(1, 2), ids(id));
        assertEquals(new Refused(Reason.WRONG_SECRET), verify(id, client.secret()));
        assertVerifies(true, id, next);
        assertEquals(
                secretIds.subList(1, 2),
                Rows.select("select secret_id from secret_use where client_id = ?", id));
        get(id).header("ETag", "\"2\"");
        assertEquals(
                List.of("registered", "secret_rotated", "secrets_expired"), history(id, "action"));
        assertEquals("service", history(id, "actor_type").get(2));
        cleanUp();
        assertEquals(3, history(id, "action").size());
    }

    @Test
    @DisplayName(
            "CHOICE-22: once its expired secret is erased, a client is shown none, and its next update gives it one")
    void erasesExpiredCurrent() {
        var client = registered("");
        var id = client.id();
        expire(id, 0);
        cleanUp();
        self("GET", id, client.token(), null)
                .header("ETag", "\"1\"")
                .body("$", not(hasKey("client_secret")));
        patch(id, "{\"note\": \"x\"}").statusCode(200).body("$", not(hasKey("client_secret")));
        String renewed = update(client, "").statusCode(200).extract().path("client_secret");
        assertVerifies(true, id, renewed);
        assertTrue(history(id, "changes").get(1).contains("{\"from\": \"earlier\"}"));
    }

    @Test
    @DisplayName(
            "CHOICE-43: an update that replaces an expired secret leaves the earlier ones that are good")
    void keepsEarlierOnRenewal() {
        var client = registered("");
        var id = client.id();
        var next = rotate(id, "");
        expire(id, 1);
        String renewed = update(client, "").statusCode(200).extract().path("client_secret");
        assertVerifies(true, id, client.secret());
        assertVerifies(false, id, next);
        assertVerifies(true, id, renewed);
    }

    @Test
    @DisplayName("The use of secrets goes with the client")
    void forgetsUseOfDeleted() {
        var id = created("");
        Rows.update("insert into secret_use values (?, ?, now())", id, ids(id).get(0));
        delete(id).statusCode(204);
        assertEquals(
                List.of(), Rows.select("select secret_id from secret_use where client_id = ?", id));
    }
}
