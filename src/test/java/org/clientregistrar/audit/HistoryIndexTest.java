package org.clientregistrar.audit;

import static org.clientregistrar.audit.OwnHistory.execute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The history at a size at which a scan would be felt. */
@RegistrarTest
@QuarkusTestResource(value = OwnHistory.class, restrictToAnnotatedClass = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryIndexTest {

    private static final int EVENTS = 60_000;
    private static final Instant SOME_TIME = Instant.parse("2026-06-01T00:00:00Z");

    @Inject Sealer sealer;
    @Inject History history;

    private boolean filled;

    /** Mostly open registrations, and a little of all else. */
    private void fill() throws SQLException {
        if (filled) {
            return;
        }
        OwnHistory.clear();
        execute(
                """
                insert into audit_event (event_id, at, action, target_type, target_id, actor_type, actor_id, changes)
                select n, timestamptz '2026-01-01' + n * interval '10 minutes',
                       case when n % 100 = 0 then 'issued' when n % 100 < 10 then 'updated' else 'registered' end,
                       case when n % 100 = 0 then 'access_key' else 'client' end,
                       'c' || n % 20000,
                       case when n % 100 < 5 then 'access_key' when n % 100 < 10 then 'client' else 'anyone' end,
                       case when n % 100 < 5 then 'k' || n % 50 when n % 100 < 10 then 'c' || n % 20000 end,
                       jsonb_build_object('client_name', jsonb_build_object('to', 'Client ' || n))
                from generate_series(1, :events) n"""
                        .replace(":events", Integer.toString(EVENTS)));
        while (sealer.seal().isPresent()) {}
        execute("vacuum analyze audit_event");
        filled = true;
    }

    private static HistoryFilter filter(
            Target.Type targetType,
            String targetId,
            Actor.Type actorType,
            String actorId,
            Action action,
            Instant after,
            Instant before) {
        return new HistoryFilter(
                Optional.ofNullable(targetType),
                Optional.ofNullable(targetId),
                Optional.ofNullable(actorType),
                Optional.ofNullable(actorId),
                Optional.ofNullable(action),
                Optional.ofNullable(after),
                Optional.ofNullable(before));
    }

    static Stream<HistoryFilter> filters() {
        return Stream.of(
                filter(null, null, null, null, null, null, null),
                filter(Target.Type.CLIENT, null, null, null, null, null, null),
                filter(Target.Type.ACCESS_KEY, null, null, null, null, null, null),
                filter(null, "c4711", null, null, null, null, null),
                filter(Target.Type.CLIENT, "c4711", null, null, null, null, null),
                filter(Target.Type.CLIENT, "nobody", null, null, null, null, null),
                filter(null, null, Actor.Type.ANYONE, null, null, null, null),
                filter(null, null, Actor.Type.ACCESS_KEY, null, null, null, null),
                filter(null, null, Actor.Type.SERVICE, null, null, null, null),
                filter(null, null, null, "k3", null, null, null),
                filter(null, null, Actor.Type.ACCESS_KEY, "k3", null, null, null),
                filter(null, null, null, null, Action.REGISTERED, null, null),
                filter(null, null, null, null, Action.ISSUED, null, null),
                filter(null, null, null, null, Action.ERASED, null, null),
                filter(null, null, null, null, null, SOME_TIME, null),
                filter(null, null, null, null, null, null, SOME_TIME),
                filter(Target.Type.CLIENT, "c4711", null, null, Action.UPDATED, null, SOME_TIME));
    }

    @ParameterizedTest
    @MethodSource("filters")
    @DisplayName(
            "Every filter is answered from an index that has the order, from the first page on")
    void usesIndexes(HistoryFilter filter) throws SQLException {
        fill();
        for (var behind :
                List.of(Optional.<Position>empty(), Optional.of(new Position(SOME_TIME, 7)))) {
            var plan = plan(filter.condition(behind, 51));
            assertTrue(plan.contains("Index"), plan);
            assertFalse(plan.contains("Seq Scan"), plan);
            assertTrue(
                    !plan.contains("Sort")
                            || filter.targetId().isPresent()
                            || filter.actorId().isPresent(),
                    plan);
        }
    }

    private static String plan(HistoryFilter.Condition condition) throws SQLException {
        try (var connection = OwnHistory.connection();
                var query =
                        connection.prepareStatement(
                                "explain select "
                                        + HistoryEvent.COLUMNS
                                        + " from audit_event "
                                        + condition.sql())) {
            var place = 1;
            for (var value : condition.parameters()) {
                query.setObject(
                        place++,
                        value instanceof Instant time
                                ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC)
                                : value);
            }
            var plan = new StringBuilder();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    @Test
    @DisplayName(
            "Pages follow each other without a gap, newest first, also where times are the same")
    void turnsPages() throws SQLException {
        fill();
        execute(
                "update audit_event set at = timestamptz '2026-02-01' where event_id between 100 and 119");
        try {
            var all =
                    filter(
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            Instant.parse("2026-02-01T00:00:01Z"));
            var found = new ArrayList<HistoryEvent>();
            var page = history.page(all, Optional.empty(), 7);
            found.addAll(page.events());
            for (int turned = 1; turned < 28; turned++) {
                page = history.page(all, page.next(), 7);
                found.addAll(page.events());
            }
            assertEquals(history.page(all, Optional.empty(), 28 * 7).events(), found);
        } finally {
            execute(
                    "update audit_event set at = timestamptz '2026-01-01' + event_id * interval '10 minutes' where event_id between 100 and 119");
        }
    }

    @Test
    @DisplayName("A long history is verified in parts, each of bounded size")
    void verifiesInParts() throws SQLException {
        fill();
        var first = history.verify(1, List.of());
        assertEquals(Optional.of(101L), first.next());
        assertEquals(50_000, first.events());
        var second = history.verify(101, List.of());
        assertEquals(Optional.empty(), second.next());
        assertEquals(10_000, second.events());
        assertTrue(first.isIntact() && second.isIntact());

        execute("delete from audit_event where event_id = 55000");
        assertTrue(history.verify(1, List.of()).isIntact());
        assertEquals(
                Optional.of(55_000L), history.verify(101, List.of()).findings().get(0).event());
    }
}
