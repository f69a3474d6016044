package org.clientregistrar.registration;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.clientregistrar.admin.Tokens.issued;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.clientregistrar.registration.Door.withToken;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.access.Admission;
import org.clientregistrar.access.InitialAccess;
import org.clientregistrar.admin.Tokens.Token;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Registrations with the initial access tokens that operators hand out. */
@RegistrarTest
class InitialAccessTest {

    @Inject InitialAccess access;

    private static void refused(Token token) {
        withToken(token.value(), V)
                .statusCode(401)
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                .body("errors[0].detail", equalTo("the initial access token is not valid"));
    }

    private static List<String> uses(Token token) {
        return Rows.select("select uses from initial_access_token where token_id = ?", token.id());
    }

    @Test
    @DisplayName("CHOICE-19: a token is good for as many clients as it says, and then for none")
    void spendsUses() {
        var token = issued("{\"max_uses\": 2}");
        withToken(token.value(), V).statusCode(201);
        withToken(token.value(), "{\"grant_types\": [\"client_credentials\"]}").statusCode(201);
        refused(token);
        assertEquals(List.of("2"), uses(token));
    }

    @Test
    @DisplayName("A registration that is refused spends nothing")
    void refusalsSpendNothing() {
        var token = issued("{}");
        withToken(token.value(), "{\"redirect_uris\": [\"no URI\"]}").statusCode(400);
        withToken(token.value(), "no JSON").statusCode(400);
        assertEquals(List.of("0"), uses(token));
        withToken(token.value(), V).statusCode(201);
    }

    @Test
    @DisplayName("A token without a limit is not written to")
    void countsNothingWithoutLimit() {
        var token = issued("{\"max_uses\": null}");
        for (int i = 0; i < 3; i++) {
            withToken(token.value(), V).statusCode(201);
        }
        assertEquals(List.of("0"), uses(token));
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.2-01: a token that ends between letting a registration in and its end registers nothing, be it without a limit")
    void looksAgainAtTheEnd() {
        for (var terms : List.of("{\"max_uses\": null}", "{\"max_uses\": 9}")) {
            var revoked = issued(terms);
            var first = admitted(revoked);
            revoked.revoke();
            assertRefused(first);
            var expired = issued(terms);
            var second = admitted(expired);
            QuarkusTransaction.requiringNew().run(second::spend);
            Rows.update(
                    "update initial_access_token set expires_at = now() where token_id = ?",
                    expired.id());
            assertRefused(second);
        }
    }

    private Admission admitted(Token token) {
        return QuarkusTransaction.requiringNew()
                .call(() -> access.admit(Optional.of(Secret.of(token.value()))));
    }

    private static void assertRefused(Admission admission) {
        var end = QuarkusTransaction.requiringNew();
        var refusal = assertThrows(OAuthException.class, () -> end.run(admission::spend));
        assertEquals(401, refusal.status());
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.2-01, CHOICE-47: a revoked, an expired and a wrong token have one answer, also where none is needed")
    void refusesOthers() {
        var revoked = issued("{\"max_uses\": null}");
        revoked.revoke();
        refused(revoked);
        var expired = issued("{\"expires_in\": 3600}");
        Rows.update(
                "update initial_access_token set expires_at = now() where token_id = ?",
                expired.id());
        refused(expired);
        refused(new Token("", "iat_" + "x".repeat(43)));
        refused(new Token("", "wrong"));
    }

    @Test
    @DisplayName("The history names the token that a client was registered with")
    void namesTheToken() {
        var token = issued("{\"label\": \"Partner\"}");
        String id = withToken(token.value(), V).statusCode(201).extract().path("client_id");
        var event =
                JsonPath.from(
                        Rows.select(
                                        "select row_to_json(e) from audit_event e where target_id = ?",
                                        id)
                                .get(0));
        assertEquals("registered", event.getString("action"));
        assertEquals("initial_access_token", event.getString("actor_type"));
        assertEquals(token.id(), event.getString("actor_id"));
        assertEquals("Partner", event.getString("actor_name"));
    }

    @RepeatedTest(3)
    @DisplayName(
            "CHOICE-19: of 32 registrations at once with a token that has 10 uses left exactly 10 are made, the others are 401")
    void countsAtOnce() throws Exception {
        var token = issued("{\"max_uses\": 10}");
        var before = clients(token);
        var answers = atOnce(32, () -> withToken(token.value(), V).extract().statusCode());
        assertEquals(
                Map.of(201, 10L, 401, 22L),
                answers.stream().collect(groupingBy(status -> status, counting())));
        assertEquals(List.of("10"), uses(token));
        assertEquals(before + 10, clients(token));
    }

    @Test
    @DisplayName("CHOICE-19: two at once with a token for one client make one client")
    void countsOneAtOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            var token = issued("{}");
            var answers = atOnce(2, () -> withToken(token.value(), V).extract().statusCode());
            assertTrue(answers.containsAll(List.of(201, 401)), answers.toString());
        }
    }

    private static int clients(Token token) {
        return Rows.select(
                        "select 1 from audit_event join client on client_id = target_id where actor_id = ?",
                        token.id())
                .size();
    }

    private static List<Integer> atOnce(int number, Callable<Integer> call) throws Exception {
        return AtOnce.run(Collections.nCopies(number, call));
    }

    @Test
    @DisplayName(
            "CHOICE-20: a client of open registration keeps a grant that an operator gave it, and can take no other")
    void keepsWhatItWasGiven() {
        var client = registeredWith("\"client_name\": \"Open\"");
        Rows.update(
                "update client set metadata = jsonb_set(metadata, '{grant_types}', '[\"authorization_code\", \"client_credentials\"]') where client_id = ?",
                client.id());
        var members =
                "\"redirect_uris\": [\"https://client.example.org/cb\"], \"grant_types\": [\"authorization_code\", \"client_credentials\", \"urn:ietf:params:oauth:grant-type:device_code\"]";
        client.put(members)
                .statusCode(200)
                .body("grant_types", contains("authorization_code", "client_credentials"));
        client.put("\"redirect_uris\": [\"https://client.example.org/cb\"]")
                .statusCode(200)
                .body("grant_types", contains("authorization_code"));
        client.put(members).statusCode(200).body("grant_types", contains("authorization_code"));
    }
}
