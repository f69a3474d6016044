package org.clientregistrar.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.server.Feed.all;
import static org.clientregistrar.server.Feed.delete;
import static org.clientregistrar.server.Feed.get;
import static org.clientregistrar.server.Feed.later;
import static org.clientregistrar.server.Feed.now;
import static org.clientregistrar.server.Feed.page;
import static org.clientregistrar.server.Feed.patch;
import static org.clientregistrar.server.Feed.register;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.TestDatabase;
import org.clientregistrar.query.Cursor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed of changed clients. */
@RegistrarTest
class ChangeFeedTest {

    @Test
    @DisplayName(
            "A reader without a cursor learns where the feed ends, and from there sees each kind of change")
    void tellsChanges() {
        var before = register();
        var cursor =
                get("").statusCode(200)
                        .header("Cache-Control", "no-store")
                        .body("changes", empty())
                        .body("more", is(false))
                        .extract()
                        .<String>path("next");
        assertEquals(List.of(), all(cursor, 10));

        var id = register();
        patch(id, "somebody");
        patch(before, "somebody");
        delete(id);
        assertEquals(List.of(id, id, before, id), all(cursor, 1));
        String at =
                get("?after=" + cursor)
                        .statusCode(200)
                        .body("changes.client_id", equalTo(List.of(before, id)))
                        .body("more", is(false))
                        .extract()
                        .path("changes[1].at");
        assertEquals(
                List.of("deleted"),
                Rows.select(
                        "select action from audit_event where target_id = ? and at = ?::timestamptz",
                        id,
                        at));
    }

    @Test
    @DisplayName(
            "What changes nothing of a client is not in the feed: keys, tokens, searches, refused requests")
    void tellsNothingElse() {
        var id = register();
        var cursor = now();
        admin().body("{\"name\": \"another\", \"scopes\": [\"clients:lookup\"]}")
                .post("/admin/access-keys")
                .then()
                .statusCode(201);
        admin().body("{}").post("/admin/initial-access-tokens").then().statusCode(201);
        admin().get("/admin/clients/" + id).then().statusCode(200);
        anonymous().body("{}").post("/register").then().statusCode(400);
        get("?after=" + cursor).body("changes", empty()).body("next", equalTo(cursor));
    }

    /** A transaction that writes an event and is not over. */
    private static Connection underWay(String clientId) throws SQLException {
        var connection = TestDatabase.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (var insert =
                connection.prepareStatement(
                        "insert into audit_event (event_id, at, action, target_type, target_id, actor_type, changes)"
                                + " values (nextval('audit_event_seq'), now(), 'updated', 'client', ?, 'service', '{}')")) {
            insert.setString(1, clientId);
            insert.executeUpdate();
        }
        return connection;
    }

    @Test
    @DisplayName(
            "A change that is committed late comes before those that began after it, which wait for it")
    void waitsForEarlier() throws SQLException {
        var cursor = now();
        var late = "late-" + UUID.randomUUID();
        String id;
        try (var transaction = underWay(late)) {
            id = register();
            assertEquals(List.of(), all(cursor, 10));
            assertEquals(cursor, now());
            transaction.commit();
        }
        assertEquals(List.of(late, id), all(cursor, 1));
    }

    @Test
    @DisplayName("A change that never came to be is not waited for, and not told")
    void forgetsRolledBack() throws SQLException {
        var cursor = now();
        String id;
        try (var transaction = underWay("never")) {
            id = register();
            transaction.rollback();
        }
        assertEquals(List.of(id), all(cursor, 10));
    }

    @Test
    @DisplayName(
            "Many writers at once, some of them slow: readers who follow miss none of the changes, and see each once")
    void missesNone() throws Exception {
        register(); // REST-assured's first step is not made for several threads
        var start = now();
        var isOver = new AtomicBoolean();
        var made = new ConcurrentHashMap<String, Integer>();
        var writers = new ArrayList<Callable<Void>>();
        for (int i = 0; i < 6; i++) {
            writers.add(
                    () -> {
                        for (int n = 0; n < 8; n++) {
                            var id = register();
                            patch(id, "first");
                            patch(id, "second");
                            made.put(id, 3);
                            if (n % 2 == 0) {
                                delete(id);
                                made.put(id, 4);
                            }
                        }
                        return null;
                    });
        }
        for (int i = 0; i < 2; i++) {
            writers.add(
                    () -> {
                        for (int n = 0; n < 8; n++) {
                            var id = "slow-" + UUID.randomUUID();
                            try (var transaction = underWay(id)) {
                                made.put(register(), 1);
                                page(start, 1); // the time of a request
                                transaction.commit();
                            }
                            made.put(id, 1);
                        }
                        return null;
                    });
        }
        var exact = CompletableFuture.supplyAsync(() -> follow(start, 1, isOver));
        var quick = CompletableFuture.supplyAsync(() -> follow(start, 7, isOver));
        try {
            AtOnce.run(writers);
        } finally {
            isOver.set(true);
        }
        var seen = exact.get(120, SECONDS);
        seen.keySet().retainAll(made.keySet());
        assertEquals(made, seen);
        var told = quick.get(120, SECONDS);
        made.forEach((id, times) -> assertTrue(told.getOrDefault(id, 0) > 0, id));
        made.forEach((id, times) -> assertTrue(told.get(id) <= times, id));
    }

    /** How often each client is told of, until there is nothing more. */
    private static Map<String, Integer> follow(String start, int limit, AtomicBoolean isOver) {
        var seen = new HashMap<String, Integer>();
        var next = start;
        while (true) {
            var wasOver = isOver.get();
            var page = page(next, limit);
            page.ids().forEach(id -> seen.merge(id, 1, Integer::sum));
            next = page.next();
            if (wasOver && !page.more()) {
                return seen;
            }
        }
    }

    @Test
    @DisplayName("All who wait are answered as soon as there is a change, each from its own place")
    void answersWaiting() throws Exception {
        var first = now();
        var one = register();
        var second = now();
        var early = later("?after=" + first + "&wait=60");
        assertEquals(200, early.get(5, SECONDS).statusCode()); // there is something already
        assertTrue(early.get().body().contains(one));

        var waiting =
                List.of(
                        later("?after=" + second + "&wait=60"),
                        later("?after=" + second + "&wait=60&limit=1"),
                        later("?after=" + second + "&wait=60"));
        var none = later("?after=" + second + "&wait=1");
        assertTrue(none.get(10, SECONDS).body().contains("\"changes\":[]"), none.get().body());
        assertTrue(none.get().body().contains(second), none.get().body());
        for (var reply : waiting) {
            assertFalse(reply.isDone());
        }
        var two = register();
        for (var reply : waiting) {
            var answer = reply.get(5, SECONDS);
            assertEquals(200, answer.statusCode());
            assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
            assertTrue(answer.headers().firstValue("X-Request-Id").isPresent());
            assertTrue(answer.body().contains(two), answer.body());
            assertFalse(answer.body().contains(one), answer.body());
        }
    }

    @Test
    @DisplayName(
            "Who waits while retention or a restored database takes the ground away is told so")
    void tellsWaitingOfLoss() throws Exception {
        register();
        var cursor = now();
        var reply = later("?after=" + cursor + "&wait=60");
        var other = later("?after=" + cursor + "&wait=1");
        assertEquals(200, other.get(10, SECONDS).statusCode()); // by then the first one waits, too
        Rows.update(
                "update audit_event set transaction_id = null where event_id = ?",
                Long.parseLong(position(cursor).split("\\.")[2]));
        assertEquals(410, reply.get(5, SECONDS).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=x",
                "after=%00",
                "after=",
                "after=AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "after=a&after=b",
                "limit=0",
                "limit=1001",
                "limit=ten",
                "limit=-1",
                "wait=61",
                "wait=-1",
                "wait=1.5",
                "wait=99999999999",
                "since=2026-01-01T00:00:00Z",
                "cursor=x"
            })
    @DisplayName("A query that makes no sense is refused, and the parameter named")
    void refusesNonsense(String query) {
        admin().urlEncodingEnabled(false)
                .get(Feed.PATH + "?" + query)
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("errors[0].member", equalTo(query.substring(0, query.indexOf('='))));
    }

    @Test
    @DisplayName("The least and the most of each parameter are taken")
    void takesBounds() {
        var cursor = now();
        var id = register();
        for (var query : List.of("&limit=1&wait=0", "&limit=1000&wait=60")) {
            get("?after=" + cursor + query)
                    .statusCode(200)
                    .body("changes.client_id", equalTo(List.of(id)));
        }
    }

    @Test
    @DisplayName("RFC6750-3.1-03: the feed is for those with the scope clients:lookup")
    void needsScope() {
        anonymous().get(Feed.PATH).then().statusCode(401);
        with("key_wrong").get(Feed.PATH + "?wait=60").then().statusCode(401);
        for (var scope : List.of("clients:read", "clients:lookup")) {
            var key =
                    admin().body("{\"name\": \"x\", \"scopes\": [\"" + scope + "\"]}")
                            .post("/admin/access-keys")
                            .then()
                            .statusCode(201)
                            .extract()
                            .<String>path("access_key");
            with(key).get(Feed.PATH).then().statusCode(scope.equals("clients:lookup") ? 200 : 403);
        }
    }

    /** A cursor as this service could have made it, of a position that is told as its text. */
    private static String cursor(String position) {
        return Cursor.of(Feed.PATH, position);
    }

    private static String position(String cursor) {
        return Cursor.open(Feed.PATH, cursor).orElseThrow();
    }

    private static void isGone(String cursor) {
        get("?after=" + cursor + "&wait=60")
                .statusCode(410)
                .body("error", equalTo("invalid_request"))
                .body("error_description", containsString("drop all copies"));
    }

    @Test
    @DisplayName(
            "410 for a cursor that is ahead of the database, as after its restoration, or of another one")
    void refusesForeign() {
        register();
        var parts = position(now()).split("\\.");
        isGone(cursor("%s.%s.%s.%s".formatted("0".repeat(16), parts[1], parts[2], parts[3])));
        isGone(
                cursor(
                        "%s.%d.%s.%s"
                                .formatted(
                                        parts[0],
                                        Long.parseLong(parts[1]) + 1,
                                        parts[2],
                                        parts[3])));
        isGone(
                cursor(
                        "%s.%s.%d.%s"
                                .formatted(
                                        parts[0],
                                        parts[1],
                                        Long.parseLong(parts[2]) + 500_000,
                                        parts[3])));
        isGone(
                cursor(
                        "%s.%s.%s.%d"
                                .formatted(
                                        parts[0],
                                        parts[1],
                                        parts[2],
                                        Long.parseLong(parts[3]) + 1)));
        isGone(
                cursor(
                        "%s.%s.%s.%s"
                                .formatted(
                                        parts[0], "9".repeat(18), "9".repeat(18), "9".repeat(17))));
        get("?after=" + cursor(String.join(".", parts))).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0000000000000000.1.1",
                "0000000000000000.1.1.99999999999999999999",
                "0000000000000000.-1.1.1"
            })
    @DisplayName("What has the form of a cursor and says nothing is refused")
    void refusesMadeUp(String position) {
        get("?after=" + cursor(position))
                .statusCode(400)
                .body("errors[0].member", equalTo("after"));
    }

    @Test
    @DisplayName("Events from before there was a feed have no place in it")
    void leavesOutOldEvents() {
        var cursor = now();
        var id = register();
        assertEquals(
                1,
                Rows.update(
                        "update audit_event set transaction_id = null where target_id = ?", id));
        assertEquals(List.of(), all(cursor, 10));
    }
}
