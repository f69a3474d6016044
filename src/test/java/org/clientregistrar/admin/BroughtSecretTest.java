package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Batch.bring;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.secret.Keyset;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.SecretVault;
import org.clientregistrar.secret.SlowHashing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Short secrets that operators bring along, where they are hashed. */
@RegistrarTest
@TestProfile(BroughtSecretTest.Watched.class)
class BroughtSecretTest {

    /** Of each slow hash: whether it was made inside of a transaction, by one who is patient. */
    private static final Queue<String> MADE = new ConcurrentLinkedQueue<>();

    public static class Watched implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registrar.client-secret.storage", "hashed");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Vaults.class);
        }
    }

    /** Vaults that tell when they make slow hashes, and make them fast. */
    @Alternative
    @Singleton
    public static class Vaults {
        @Produces
        @Singleton
        SecretVault vault(Keyset keyset) {
            return new SecretVault(
                    keyset,
                    new SlowHashing() {
                        @Override
                        public byte[] derive(Secret secret, byte[] salt, int iterations) {
                            return made("", secret);
                        }

                        @Override
                        public SlowHashing patient() {
                            return (secret, salt, iterations) -> made(" patiently", secret);
                        }
                    });
        }
    }

    private static byte[] made(String how, Secret secret) {
        MADE.add(
                (QuarkusTransaction.getStatus() == Status.STATUS_ACTIVE ? "inside" : "outside")
                        + how);
        return secret.sha256();
    }

    private final String id = "brought-" + UUID.randomUUID();

    @BeforeEach
    void forget() {
        MADE.clear();
    }

    private static String request(String secret) {
        return "{" + Clients.URIS + ", \"client_secret\": \"" + secret + "\"}";
    }

    private String line(String id, String members) {
        return "{\"client_id\": \"" + id + "\", " + Clients.URIS + members + "}\n";
    }

    private static String forms(String id) {
        return Rows.select(
                        "select jsonb_path_query_array(secrets, '$[*].form')::text from client where client_id = ?",
                        id)
                .get(0);
    }

    private static String slowHash(String id) {
        return Rows.select("select secrets->0->>'value' from client where client_id = ?", id)
                .get(0);
    }

    @Test
    @DisplayName(
            "CHOICE-03: the slow hash of a secret that an operator sets is made, and compared, before the transaction")
    void hashesBeforeTheTransaction() {
        String created =
                admin().body(request("short"))
                        .post("/admin/clients")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("client_id");
        assertEquals("[\"SLOW\"]", forms(created));
        assertEquals(List.of("outside"), List.copyOf(MADE));
        var stored = slowHash(created);
        Clients.put(created, "\"client_secret\": \"short\", \"note\": \"x\"").statusCode(200);
        assertEquals(stored, slowHash(created), "it is the same secret");
        assertEquals(List.of("outside", "outside"), List.copyOf(MADE));
        Clients.put(created, "\"client_secret\": \"other\"").statusCode(200);
        assertTrue(!stored.equals(slowHash(created)));
        assertTrue(MADE.stream().allMatch("outside"::equals), MADE.toString());
    }

    @Test
    @DisplayName(
            "CHOICE-03: so it is for each line of an import, which waits for its turn; a dry run makes none")
    void importsBeforeTheTransaction() {
        var body =
                line(id + "-1", ", \"client_secret\": \"one\"")
                        + line(id + "-2", ", \"client_secret\": \"two\"");
        assertEquals(List.of("created", "created"), bring("?dry_run=true", body).outcomes());
        assertEquals(List.of(), List.copyOf(MADE));
        assertEquals(List.of("created", "created"), bring("", body).outcomes());
        assertEquals(List.of("outside patiently", "outside patiently"), List.copyOf(MADE));
        assertEquals("[\"SLOW\"]", forms(id + "-1"));
        assertEquals(List.of("unchanged", "unchanged"), bring("", body).outcomes());
        var changed =
                line(id + "-1", ", \"client_secret\": \"three\"")
                        + line(id + "-2", ", \"client_secret\": \"two\", \"note\": \"x\"");
        assertEquals(
                List.of("replaced", "replaced"), bring("?on_conflict=replace", changed).outcomes());
        assertTrue(MADE.stream().allMatch("outside patiently"::equals), MADE.toString());
    }
}
