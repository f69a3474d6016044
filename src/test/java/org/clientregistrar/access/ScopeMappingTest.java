package org.clientregistrar.access;

import static org.clientregistrar.access.Scope.AUDIT_READ;
import static org.clientregistrar.access.Scope.CLIENTS_READ;
import static org.clientregistrar.access.Scope.CLIENTS_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.config.SettingException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tokens of an OpenID provider let their holders do. */
class ScopeMappingTest {

    private static final List<String> ROLES =
            List.of(
                    "registrar-admin=clients:read clients:write",
                    "auditor = audit:read",
                    "https://as.example/a=b=clients:read",
                    "auditor=clients:read");

    private static Set<Scope> mapped(String claim, Map<String, Object> claims) {
        return ScopeMapping.of(claim, Optional.of(ROLES)).of(claims);
    }

    @Test
    @DisplayName("Without a mapping the values that are named as scopes here count, and no others")
    void takesOwnNames() {
        var mapping = ScopeMapping.of("scope", Optional.empty());
        assertEquals(
                Set.of(CLIENTS_READ, AUDIT_READ),
                mapping.of(Map.of("scope", "openid clients:read  CLIENTS:WRITE audit:read")));
        assertEquals(
                Set.of(CLIENTS_READ),
                mapping.of(Map.of("scope", List.of("clients:read", "a clients:write", 7))));
    }

    @Test
    @DisplayName("With a mapping its values count alone, also those inside another claim")
    void mapsTheirs() {
        assertEquals(
                Set.of(CLIENTS_READ, CLIENTS_WRITE),
                mapped("roles", Map.of("roles", List.of("registrar-admin", "audit:read"))));
        assertEquals(
                Set.of(AUDIT_READ, CLIENTS_READ),
                mapped(
                        "realm_access/roles",
                        Map.of("realm_access", Map.of("roles", List.of("auditor")))));
        assertEquals(
                Set.of(CLIENTS_READ),
                mapped(
                        "https://as.example/roles",
                        Map.of("https://as.example/roles", "https://as.example/a=b")));
    }

    @ParameterizedTest
    @CsvSource({"scope", "realm_access/roles", "scope/x", "x/scope"})
    @DisplayName("A claim that is missing, or of another type, allows nothing")
    void allowsNothingElse(String claim) {
        assertTrue(mapped(claim, Map.of()).isEmpty());
        assertTrue(
                mapped(claim, Map.of("scope", 7, "x", "auditor", "realm_access", List.of("roles")))
                        .isEmpty());
        assertTrue(mapped(claim, Map.of("scope", Map.of("auditor", "auditor"))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auditor",
                "=clients:read",
                "auditor=",
                "auditor=read",
                "auditor=audit:read,"
            })
    @DisplayName("A mapping that makes no sense is refused at the start")
    void refusesNonsense(String entry) {
        assertThrows(
                SettingException.class,
                () -> ScopeMapping.of("scope", Optional.of(List.of(entry))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "a/", "/a"})
    @DisplayName("A path of claims that makes no sense is refused at the start")
    void refusesOddPaths(String claim) {
        assertThrows(SettingException.class, () -> ScopeMapping.of(claim, Optional.empty()));
    }
}
