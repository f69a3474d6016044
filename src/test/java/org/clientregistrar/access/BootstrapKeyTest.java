package org.clientregistrar.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.audit.Actor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The key that a start brings along. */
@RegistrarTest
class BootstrapKeyTest {

    @Inject AccessKeys keys;

    private long known(String keyId) {
        return keys.list().stream().filter(key -> key.keyId().equals(keyId)).count();
    }

    @Test
    @DisplayName("A key of the settings is taken in once, also by replicas that start together")
    void isTakenInOnce() throws Exception {
        var key = AccessKeys.newKey();
        var before = keys.list().size();
        Callable<Boolean> start = () -> keys.adopt(key);
        assertEquals(Collections.nCopies(8, true), AtOnce.run(Collections.nCopies(8, start)));
        assertEquals(before + 1, keys.list().size());
    }

    @Test
    @DisplayName(
            "A key of the settings has all scopes, also those that its row lacks since an earlier release did not have them")
    void hasScopesOfLaterReleases() {
        var key = AccessKeys.newKey();
        assertTrue(keys.adopt(key));
        var keyId = keys.authenticate(key).orElseThrow().actor().id();
        assertEquals(
                1,
                Rows.update(
                        "update access_key set scopes = '[\"keys:write\"]' where key_id = ?",
                        keyId));
        assertTrue(keys.adopt(key));
        assertEquals(Set.of(Scope.values()), keys.authenticate(key).orElseThrow().scopes());
        assertEquals(Scope.names(), keys.find(keyId).orElseThrow().scopes());
    }

    @Test
    @DisplayName("A key of the settings that was revoked stays so at the next start")
    void staysRevoked() {
        var key = AccessKeys.newKey();
        assertTrue(keys.adopt(key));
        var operator = keys.authenticate(key).orElseThrow();
        assertEquals(Scope.values().length, operator.scopes().size());
        var keyId = operator.actor().id();
        assertTrue(keys.revoke(Actor.SERVICE, keyId));
        assertFalse(keys.adopt(key));
        assertTrue(keys.authenticate(key).isEmpty());
        assertEquals(1, known(keyId));
        assertEquals(
                List.of("{\"state\": {\"to\": \"revoked\", \"from\": \"active\"}}"),
                Rows.select(
                        "select changes::text from audit_event where action = 'revoked' and target_id = ?",
                        keyId));
    }
}
