package org.clientregistrar.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.access.Admission;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.client.SecretVerdict.Reason;
import org.clientregistrar.client.SecretVerdict.Refused;
import org.clientregistrar.client.SecretVerdict.Verified;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.SecretVault;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of presented secrets, where they are hashed. */
@RegistrarTest
@TestProfile(SecretVerifierTest.Hashed.class)
class SecretVerifierTest {

    private static final String BASIC = "client_secret_basic";
    private static final Secret SHORT = Secret.of("short");
    private static final Secret LONG = Secret.of("0123456789abcdef0123456789abcdef");

    @Inject ClientRegistry clients;
    @Inject SecretVerifier verifier;
    @Inject SecretVault vault;

    public static class Hashed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registrar.client-secret.storage", "hashed");
        }
    }

    private static ClientMetadata metadata() {
        try {
            return JsonMapper.builder()
                    .build()
                    .readValue(
                            "{\"token_endpoint_auth_method\": \"" + BASIC + "\"}",
                            ClientMetadata.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private RegisteredClient created(Secret brought) {
        var wanted =
                new NewClient(
                        Optional.empty(),
                        Optional.empty(),
                        new Provision(
                                metadata(),
                                AdminMembers.DEFAULTS,
                                true,
                                Optional.ofNullable(brought).map(BroughtSecret::of),
                                Optional.empty()),
                        false,
                        false);
        return clients.provision(wanted, new Admission.ByOperator(Actor.SERVICE), List.of())
                .orElseThrow();
    }

    private static String forms(String id) {
        return Rows.select(
                        "select jsonb_path_query_array(secrets, '$[*].form')::text from client where client_id = ?",
                        id)
                .get(0);
    }

    private static String visible(String id) {
        return Rows.select(
                        "select version || ' ' || updated_at || ' ' || (select count(*) from audit_event where target_id = client_id) from client where client_id = ?",
                        id)
                .get(0);
    }

    private SecretVerdict verify(String id, Secret secret) {
        return verifier.verify(id, BASIC, secret);
    }

    @Test
    @DisplayName("CHOICE-03: a secret that was made here is a keyed hash, and verifies")
    void verifiesGenerated() {
        var client = created(null);
        var id = client.client().clientId();
        assertEquals("[\"HASHED\"]", forms(id));
        var verified =
                assertInstanceOf(Verified.class, verify(id, client.secret().orElseThrow().value()));
        assertTrue(verified.secretId().matches("[0-9a-f]{16}"));
        assertEquals(Optional.empty(), verified.expiresAt());
        assertEquals(new Refused(Reason.WRONG_SECRET), verify(id, SHORT));
        assertEquals(
                new Refused(Reason.OTHER_METHOD),
                verifier.verify(id, "client_secret_post", client.secret().orElseThrow().value()));
        for (var unknown : List.of("nobody", "", "nul\0", "x".repeat(300))) {
            assertEquals(new Refused(Reason.UNKNOWN_CLIENT), verify(unknown, SHORT));
        }
    }

    @Test
    @DisplayName(
            "CHOICE-03: a short secret from elsewhere has a slow hash until it is verified for the first time; nobody sees a change")
    void upgradesShortOnes() {
        var id = created(SHORT).client().clientId();
        assertEquals("[\"SLOW\"]", forms(id));
        var before = visible(id);
        assertTrue(QuarkusTransaction.requiringNew().call(Client::hasAnySlowSecret));
        assertEquals(new Refused(Reason.WRONG_SECRET), verify(id, LONG));
        assertEquals("[\"SLOW\"]", forms(id));
        var first = verify(id, SHORT);
        assertInstanceOf(Verified.class, first);
        assertEquals("[\"HASHED\"]", forms(id));
        assertEquals(first, verify(id, SHORT));
        assertEquals(before, visible(id));
        assertFalse(
                Rows.select(
                                "select 1 from client where client_id = ? and slow_secret_since is null",
                                id)
                        .isEmpty());
    }

    @Test
    @DisplayName("CHOICE-03: a long secret from elsewhere is a keyed hash at once")
    void hashesLongOnes() {
        var id = created(LONG).client().clientId();
        assertEquals("[\"HASHED\"]", forms(id));
        assertInstanceOf(Verified.class, verify(id, LONG));
    }

    @Test
    @DisplayName("A client that is disabled or deleted is refused as such, whatever is presented")
    void refusesByState() {
        var caller = new Caller.ByOperator(Actor.SERVICE, Optional.empty());
        for (var secret : List.of(LONG, SHORT)) {
            var client = created(LONG).client();
            var id = client.clientId();
            clients.replace(
                    id,
                    caller,
                    client.version(),
                    new Provision(
                            metadata(),
                            AdminMembers.DEFAULTS,
                            false,
                            Optional.empty(),
                            Optional.empty()),
                    List.of());
            assertEquals(new Refused(Reason.DISABLED_CLIENT), verify(id, secret));
            clients.delete(id, caller, version -> true);
            assertEquals(new Refused(Reason.DELETED_CLIENT), verify(id, secret));
        }
    }

    @Test
    @DisplayName(
            "While anybody has a slow hash, the right secret of a disabled client is not refused sooner than a wrong one")
    void refusesNoSooner() {
        created(SHORT);
        var client = created(LONG).client();
        Rows.update("update client set state = 'DISABLED' where client_id = ?", client.clientId());
        var start = System.nanoTime();
        assertEquals(new Refused(Reason.DISABLED_CLIENT), verify(client.clientId(), LONG));
        assertTrue(System.nanoTime() - start > 50_000_000, "less than any slow hash takes");
    }

    @Test
    @DisplayName(
            "First verifications at once, with a rotation among them, leave one row that is right; only so many slow hashes run at a time")
    void upgradesOnce() throws Exception {
        var caller = new Caller.ByOperator(Actor.SERVICE, Optional.empty());
        var client = created(SHORT).client();
        var id = client.clientId();
        var verdicts =
                AtOnce.run(
                        IntStream.range(0, 6)
                                .<Callable<Object>>mapToObj(
                                        i ->
                                                () ->
                                                        i == 5
                                                                ? clients.rotateSecret(
                                                                        id,
                                                                        caller,
                                                                        version -> true,
                                                                        new SecretRotation(
                                                                                Optional.empty(),
                                                                                Optional.empty(),
                                                                                Optional.empty()))
                                                                : attempt(id))
                                .toList());
        assertTrue(verdicts.stream().anyMatch(Verified.class::isInstance), verdicts.toString());
        assertInstanceOf(Verified.class, verify(id, SHORT));
        assertEquals("[\"HASHED\", \"HASHED\"]", forms(id));
        var rotated = (RegisteredClient) verdicts.get(5);
        assertInstanceOf(Verified.class, verify(id, rotated.secret().orElseThrow().value()));
        assertEquals(
                List.of("1"), Rows.select("select version from client where client_id = ?", id));
    }

    @Test
    @DisplayName(
            "CHOICE-03: where another secret of the client is stored anew, its slow hash is still known to be there")
    void remembersSlowOnes() {
        var id = created(SHORT).client().clientId();
        var slow =
                SecretColumn.read(
                        Rows.select("select secrets::text from client where client_id = ?", id)
                                .get(0));
        var all = List.of(slow.get(0), vault.store(id, LONG, true, Instant.now(), null));
        Rows.update(
                "update client set secrets = cast(? as jsonb) #- '{1,hash}' where client_id = ?",
                SecretColumn.write(all),
                id);
        assertInstanceOf(Verified.class, verify(id, LONG));
        assertEquals(
                List.of("true"),
                Rows.select(
                        "select (slow_secret_since is not null and secrets->1->'hash' is not null)::text from client where client_id = ?",
                        id));
        assertInstanceOf(Verified.class, verify(id, SHORT));
        assertEquals(
                List.of("true"),
                Rows.select(
                        "select (slow_secret_since is null)::text from client where client_id = ?",
                        id));
    }

    /** What becomes of it, be it 503, in a request of its own. */
    private Object attempt(String id) {
        var context = Arc.container().requestContext();
        context.activate();
        try {
            return verify(id, SHORT);
        } catch (OAuthException e) {
            assertEquals(503, e.status());
            return e;
        } finally {
            context.terminate();
        }
    }
}
