package org.clientregistrar.audit;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.audit.OwnHistory.events;
import static org.clientregistrar.audit.OwnHistory.execute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.error.OAuthException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The feed of changes where the history does not go back for ever, and where it came from
 * elsewhere.
 */
@RegistrarTest
@QuarkusTestResource(value = OwnHistory.class, restrictToAnnotatedClass = true)
class ChangeHorizonTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST = 1000;

    @Inject Sealer sealer;
    @Inject ChangeFeed feed;

    @BeforeEach
    void clear() throws SQLException {
        OwnHistory.clear();
    }

    private List<String> behind(ChangePosition place) {
        return feed.behind(place, MOST).stream().map(ClientChange::clientId).toList();
    }

    private void isGone(ChangePosition place) {
        assertEquals(
                410, assertThrows(OAuthException.class, () -> feed.behind(place, MOST)).status());
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "c" + n).toList();
    }

    private static String register() {
        return given().contentType("application/json")
                .body("{\"redirect_uris\": [\"https://client.example.org/cb\"]}")
                .post("/register")
                .then()
                .statusCode(201)
                .extract()
                .path("client_id");
    }

    @Test
    @DisplayName(
            "A reader slower than retention is told to begin anew; one who has read all that was removed goes on")
    void tellsOfRemoved() throws SQLException {
        var beginning = feed.now();
        events(5, "3 days");
        sealer.seal();
        var all = feed.behind(beginning, MOST);
        assertEquals(ids(1, 5), all.stream().map(ClientChange::clientId).toList());
        events(5, "1 hour");
        sealer.seal();
        sealer.removeOlderThan(DAY).orElseThrow();

        isGone(beginning);
        isGone(all.get(0).position());
        isGone(all.get(3).position());
        assertEquals(ids(6, 10), behind(all.get(4).position()));
        assertEquals(ids(7, 10), behind(feed.behind(all.get(4).position(), 1).get(0).position()));
    }

    @Test
    @DisplayName(
            "When all was removed, who has read all of it goes on, and so does who begins then")
    void outlivesAll() throws SQLException {
        events(5, "3 days");
        sealer.seal();
        var end = feed.now();
        sealer.removeOlderThan(DAY).orElseThrow();
        assertEquals(end, feed.now());
        assertEquals(List.of(), behind(end));
        var id = register();
        assertEquals(List.of(id), behind(end));
    }

    @Test
    @DisplayName(
            "A batch that has nothing of clients, or only what came earlier, moves no reader's ground")
    void leavesOthers() throws SQLException {
        events(3, "3 days");
        sealer.seal();
        var end = feed.now();
        events(3, "2 days");
        execute("update audit_event set target_type = 'access_key' where event_id > 3");
        sealer.seal();
        sealer.removeOlderThan(DAY).orElseThrow();
        sealer.removeOlderThan(DAY).orElseThrow();
        assertEquals(List.of(), behind(end));
        assertEquals(end, feed.now());
    }

    @Test
    @DisplayName("In the order of transactions, whatever ids and times the events have")
    void ordersByTransaction() throws SQLException {
        var beginning = feed.now();
        for (var id : List.of(9, 3, 7)) {
            execute(
                    "insert into audit_event (event_id, at, action, target_type, target_id, actor_type, changes)"
                            + " values (%d, now() + %1$d * interval '1 day', 'updated', 'client', 'c%1$d', 'service', '{}')"
                                    .formatted(id));
        }
        assertEquals(List.of("c9", "c3", "c7"), behind(beginning));
    }

    @Test
    @DisplayName(
            "Events of a dump that was restored elsewhere have transactions of their own world: changes made here are found all the same")
    void bearsForeignTransactions() throws SQLException {
        events(5, "3 days");
        execute(
                "update audit_event set transaction_id = '9000000000000000000', event_id = event_id + 1000000");
        sealer.seal();
        var start = feed.now();
        assertEquals(0, start.transaction());
        var id = register();
        assertEquals(List.of(id), behind(start));

        sealer.removeOlderThan(DAY).orElseThrow();
        assertEquals(List.of(id), behind(start));
        assertEquals(List.of(), behind(feed.now()));
    }

    @Test
    @DisplayName("What was removed elsewhere, before a dump was restored here, binds nobody here")
    void bearsForeignHorizon() throws SQLException {
        execute(
                "insert into change_horizon (origin, transaction_id, event_id, at)"
                        + " values ('elsewhere', '9000000000000000000', 1, now())");
        var start = feed.now();
        events(1, "3 days");
        assertEquals(ids(1, 1), behind(start));
        sealer.seal();
        var end = feed.now();
        sealer.removeOlderThan(DAY).orElseThrow();
        isGone(start);
        assertEquals(List.of(), behind(end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "last"})
    @DisplayName("The feed is read from its index, in its order, however long the history is")
    void usesTheIndex(String which) throws SQLException {
        execute(
                """
                insert into audit_event (event_id, at, action, target_type, target_id, actor_type, changes, transaction_id)
                select n, now(), 'registered', case when n % 10 = 0 then 'access_key' else 'client' end, 'c' || n, 'anyone',
                    '{}', n::text::xid8
                from generate_series(1, 40000) n""");
        execute("vacuum analyze audit_event");
        var sql = which.equals("page") ? ChangeFeed.PAGE : ChangeFeed.LAST;
        try (var connection = OwnHistory.connection();
                var query = connection.prepareStatement("explain analyze " + sql)) {
            if (which.equals("page")) {
                query.setString(1, "300");
                query.setLong(2, 300);
                query.setInt(3, 201);
            }
            var plan = new StringBuilder();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertTrue(plan.indexOf("audit_event_change") >= 0, plan.toString());
            assertFalse(plan.indexOf("Seq Scan on audit_event") >= 0, plan.toString());
            assertFalse(which.equals("page") && plan.indexOf("Sort") >= 0, plan.toString());
        }
    }

    @Test
    @DisplayName(
            "To tell its own transactions from others the service needs no rights that an owner of its tables lacks")
    void needsNoPrivileges() throws SQLException {
        try (var connection = OwnHistory.connection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create role plain nologin");
            statement.execute("grant select on audit_event to plain");
            statement.execute("set local role plain");
            try (var rows = statement.executeQuery("select " + ChangeFeed.ORIGIN)) {
                assertTrue(rows.next());
                assertEquals(feed.now().origin(), rows.getString(1));
            }
            connection.rollback();
        }
    }
}
