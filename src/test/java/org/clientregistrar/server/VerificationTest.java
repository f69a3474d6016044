package org.clientregistrar.server;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.server.Lookups.verify;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.admin.Clients;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /clients/{client_id}/verify. */
@RegistrarTest
class VerificationTest {

    private static final String BASIC = "client_secret_basic";

    private static void refuses(String id, String method, String secret, String reason) {
        verify(id, method, secret)
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("active", equalTo(false))
                .body("reason", equalTo(reason))
                .body("$", not(hasKey("client_id")))
                .body("$", not(hasKey("secret_id")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
    @DisplayName("A secret that is good is told with its id and end")
    void verifies(String method) {
        var client = Clients.registered("\"token_endpoint_auth_method\": \"" + method + "\"");
        verify(client.id(), method, client.secret())
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("active", equalTo(true))
                .body("client_id", equalTo(client.id()))
                .body("secret_id", matchesPattern("[0-9a-f]{16}"))
                .body("client_secret_expires_at", equalTo(0))
                .body("$", not(hasKey("label")))
                .body("$", not(hasKey("reason")));
    }

    @Test
    @DisplayName(
            "CHOICE-43: after a rotation both secrets are good, each by its id, until the earlier one ends")
    void verifiesBoth() {
        var client = Clients.registered("");
        String second =
                Clients.post(client.id(), "/secrets", "{\"overlap_seconds\": 600}")
                        .statusCode(201)
                        .extract()
                        .path("client_secret");
        var earlier = verify(client.id(), BASIC, client.secret()).body("active", equalTo(true));
        var current = verify(client.id(), BASIC, second).body("active", equalTo(true));
        assertNotEquals(
                earlier.extract().<String>path("secret_id"),
                current.extract().<String>path("secret_id"));
        int end = earlier.extract().path("client_secret_expires_at");
        assertEquals(System.currentTimeMillis() / 1000.0 + 600, end, 30);
        Rows.update(
                "update client set secrets = jsonb_set(secrets, '{0,expires_at}', '1700000000') where client_id = ?",
                client.id());
        verify(client.id(), BASIC, client.secret()).body("active", equalTo(false));
        verify(client.id(), BASIC, second).body("active", equalTo(true));
    }

    @Test
    @DisplayName(
            "More first verifications at once than the service has connections are all answered, and store the secrets anew")
    void renewsWithOneConnection() throws Exception {
        var clients = IntStream.range(0, 40).mapToObj(i -> Clients.registered("")).toList();
        var ids = clients.stream().map(Clients.Registered::id).toArray(String[]::new);
        Rows.update(
                "update client set secrets = secrets #- '{0,hash}' where client_id = any (?)",
                (Object) ids);
        var key = Clients.key("clients:verify");
        var statuses =
                AtOnce.run(
                        clients.stream()
                                .<Callable<Integer>>map(
                                        client ->
                                                () ->
                                                        with(key)
                                                                .body(
                                                                        "{\"method\": \"%s\", \"client_secret\": \"%s\"}"
                                                                                .formatted(
                                                                                        BASIC,
                                                                                        client
                                                                                                .secret()))
                                                                .post(
                                                                        Lookups.path(client.id())
                                                                                + "/verify")
                                                                .then()
                                                                .extract()
                                                                .statusCode())
                                .toList());
        assertEquals(Collections.nCopies(clients.size(), 200), statuses);
        assertEquals(
                List.of("40"),
                Rows.select(
                        "select count(*) from client where secrets->0->'hash' is not null and client_id = any (?)",
                        (Object) ids));
    }

    private static double counted(String verdict) {
        var series = "registrar_verifications_total{verdict=\"" + verdict + "\"}";
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    @Test
    @DisplayName("Metrics count what became of verifications, and name no client")
    void counts() {
        var client = Clients.registered("");
        var verified = counted("verified");
        var wrong = counted("wrong_secret");
        var unknown = counted("unknown_client");
        verify(client.id(), BASIC, client.secret()).statusCode(200);
        verify(client.id(), BASIC, "x").statusCode(200);
        verify(client.id(), BASIC, "y").statusCode(200);
        verify("nobody-at-all", BASIC, "y").statusCode(200);
        assertEquals(verified + 1, counted("verified"));
        assertEquals(wrong + 2, counted("wrong_secret"));
        assertEquals(unknown + 1, counted("unknown_client"));
        given().get("/q/metrics")
                .then()
                .body(not(containsString(client.id())))
                .body(not(containsString("nobody-at-all")));
    }

    @Test
    @DisplayName("Why a client is not to be let in is told for the authorization server's log")
    void tellsWhy() {
        var client = Clients.registered("");
        refuses(client.id(), BASIC, client.secret() + "x", "wrong_secret");
        refuses(client.id(), BASIC, "\u00e9\u007f", "wrong_secret");
        refuses(client.id(), "client_secret_post", client.secret(), "other_method");
        refuses("nobody", BASIC, client.secret(), "unknown_client");
        refuses("\u00e9", BASIC, client.secret(), "unknown_client");
        Clients.patch(client.id(), "{\"state\": \"disabled\"}").statusCode(200);
        refuses(client.id(), BASIC, client.secret(), "disabled_client");
        Clients.delete(client.id()).statusCode(204);
        refuses(client.id(), BASIC, client.secret(), "deleted_client");
        refuses(
                Clients.registered("\"token_endpoint_auth_method\": \"none\"").id(),
                BASIC,
                "any",
                "other_method");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"client_secret\": \"s\"}|method",
                "{\"method\": null, \"client_secret\": \"s\"}|method",
                "{\"method\": \"none\", \"client_secret\": \"s\"}|method",
                "{\"method\": \"client_secret_jwt\", \"client_secret\": \"s\"}|method",
                "{\"method\": \"private_key_jwt\", \"client_secret\": \"s\"}|method",
                "{\"method\": \"tls_client_auth\", \"client_secret\": \"s\"}|method",
                "{\"method\": [\"client_secret_basic\"], \"client_secret\": \"s\"}|method",
                "{\"method\": \"client_secret_basic\"}|client_secret",
                "{\"method\": \"client_secret_basic\", \"client_secret\": \"\"}|client_secret",
                "{\"method\": \"client_secret_basic\", \"client_secret\": 7}|client_secret",
                "{\"method\": \"client_secret_basic\", \"client_secret\": null}|client_secret"
            })
    @DisplayName("Both members are required; the method is one that is verified here")
    void refusesMalformed(String body, String member) {
        verify("nobody", body)
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("errors", hasSize(1))
                .body("errors.member", hasItem(member));
    }

    @Test
    @DisplayName("A request says which methods are verified, takes no other members, and ends")
    void refusesOthers() {
        verify("nobody", "{\"method\": \"private_key_jwt\", \"client_secret\": \"s\"}")
                .body("error_description", containsString("client_secret_basic"))
                .body("error_description", containsString("client_secret_post"));
        verify(
                        "nobody",
                        "{\"method\": \"client_secret_basic\", \"client_secret\": \"s\", \"x\": 1}")
                .statusCode(400)
                .body("error_description", containsString("other than method and client_secret"));
        verify("nobody", BASIC, "s".repeat(1024)).statusCode(200);
        verify("nobody", BASIC, "s".repeat(1025)).statusCode(400);
        verify("nobody", "[]").statusCode(400);
        verify("nobody", BASIC, "\u0000").statusCode(400);
        with(Clients.key("clients:verify"))
                .contentType("text/plain")
                .body("{}")
                .post("/clients/nobody/verify")
                .then()
                .statusCode(415);
        with(Clients.key("clients:lookup", "clients:write"))
                .body("{}")
                .post("/clients/nobody/verify")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("scope=\"clients:verify\""));
    }
}
