package org.clientregistrar.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.secret.Keyset;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.SecretVault;
import org.clientregistrar.secret.StoredSecret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How much work it is to find out which secret was presented. */
class SecretMatchTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Secret WRONG = Secret.of("a wrong guess");
    private static final Secret SHORT = Secret.of("short");

    private final AtomicInteger derivations = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private boolean letsIn = true;
    private final SecretVault vault =
            new SecretVault(
                    Keyset.parse(List.of(Keyset.generateKey())),
                    (secret, salt, iterations) -> {
                        derivations.incrementAndGet();
                        return secret.sha256();
                    });
    private final ClientSecrets secrets =
            new ClientSecrets(
                    new SmallRyeConfigBuilder()
                            .addDiscoveredConverters()
                            .withMapping(RegistrarConfig.class)
                            .build()
                            .getConfigMapping(RegistrarConfig.class),
                    vault);
    private final Secret good = Secret.generate("", 48);
    private final StoredSecret keyed = vault.store("c", good, true, NOW, null);
    private final StoredSecret slow =
            vault.storeImported("c", SHORT, false, NOW, null, Optional.empty());

    @BeforeEach
    void forget() {
        derivations.set(0);
    }

    private Optional<StoredSecret> match(
            List<StoredSecret> stored, Secret presented, boolean hasAnybodySlow) {
        derivations.set(0);
        questions.set(0);
        return secrets.match(
                "c",
                stored,
                presented,
                secret -> letsIn,
                () -> {
                    questions.incrementAndGet();
                    return hasAnybodySlow;
                });
    }

    @Test
    @DisplayName(
            "A wrong secret takes the same work for a client with many secrets, with a slow one, and with none, such as one that is not there")
    void refusesWithTheSameWork() {
        var many = new ArrayList<StoredSecret>();
        for (int i = 0; i < 10; i++) {
            many.add(vault.store("c", Secret.generate("", 48), true, NOW, null));
        }
        for (var stored : List.of(List.<StoredSecret>of(), List.of(keyed), many)) {
            assertEquals(Optional.empty(), match(stored, WRONG, false));
            assertEquals(0, derivations.get());
            assertEquals(1, questions.get());
            assertEquals(Optional.empty(), match(stored, WRONG, true));
            assertEquals(1, derivations.get());
            assertEquals(1, questions.get());
        }
        for (var stored : List.of(List.of(slow), List.of(slow, keyed))) {
            assertEquals(Optional.empty(), match(stored, WRONG, true));
            assertEquals(1, derivations.get());
            assertEquals(1, questions.get());
        }
    }

    @Test
    @DisplayName(
            "A good secret with which the client is not let in takes the same work as a wrong one")
    void refusesGoodOnesWithTheSameWork() {
        letsIn = false;
        assertEquals(Optional.of(keyed), match(List.of(keyed), good, false));
        assertEquals(0, derivations.get());
        assertEquals(1, questions.get());
        for (var stored : List.of(List.of(keyed), List.of(slow, keyed))) {
            assertEquals(Optional.of(keyed), match(stored, good, true));
            assertEquals(1, derivations.get());
            assertEquals(1, questions.get());
        }
        assertEquals(Optional.of(slow), match(List.of(slow), SHORT, true));
        assertEquals(1, derivations.get());
    }

    @Test
    @DisplayName("A good secret is found, whichever it is; only a slow one takes long")
    void finds() {
        assertEquals(Optional.of(keyed), match(List.of(slow, keyed), good, true));
        assertEquals(0, derivations.get());
        assertEquals(Optional.of(slow), match(List.of(slow, keyed), SHORT, true));
        assertEquals(1, derivations.get());
    }
}
