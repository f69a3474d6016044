package org.clientregistrar.audit;

import static org.clientregistrar.audit.OwnHistory.events;
import static org.clientregistrar.audit.OwnHistory.execute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

/** How another key comes to vouch for the history. */
@RegistrarTest
@QuarkusTestResource(value = OwnHistory.class, restrictToAnnotatedClass = true)
class HistoryRenewalTest {

    private static final String NEW = Keyset.generateKey();
    private static final Keyset BOTH = Keyset.parse(List.of(NEW, TestDatabase.KEY));
    private static final Keyset ALONE = Keyset.parse(List.of(NEW));

    @Inject Sealer sealer;

    private final List<Anchor> anchors = new ArrayList<>();

    @BeforeEach
    void sealThree() throws SQLException {
        OwnHistory.clear();
        for (int i = 0; i < 3; i++) {
            events(10, "1 minute");
            anchors.add(sealer.seal().orElseThrow().anchor());
        }
    }

    private Report verify(Keyset keyset) throws SQLException {
        try (var connection = OwnHistory.connection()) {
            return Verification.verify(connection, new HistoryMac(keyset), 1, anchors);
        }
    }

    private static long renew(Keyset keyset) throws SQLException {
        return renew(keyset, 1);
    }

    private static long renew(Keyset keyset, long from) throws SQLException {
        try (var connection = OwnHistory.connection()) {
            return new HistoryRenewal(connection, new HistoryMac(keyset)).renew(from);
        }
    }

    private static Set<Integer> keysInUse(Keyset keyset) throws SQLException {
        try (var connection = OwnHistory.connection()) {
            return new HistoryRenewal(connection, new HistoryMac(keyset)).keysInUse();
        }
    }

    private static List<Kind> kinds(Report report) {
        return report.findings().stream().map(Finding::kind).toList();
    }

    @Test
    @DisplayName(
            "Once seals are renewed, the new key alone verifies the history, and lines of the log are still true")
    void renews() throws SQLException {
        assertEquals(Set.of(Keyset.parse(List.of(TestDatabase.KEY)).firstId()), keysInUse(BOTH));
        assertFalse(verify(ALONE).isIntact());
        assertEquals(3, renew(BOTH));
        assertEquals(0, renew(BOTH));
        assertEquals(Set.of(ALONE.firstId()), keysInUse(BOTH));
        assertTrue(verify(ALONE).isIntact(), verify(ALONE).toString());
        assertTrue(verify(BOTH).isIntact());
        events(10, "1 second");
        anchors.add(
                sealer.seal().orElseThrow().anchor()); // by a replica that has the old key first
        assertTrue(verify(BOTH).isIntact());
        assertEquals(1, renew(BOTH));
        assertTrue(verify(ALONE).isIntact());
    }

    @Test
    @DisplayName("Seals are renewed again by a third key")
    void renewsAgain() throws SQLException {
        renew(BOTH);
        var third = Keyset.generateKey();
        assertEquals(3, renew(Keyset.parse(List.of(third, NEW))));
        assertTrue(verify(Keyset.parse(List.of(third))).isIntact());
    }

    @Test
    @DisplayName("Where seals of a lost key come first, those behind are renewed")
    void renewsFrom() throws SQLException {
        assertEquals(2, renew(BOTH, 2));
        assertEquals(Set.copyOf(BOTH.ids()), keysInUse(BOTH));
        try (var connection = OwnHistory.connection()) {
            var report = Verification.verify(connection, new HistoryMac(ALONE), 2, List.of());
            assertTrue(report.isIntact(), report.toString());
        }
    }

    @Test
    @DisplayName("So is the note that retention has removed seals")
    void renewsBeginning() throws SQLException {
        assertTrue(sealer.removeOlderThan(Duration.ZERO).isPresent());
        assertEquals(List.of(Kind.BEGINNING_ALTERED), kinds(verify(ALONE)).subList(0, 1));
        assertEquals(2, renew(BOTH));
        assertTrue(verify(ALONE).isIntact(), verify(ALONE).toString());
        assertEquals(Set.of(ALONE.firstId()), keysInUse(BOTH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_seal set digests = set_byte(digests, 0, 255 - get_byte(digests, 0)) where seal_number = 2|true",
                "update audit_seal set mac = set_byte(mac, 9, 255 - get_byte(mac, 9)) where seal_number = 2|true",
                "update audit_seal set renewed_mac = mac where seal_number = 2|true",
                "update audit_seal set renewed_mac = '' where seal_number = 2|false"
            })
    @DisplayName("What was altered before is not renewed, and is found as before")
    void refusesAltered(String sql, boolean needsOld) throws SQLException {
        assertEquals(1, execute(sql));
        assertEquals(2, renew(BOTH));
        for (var keyset : List.of(BOTH, ALONE)) {
            assertTrue(kinds(verify(keyset)).contains(Kind.SEAL_ALTERED));
        }
        var old = Keyset.parse(List.of(TestDatabase.KEY)).firstId();
        assertEquals(
                needsOld ? Set.of(ALONE.firstId(), old) : Set.of(ALONE.firstId()), keysInUse(BOTH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_seal set sealed_at = sealed_at + interval '1 microsecond' where seal_number = 2",
                "update audit_seal set mac = set_byte(mac, 9, 255 - get_byte(mac, 9)) where seal_number = 2",
                "update audit_seal set renewed_mac = set_byte(renewed_mac, 9, 255 - get_byte(renewed_mac, 9)) where seal_number = 2",
                "update audit_seal set renewed_mac = null where seal_number = 2"
            })
    @DisplayName("What is altered after it was renewed is found by the new key alone")
    void findsTampering(String sql) throws SQLException {
        renew(BOTH);
        assertEquals(1, execute(sql));
        assertTrue(kinds(verify(ALONE)).contains(Kind.SEAL_ALTERED));
    }

    @Test
    @DisplayName("An event that was altered before its seal was renewed is found as before")
    void findsAlteredEvent() throws SQLException {
        execute("update audit_event set action = 'updated' where event_id = 15");
        assertEquals(3, renew(BOTH));
        assertEquals(List.of(Kind.EVENT_ALTERED), kinds(verify(ALONE)));
    }
}
