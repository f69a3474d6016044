package org.clientregistrar.audit;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toList;
import static org.clientregistrar.audit.OwnHistory.events;
import static org.clientregistrar.audit.OwnHistory.execute;
import static org.clientregistrar.audit.OwnHistory.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestDatabase;
import org.clientregistrar.audit.Verification.Finding;
import org.clientregistrar.audit.Verification.Kind;
import org.clientregistrar.audit.Verification.Report;
import org.clientregistrar.secret.HistoryMac;
import org.clientregistrar.secret.Keyset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the history is sealed, and what a verification finds. */
@RegistrarTest
@QuarkusTestResource(value = OwnHistory.class, restrictToAnnotatedClass = true)
class SealingTest {

    @Inject Sealer sealer;
    @Inject History history;
    @Inject AuditTrail trail;

    @BeforeEach
    void clear() throws SQLException {
        OwnHistory.clear();
    }

    /** Three seals over the events 1 to 10, 11 to 20 and 21 to 30, and three events more. */
    private List<Anchor> threeSeals() throws SQLException {
        var anchors = new java.util.ArrayList<Anchor>();
        for (int i = 0; i < 3; i++) {
            events(10, "1 minute");
            anchors.add(sealer.seal().orElseThrow().anchor());
        }
        events(3, "1 second");
        return anchors;
    }

    private Report verify(Anchor... expected) {
        return history.verify(1, List.of(expected));
    }

    private static Finding only(Report report) {
        assertEquals(1, report.findings().size(), report.toString());
        return report.findings().get(0);
    }

    @Test
    @DisplayName("An untouched history is intact; what is not sealed yet is counted")
    void isIntact() throws SQLException {
        var anchors = threeSeals();
        var report = verify(anchors.toArray(Anchor[]::new));
        assertTrue(report.isIntact(), report.toString());
        assertEquals(3, report.seals());
        assertEquals(30, report.events());
        assertEquals(3, report.unsealed());
        assertTrue(report.unsealedSince().isPresent());
        assertEquals(Optional.of(anchors.get(2)), report.latest());
        assertEquals(Optional.empty(), report.next());
        assertEquals(anchors.get(0), Anchor.parse(anchors.get(0).toString()).orElseThrow());
    }

    @Test
    @DisplayName("Nothing at all is intact, and nothing is sealed of it")
    void isIntactWhenEmpty() {
        assertEquals(Optional.empty(), sealer.seal());
        assertTrue(verify().isIntact());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_event set at = at + interval '1 microsecond' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set action = 'updated' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set target_type = 'access_key' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set target_id = 'c16' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set actor_type = 'client' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set actor_id = '' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set actor_name = 'x' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set address = 'x' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set request_id = 'x' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set changes = '{}' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set changes = '[[]]' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set changes = jsonb_set(changes, '{n}', '22.51') where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set changes = concat(repeat('[', 3000), repeat(']', 3000))::jsonb where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set warnings = 'null' where event_id = 15|EVENT_ALTERED|2|15",
                "update audit_event set seal_number = null where event_id = 15|EVENT_ALTERED|2|15",
                "delete from audit_event where event_id = 15|EVENT_MISSING|2|15",
                "insert into audit_event (event_id, at, action, target_type, target_id, actor_type, changes, seal_number) values (99, now(), 'registered', 'client', 'x', 'anyone', '{}', 2)|EVENT_ADDED|2|99",
                "insert into audit_event (event_id, at, action, target_type, target_id, actor_type, changes, seal_number) values (99, now(), 'registered', 'client', 'x', 'anyone', '{}', 0)|EVENT_ADDED||99",
                "insert into audit_event (event_id, at, action, target_type, target_id, actor_type, changes, seal_number) values (99, now(), 'registered', 'client', 'x', 'anyone', '{}', 4)|SEAL_MISSING|4|",
                "update audit_seal set sealed_at = sealed_at + interval '1 microsecond' where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set event_ids = event_ids[2:] where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set event_ids = '{}' where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set event_ids = array[null]::bigint[] where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set event_ids = array_append(event_ids, null) where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set event_ids = array[event_ids] where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set digests = set_byte(digests, 0, 255 - get_byte(digests, 0)) where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set digests = '' where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set last_event_at = last_event_at - interval '1 year' where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set previous_mac = null where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set mac = set_byte(mac, 9, 255 - get_byte(mac, 9)) where seal_number = 2|SEAL_ALTERED|2|",
                "update audit_seal set mac = '' where seal_number = 2|SEAL_ALTERED|2|",
                "delete from audit_seal where seal_number = 2|SEAL_MISSING|2|",
                "delete from audit_seal where seal_number = 1|SEAL_MISSING|1|",
                "delete from audit_seal where seal_number = 3|SEAL_MISSING|3|"
            })
    @DisplayName("Whatever is done to a sealed event or to a seal is found, and named")
    void findsTampering(String sql, Kind kind, Long seal, Long event) throws SQLException {
        threeSeals();
        assertEquals(1, execute(sql));
        var finding = only(verify());
        assertEquals(kind, finding.kind(), finding.toString());
        assertEquals(Optional.ofNullable(seal), finding.seal(), finding.toString());
        assertEquals(Optional.ofNullable(event), finding.event(), finding.toString());
    }

    @Test
    @DisplayName("Seals in another order are found")
    void findsReorderedSeals() throws SQLException {
        threeSeals();
        execute("update audit_seal set seal_number = -seal_number where seal_number > 1");
        execute("update audit_seal set seal_number = 5 + seal_number where seal_number < 0");
        assertEquals(
                List.of(Kind.SEAL_ALTERED, Kind.SEAL_ALTERED),
                verify().findings().stream().map(Finding::kind).collect(toList()));
    }

    @Test
    @DisplayName("A seal of another life of the database is found, good as it is by itself")
    void findsReplacedSeals() throws SQLException {
        threeSeals();
        execute("create table kept_seal as select * from audit_seal where seal_number = 1");
        try {
            execute("create table kept_event as select * from audit_event where seal_number = 1");
            OwnHistory.clear();
            threeSeals();
            execute("delete from audit_event where seal_number = 1");
            execute("delete from audit_seal where seal_number = 1");
            execute("insert into audit_event select * from kept_event");
            execute("insert into audit_seal select * from kept_seal");
            var finding = only(verify());
            assertEquals(Kind.SEAL_REPLACED, finding.kind());
            assertEquals(Optional.of(1L), finding.seal());
        } finally {
            execute("drop table kept_seal");
            execute("drop table if exists kept_event");
        }
    }

    @Test
    @DisplayName(
            "Cutting off the newest seals with their events is found by whoever kept one of them, and by nobody else")
    void findsCutByAnchor() throws SQLException {
        var anchors = threeSeals();
        execute("delete from audit_event where seal_number = 3 or seal_number is null");
        execute("delete from audit_seal where seal_number = 3");
        assertTrue(verify(anchors.get(1)).isIntact());
        var finding = only(verify(anchors.get(1), anchors.get(2)));
        assertEquals(Kind.SEAL_UNEXPECTED, finding.kind());
        assertEquals(Optional.of(3L), finding.seal());

        events(2, "1 second");
        assertEquals(3, sealer.seal().orElseThrow().number());
        assertTrue(verify().isIntact());
        assertEquals(Kind.SEAL_UNEXPECTED, only(verify(anchors.get(2))).kind());
    }

    @Test
    @DisplayName("One page of findings is told, and how many more there are")
    void boundsFindings() throws SQLException {
        events(300, "1 minute");
        sealer.seal();
        execute("delete from audit_event where event_id <= 150");
        var report = verify();
        assertEquals(100, report.findings().size());
        assertEquals(50, report.more());
    }

    @Test
    @DisplayName("Another spelling of the same JSON is no change")
    void knowsSameJson() throws SQLException {
        threeSeals();
        execute(
                "update audit_event set changes = '{\"n\": 22.5000, \"client_name\": {\"to\": \"Client \\u0031\\u0035\"}}' where event_id = 15");
        assertTrue(verify().isIntact());
    }

    @Test
    @DisplayName("Earlier keys of the keyset still verify; without them nothing is vouched for")
    void verifiesWithEarlierKeys() throws SQLException {
        threeSeals();
        var other = Keyset.generateKey();
        try (var connection = OwnHistory.connection()) {
            var rotated = new HistoryMac(Keyset.parse(List.of(other, TestDatabase.KEY)));
            assertTrue(Verification.verify(connection, rotated, 1, List.of()).isIntact());
            var lost = new HistoryMac(Keyset.parse(List.of(other)));
            assertEquals(
                    List.of(Kind.SEAL_ALTERED, Kind.SEAL_ALTERED, Kind.SEAL_ALTERED),
                    Verification.verify(connection, lost, 1, List.of()).findings().stream()
                            .map(Finding::kind)
                            .toList());
        }
    }

    @Test
    @DisplayName("Retention removes whole seals of the past, and what is left is still intact")
    void removesOldSeals() throws SQLException {
        events(10, "3 days");
        var first = sealer.seal().orElseThrow();
        events(10, "2 days");
        var second = sealer.seal().orElseThrow();
        events(10, "1 hour");
        sealer.seal();
        var day = Duration.ofDays(1);
        assertEquals(1, sealer.removeOlderThan(day).orElseThrow().number());
        assertEquals(2, sealer.removeOlderThan(day).orElseThrow().number());
        assertEquals(Optional.empty(), sealer.removeOlderThan(day));

        var report = verify(first.anchor(), second.anchor());
        assertTrue(report.isIntact(), report.toString());
        assertEquals(Optional.of(3L), report.removedBefore());
        assertEquals(List.of(1L, 2L), report.removedAnchors());
        assertEquals(LongStream.rangeClosed(21, 30).boxed().toList(), ids());

        execute("delete from audit_event where seal_number = 3");
        execute("delete from audit_seal where seal_number = 3");
        execute("update audit_beginning set seal_number = 4");
        assertEquals(Kind.BEGINNING_ALTERED, verify().findings().get(0).kind());
    }

    @Test
    @DisplayName("Retention may remove all there is, and the next seal follows the last one")
    void goesOnAfterRemovalOfAll() throws SQLException {
        events(1, "3 days");
        var first = sealer.seal().orElseThrow();
        sealer.removeOlderThan(Duration.ofDays(1)).orElseThrow();
        assertTrue(verify().isIntact());
        events(1, "1 second");
        var second = sealer.seal().orElseThrow();
        assertEquals(2, second.number());
        org.junit.jupiter.api.Assertions.assertArrayEquals(first.mac(), second.previousMac());
        assertTrue(verify(second.anchor()).isIntact());
    }

    @ParameterizedTest
    @ValueSource(strings = {"array[null]::bigint[]", "array[event_ids]", "'{}'"})
    @DisplayName("Sealing goes on after a seal that somebody made unreadable")
    void sealsAfterUnreadable(String eventIds) throws SQLException {
        threeSeals();
        execute("update audit_seal set event_ids = " + eventIds + " where seal_number = 3");
        assertEquals(4, sealer.seal().orElseThrow().number());
        var finding = only(verify());
        assertEquals(Kind.SEAL_ALTERED, finding.kind());
        assertEquals(Optional.of(3L), finding.seal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set changes = '{}' where event_id = 5",
                "update audit_event set seal_number = null where event_id = 5",
                "delete from audit_event where event_id = 5"
            })
    @DisplayName(
            "Retention leaves a batch of which an event was altered or is missing: as evidence")
    void keepsAlteredEvents(String sql) throws SQLException {
        events(10, "2 days");
        sealer.seal();
        execute(sql);
        var before = ids();
        var finding = only(verify());
        assertThrows(
                AlteredHistoryException.class, () -> sealer.removeOlderThan(Duration.ofDays(1)));
        assertEquals(before, ids());
        assertEquals(finding, only(verify()));
    }

    @ParameterizedTest
    @CsvSource({
        "update audit_seal set last_event_at = last_event_at - interval '2 days' where seal_number = 1",
        "delete from audit_seal where seal_number = 1"
    })
    @DisplayName("Retention removes nothing by the word of somebody who altered a seal")
    void keepsAltered(String sql) throws SQLException {
        events(10, "1 hour");
        sealer.seal();
        events(10, "2 days");
        sealer.seal();
        execute(sql);
        assertThrows(
                AlteredHistoryException.class, () -> sealer.removeOlderThan(Duration.ofDays(1)));
        assertEquals(20, ids().size());
    }

    @Test
    @DisplayName(
            "Parallel registrations leave one event each, and two sealers at once seal each of them once")
    void sealsEachOnce() throws Exception {
        var over = new AtomicBoolean();
        var threads = Executors.newFixedThreadPool(6);
        try {
            register(); // REST-assured's first step is not made for several threads
            Callable<Boolean> sealing =
                    () -> {
                        while (!over.get()) {
                            sealer.seal();
                        }
                        return true;
                    };
            var sealers = List.of(threads.submit(sealing), threads.submit(sealing));
            Callable<Boolean> registering =
                    () -> {
                        for (int i = 0; i < 25; i++) {
                            register();
                        }
                        return true;
                    };
            for (var done : threads.invokeAll(Collections.nCopies(4, registering))) {
                done.get();
            }
            over.set(true);
            for (var sealed : sealers) {
                sealed.get();
            }
        } finally {
            threads.shutdownNow();
        }
        sealer.seal();
        assertEquals(101, ids().size());
        assertEquals(ids(), numbers("select unnest(event_ids) as id from audit_seal order by id"));
        assertEquals(
                List.of(0L), numbers("select count(*) from audit_event where seal_number is null"));
        assertTrue(verify().isIntact());
        assertTrue(verify().seals() > 1);
    }

    @Test
    @DisplayName("A change that does not come to be has no event")
    void rollsBack() throws SQLException {
        assertThrows(
                IllegalStateException.class,
                () ->
                        QuarkusTransaction.requiringNew()
                                .run(
                                        () -> {
                                            record();
                                            throw new IllegalStateException();
                                        }));
        assertTrue(ids().isEmpty());
        QuarkusTransaction.requiringNew().run(this::record);
        assertFalse(ids().isEmpty());
    }

    private void record() {
        trail.record(Actor.SERVICE, Action.UPDATED, Target.client("c"), Changes.NONE);
    }

    private static void register() {
        given().contentType("application/json")
                .body("{\"redirect_uris\": [\"https://client.example.org/cb\"]}")
                .post("/register")
                .then()
                .statusCode(201);
    }

    private static List<Long> ids() throws SQLException {
        return numbers("select event_id from audit_event order by event_id");
    }
}
