package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestDatabase;
import org.clientregistrar.query.Cursor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history as operators read it. */
@RegistrarTest
class HistoryTest {

    private static final String EVENTS = "/admin/audit-events";

    private static JsonPath registered() {
        return anonymous()
                .header("X-Request-Id", "history-test-1")
                .body(
                        """
                        {"redirect_uris": ["https://client.example.org/cb"], "client_name": "Historic",
                         "software_statement": "a.b.c"}""")
                .post("/register")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse events(String query) {
        return admin().urlEncodingEnabled(false).get(EVENTS + query).then();
    }

    @Test
    @DisplayName("A registration is in the history: who, from where, when, by which request, what")
    void tellsRegistration() {
        var begin = Instant.now().minusSeconds(1);
        var client = registered();
        var event =
                events("?client_id=" + client.getString("client_id"))
                        .statusCode(200)
                        .header("Cache-Control", equalTo("no-store"))
                        .body("events.size()", equalTo(1))
                        .body("next_cursor", nullValue())
                        .body("events[0].action", equalTo("registered"))
                        .body("events[0].target.type", equalTo("client"))
                        .body("events[0].target.id", equalTo(client.getString("client_id")))
                        .body("events[0].actor.type", equalTo("anyone"))
                        .body("events[0].actor.id", nullValue())
                        .body("events[0].address", equalTo("127.0.0.1"))
                        .body("events[0].request_id", equalTo("history-test-1"))
                        .body("events[0].changes.client_name.to", equalTo("Historic"))
                        .body("events[0].changes.software_statement", nullValue())
                        .body("events[0].warnings", empty())
                        .extract()
                        .jsonPath();
        var at = Instant.parse(event.getString("events[0].at"));
        assertFalse(at.isBefore(begin) || at.isAfter(Instant.now().plusSeconds(1)));
        assertEquals(
                event.getList("events"),
                admin().get("/admin/clients/" + client.getString("client_id") + "/history")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("events"));
    }

    @Test
    @DisplayName("A forwarded address counts only where the settings say that there is a proxy")
    void ignoresForwardedAddresses() {
        var client =
                anonymous()
                        .header("X-Forwarded-For", "203.0.113.7")
                        .header("Forwarded", "for=203.0.113.7")
                        .body("{\"redirect_uris\": [\"https://client.example.org/cb\"]}")
                        .post("/register")
                        .jsonPath()
                        .getString("client_id");
        events("?client_id=" + client).body("events[0].address", equalTo("127.0.0.1"));
    }

    @Test
    @DisplayName("Pages lead to each other, by next_cursor and by Link, newest first")
    void turnsPages() {
        for (int i = 0; i < 5; i++) {
            registered();
        }
        var first =
                events("?limit=2&action=registered")
                        .statusCode(200)
                        .body("events.size()", equalTo(2))
                        .extract();
        var cursor = first.jsonPath().getString("next_cursor");
        assertEquals(
                "<%1$s?action=registered&limit=2>; rel=\"first\", <%1$s?action=registered&limit=2&cursor=%2$s>; rel=\"next\""
                        .formatted(EVENTS, cursor),
                first.header("Link"));
        events("?limit=2&action=updated&cursor=" + cursor).statusCode(400);
        var second =
                events("?limit=2&action=registered&cursor=" + cursor)
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        var both = events("?limit=4&action=registered").extract().jsonPath();
        assertEquals(
                both.getList("events.event_id"),
                java.util.stream.Stream.concat(
                                first.jsonPath().getList("events.event_id").stream(),
                                second.getList("events.event_id").stream())
                        .toList());
        List<String> times = both.getList("events.at");
        assertEquals(
                times.stream()
                        .map(Instant::parse)
                        .sorted(java.util.Comparator.reverseOrder())
                        .toList(),
                times.stream().map(Instant::parse).toList());
    }

    @Test
    @DisplayName("Filters narrow down what is found")
    void filters() {
        var client = registered().getString("client_id");
        var at = events("?client_id=" + client).extract().jsonPath().getString("events[0].at");
        for (var matching :
                List.of(
                        "target_id=" + client,
                        "target_type=client&target_id=" + client,
                        "client_id=" + client + "&actor_type=anyone",
                        "client_id=" + client + "&action=registered",
                        "client_id=" + client + "&after=" + at,
                        "client_id=" + client + "&before=2999-01-01T00:00:00%2B02:00")) {
            events("?" + matching).statusCode(200).body("events.target.id", contains(client));
        }
        for (var other :
                List.of(
                        "target_type=access_key&target_id=" + client,
                        "client_id=" + client + "&actor_type=subject",
                        "client_id=" + client + "&actor_id=somebody",
                        "client_id=" + client + "&action=updated",
                        "client_id=" + client + "&before=" + at,
                        "client_id=" + client + "&after=2999-01-01T00:00:00Z",
                        "target_id=%C3%A9%F0%9F%98%80")) {
            events("?" + other).statusCode(200).body("events", empty());
        }
        events("?target_type=access_key&actor_type=service&action=issued")
                .statusCode(200)
                .body("events.size()", greaterThanOrEqualTo(1))
                .body("events.target.type", everyItem(equalTo("access_key")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=",
                "limit=-1",
                "limit=1e2",
                "limit=99999999999",
                "cursor=",
                "cursor=x",
                "cursor=MQ",
                "cursor=%00",
                "after=yesterday",
                "after=2026-01-01",
                "after=2026-13-01T00:00:00Z",
                "after=2026-01-01T00:00:00",
                "after=2026-01-01T00:00:00+02:00",
                "before=%2B999999999-01-01T00:00:00Z",
                "action=",
                "action=REGISTERED",
                "action=nothing",
                "actor_type=root",
                "target_type=thing",
                "client_id=",
                "client_id=a%00b",
                "actor_id=%0A",
                "target_id=%ED%A0%80x%1F",
                "client_id=a&client_id=b",
                "limit=5&limit=5",
                "client_id=a&target_id=b",
                "client_id=a&target_type=client",
                "clientid=a",
                "requestid=a"
            })
    @DisplayName(
            "A parameter that is unknown, there twice or makes no sense is refused, not ignored")
    void refuses(String query) {
        events("?" + query)
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("errors.size()", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999999999999.1",
                "-1.1",
                "999999999999999999.1",
                "1.9999999999999999999",
                "1",
                "1.-1",
                "yesterday"
            })
    @DisplayName("A cursor that somebody made of what is no place in the history is refused")
    void refusesMadeUpCursors(String position) {
        events("?action=updated&cursor=" + Cursor.of(EVENTS + "?action=updated", position))
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("errors[0].member", equalTo("cursor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0", "99999999999999999.999999999999999999"})
    @DisplayName("A cursor that somebody made of the first or last place leads there")
    void takesMadeUpCursors(String position) {
        events("?action=updated&cursor=" + Cursor.of(EVENTS + "?action=updated", position))
                .statusCode(200);
    }

    @Test
    @DisplayName("The longest id fits, and one that is longer is refused")
    void boundsIds() {
        events("?actor_id=" + "x".repeat(255)).statusCode(200);
        events("?actor_id=" + "x".repeat(256)).statusCode(400);
    }

    @Test
    @DisplayName("The history of a client is there after its end; for an id that never was: 404")
    void knowsEndedClients() {
        var client = registered();
        var path = "/admin/clients/" + client.getString("client_id") + "/history";
        anonymous()
                .header("Authorization", "Bearer " + client.getString("registration_access_token"))
                .delete("/register/" + client.getString("client_id"))
                .then()
                .statusCode(204);
        admin().get(path)
                .then()
                .statusCode(200)
                .header("Link", equalTo("<" + path + ">; rel=\"first\""))
                .body("events.action", hasItem("registered"));
        for (var unknown : List.of("nobody", "a%00b", "x".repeat(300), "%F0%9F%98%80")) {
            admin().urlEncodingEnabled(false)
                    .get("/admin/clients/" + unknown + "/history")
                    .then()
                    .statusCode(404)
                    .body("error", equalTo("invalid_request"));
        }
        admin().get(path + "?target_id=x").then().statusCode(400);
        admin().get(path + "?limit=1&cursor=x").then().statusCode(400);
    }

    @Test
    @DisplayName("A verification says what it looked at, and what is wrong; its body is optional")
    void verifies() {
        registered();
        admin().post(EVENTS + "/verification")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("intact", equalTo(true))
                .body("findings", empty())
                .body("more_findings", equalTo(0))
                .body("unsealed.events", greaterThanOrEqualTo(0));
        var unknown = "999999999:" + "A".repeat(50);
        admin().body("{\"from\": 1, \"expect\": [\"" + unknown + "\"]}")
                .post(EVENTS + "/verification")
                .then()
                .statusCode(200)
                .body("intact", equalTo(false))
                .body("findings[0].kind", equalTo("seal_unexpected"))
                .body("findings[0].seal", equalTo(999999999))
                .body("findings[0].detail", startsWith("is expected"));
    }

    @Test
    @DisplayName("A verification that begins behind the last seal does not say that all is well")
    void verifiesNothing() {
        admin().body("{\"from\": 4611686018427387904}")
                .post(EVENTS + "/verification")
                .then()
                .statusCode(200)
                .body("intact", equalTo(false))
                .body("findings[0].kind", equalTo("seal_missing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"form\": 1}",
                "{\"from\": 0}",
                "{\"from\": null}",
                "{\"from\": 1.5}",
                "{\"from\": 99999999999999999999}",
                "{\"from\": \"1\"}",
                "{\"expect\": \"1:A\"}",
                "{\"expect\": [\"1\"]}",
                "{\"expect\": [1]}",
                "{\"expect\": [null]}"
            })
    @DisplayName("A verification that is asked for wrongly is refused")
    void refusesVerification(String body) {
        admin().body(body).post(EVENTS + "/verification").then().statusCode(400);
    }

    @Test
    @DisplayName("Nobody reads the history without a key")
    void isGuarded() {
        anonymous().get(EVENTS).then().statusCode(401);
        anonymous().post(EVENTS + "/verification").then().statusCode(401);
        anonymous().get("/admin/clients/x/history").then().statusCode(401);
    }

    @Test
    @DisplayName(
            "RFC6819-5.1.4.1.3-01: no secret and no token is in the history, whatever a client does")
    void holdsNoCredentials() throws SQLException {
        var client = registered();
        var id = client.getString("client_id");
        var token = client.getString("registration_access_token");
        var rotated =
                anonymous()
                        .header("Authorization", "Bearer " + token)
                        .body("{}")
                        .post("/register/" + id + "/secret")
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath();
        anonymous()
                .header("Authorization", "Bearer " + token)
                .body(
                        """
                        {"client_id": "%s", "redirect_uris": ["https://other.example/cb"], "client_secret": "%s"}"""
                                .formatted(id, rotated.getString("client_secret")))
                .put("/register/" + id)
                .then()
                .statusCode(200);
        anonymous()
                .header("Authorization", "Bearer " + token)
                .delete("/register/" + id)
                .then()
                .statusCode(204);
        for (var secret :
                List.of(
                        client.getString("client_secret"),
                        rotated.getString("client_secret"),
                        token,
                        "a.b.c",
                        TestDatabase.ACCESS_KEY)) {
            assertEquals(0, rowsWith(secret));
        }
        events("?limit=200").body("events.toString()", not(containsString("rat_")));
    }

    private static int rowsWith(String text) throws SQLException {
        try (var connection = TestDatabase.dataSource().getConnection();
                var query =
                        connection.prepareStatement(
                                "select count(*) from audit_event where strpos(audit_event::text, ?) > 0")) {
            query.setString(1, text);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
