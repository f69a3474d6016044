package org.clientregistrar.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.Mac;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientregistrar.AtOnce;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.StoredSecret.Form;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored of a secret, and what it takes to compare one with it. */
class SecretVaultTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String OLD = Keyset.generateKey();
    private static final String NEW = Keyset.generateKey();
    private static final Optional<String> NONE = Optional.empty();
    private static final Secret LONG = Secret.generate("", 48);

    private final AtomicInteger derivations = new AtomicInteger();
    private final SecretVault old = vault(OLD);

    private SecretVault vault(String... keys) {
        return new SecretVault(Keyset.parse(List.of(keys)), this::derive);
    }

    private byte[] derive(Secret secret, byte[] salt, int iterations) {
        derivations.incrementAndGet();
        assertEquals(600_000, iterations);
        return secret.sha256();
    }

    private static int id(String key) {
        return Keyset.parse(List.of(key)).firstId();
    }

    private static StoredSecret withValue(StoredSecret stored, String value) {
        return stored.stored(stored.form(), value, stored.hash());
    }

    @Test
    @DisplayName(
            "A sealed secret is compared by the keyed hash beside it: nothing is opened for that")
    void comparesWithoutOpening() {
        var stored = old.store("c", LONG, true, NOW, null);
        var unopenable = withValue(stored, stored.hash());
        assertEquals(Optional.empty(), old.open("c", unopenable));
        assertTrue(old.present("c", LONG).isQuickly(unopenable));
        assertFalse(old.present("c", Secret.of("x")).isQuickly(unopenable));
        assertFalse(old.present("other", LONG).isQuickly(unopenable));
    }

    @Test
    @DisplayName(
            "A presented secret takes one keyed hash with each key, however many secrets there are")
    void hashesOnceForAllSecrets() throws Exception {
        var keyset = Keyset.parse(List.of(NEW, OLD));
        var hashes = new AtomicInteger();
        keyset.macs()
                .replaceAll(
                        mac ->
                                new Mac() {
                                    @Override
                                    public byte[] computeMac(byte[] data)
                                            throws GeneralSecurityException {
                                        hashes.incrementAndGet();
                                        return mac.computeMac(data);
                                    }

                                    @Override
                                    public void verifyMac(byte[] value, byte[] data) {
                                        throw new AssertionError("one more for each secret");
                                    }
                                });
        var stored = old.store("c", LONG, true, NOW, null);
        for (int many : new int[] {0, 1, 11}) {
            hashes.set(0);
            var presented =
                    new SecretVault(keyset, this::derive).present("c", Secret.of("a wrong guess"));
            for (int i = 0; i < many; i++) {
                assertFalse(presented.isQuickly(stored));
            }
            assertEquals(2, hashes.get());
            assertEquals(0, derivations.get());
        }
    }

    @Test
    @DisplayName("One that an earlier release sealed is opened, until it gets its hash")
    void opensWithoutHash() {
        var stored = old.store("c", LONG, true, NOW, null);
        var earlier = stored.stored(Form.SEALED, stored.value(), null);
        assertTrue(old.present("c", LONG).isQuickly(earlier));
        assertFalse(old.present("c", Secret.of("x")).isQuickly(earlier));
        for (var renewed : List.of(old.renewed("c", earlier, LONG), old.resealed("c", earlier))) {
            assertTrue(old.present("c", LONG).isQuickly(withValue(renewed, renewed.hash())));
            assertEquals(Optional.of(LONG), old.open("c", renewed));
        }
    }

    @Test
    @DisplayName("What one key sealed is sealed anew by the first one, and needs no other any more")
    void reseals() {
        var stored = old.store("c", LONG, true, NOW, NOW.plusSeconds(60)).labelled("blue");
        assertEquals(Set.of(id(OLD)), old.keysOf(stored));
        var both = vault(NEW, OLD);
        var resealed = both.resealed("c", stored);
        assertEquals(Set.of(id(NEW)), both.keysOf(resealed));
        assertEquals(resealed, both.resealed("c", resealed));
        assertEquals(stored.id(), resealed.id());
        assertEquals("blue", resealed.label());
        assertEquals(stored.expiry(), resealed.expiry());
        var alone = vault(NEW);
        assertEquals(Optional.of(LONG), alone.open("c", resealed));
        assertTrue(alone.present("c", LONG).isQuickly(resealed));
        assertEquals(stored, alone.resealed("c", stored), "what cannot be opened stays");
        assertFalse(alone.present("c", LONG).isQuickly(stored));
    }

    @Test
    @DisplayName("A keyed hash needs the key that made it until it is verified once")
    void renewsHashes() {
        var stored = old.store("c", LONG, false, NOW, null);
        assertEquals(Form.HASHED, stored.form());
        var both = vault(NEW, OLD);
        assertEquals(stored, both.resealed("c", stored));
        assertEquals(stored, both.hashed("c", stored));
        assertTrue(both.present("c", LONG).isQuickly(stored));
        var renewed = both.renewed("c", stored, LONG);
        assertEquals(Set.of(id(NEW)), both.keysOf(renewed));
        assertTrue(vault(NEW).present("c", LONG).isQuickly(renewed));
        assertEquals(renewed, both.renewed("c", renewed, LONG));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 56})
    @DisplayName(
            "A secret from elsewhere that is only compared gets a slow hash below 32 characters, a keyed one from there on")
    void hashesShortOnesSlowly(int length) {
        var secret = Secret.of("a".repeat(length));
        var stored = old.storeImported("c", secret, false, NOW, null, NONE);
        assertTrue(stored.wasImported());
        assertEquals(length < 32 ? Form.SLOW : Form.HASHED, stored.form());
        assertEquals(length < 32 ? 1 : 0, derivations.get());
        assertEquals(length >= 32, old.present("c", secret).isQuickly(stored));
        assertEquals(Form.SEALED, old.storeImported("c", secret, true, NOW, null, NONE).form());
    }

    @Test
    @DisplayName(
            "A slow hash needs no key, has a salt of its own, and is gone after it was verified")
    void verifiesSlowly() {
        var secret = Secret.of("short");
        var stored = old.storeImported("c", secret, false, NOW, null, NONE);
        assertNotEquals(
                stored.value(), old.storeImported("c", secret, false, NOW, null, NONE).value());
        var alone = vault(NEW);
        assertEquals(Set.of(), alone.keysOf(stored));
        assertTrue(alone.present("c", secret).isSlowly(Optional.of(stored)));
        assertFalse(alone.present("c", Secret.of("")).isSlowly(Optional.of(stored)));
        assertFalse(alone.present("c", secret).isSlowly(Optional.empty()));
        var renewed = alone.renewed("c", stored, secret);
        assertEquals(Form.HASHED, renewed.form());
        assertTrue(renewed.wasImported());
        assertTrue(alone.present("c", secret).isQuickly(renewed));
    }

    @Test
    @DisplayName("A slow hash can be made before, and is then stored as it is")
    void hashesBefore() {
        var secret = Secret.of("short");
        var hash = old.slowHash(secret, false);
        derivations.set(0);
        var stored = old.storeImported("c", secret, false, NOW, null, hash);
        assertEquals(0, derivations.get());
        assertEquals(hash, Optional.of(stored.value()));
        assertTrue(old.present("c", secret).isSlowly(Optional.of(stored)));
        assertEquals(NONE, old.slowHash(secret, true));
        assertEquals(NONE, old.slowHash(LONG, false));
        assertEquals(Form.SEALED, old.storeImported("c", secret, true, NOW, null, hash).form());
    }

    @Test
    @DisplayName("Where secrets become hashes, a short one from elsewhere gets a slow one")
    void hashesWhatWasSealed() {
        var made = old.store("c", LONG, true, NOW, null);
        assertEquals(Form.HASHED, old.hashed("c", made).form());
        var brought = old.storeImported("c", Secret.of("short"), true, NOW, null, NONE);
        assertEquals(Form.SLOW, old.hashed("c", brought).form());
    }

    @Test
    @DisplayName("CHOICE-22: a secret that ends now is over")
    void endsExactly() {
        var stored = old.store("c", LONG, true, NOW, NOW.plusSeconds(60));
        assertTrue(stored.isLive(NOW.plusMillis(59_999)));
        assertFalse(stored.isLive(NOW.plusSeconds(60)));
        assertFalse(stored.endingBy(NOW).isLive(NOW));
        assertEquals(stored.expiry(), stored.endingBy(NOW.plusSeconds(90)).expiry());
    }

    @Test
    @DisplayName("A slow hash follows from the secret, of any length, the salt and the count alone")
    void derives() {
        var secret = Secret.of("");
        var salt = new byte[16];
        var one = new Pbkdf2().derive(secret, salt, 1);
        assertEquals(32, one.length);
        var other = new Pbkdf2().derive(Secret.of("x".repeat(9_999)), salt, 1);
        assertFalse(Arrays.equals(one, other));
        assertTrue(Arrays.equals(one, new Pbkdf2().derive(secret, salt, 1)));
        assertFalse(Arrays.equals(one, new Pbkdf2().derive(secret, salt, 2)));
    }

    @Test
    @DisplayName("Only so many slow hashes are made at a time; others are put off with 503")
    void boundsSlowHashes() throws Exception {
        var slow = new Pbkdf2(1, Duration.ZERO);
        Callable<Integer> task =
                () -> {
                    try {
                        return slow.derive(LONG, new byte[16], 2_000_000).length;
                    } catch (OAuthException e) {
                        return e.status();
                    }
                };
        var results = new ArrayList<>(AtOnce.run(List.of(task, task, task)));
        Collections.sort(results);
        assertEquals(32, results.get(0));
        assertEquals(503, results.get(2), results.toString());
        assertEquals(32, slow.derive(LONG, new byte[16], 1).length);
    }

    @Test
    @DisplayName(
            "Few wait for their turn: more guesses at once than that are put off at once, and take no thread")
    void boundsWaiters() throws Exception {
        var slow = new Pbkdf2(1, Duration.ofMinutes(1));
        Callable<Integer> task =
                () -> {
                    try {
                        return slow.derive(LONG, new byte[16], 1_000_000).length;
                    } catch (OAuthException e) {
                        return e.status();
                    }
                };
        var results = AtOnce.run(Collections.nCopies(8, task));
        assertEquals(5, Collections.frequency(results, 32), results.toString());
        assertEquals(3, Collections.frequency(results, 503), results.toString());
        assertEquals(32, task.call(), "places are free again");
    }

    @Test
    @DisplayName("Who is patient waits for a turn for as long as it takes")
    void waits() throws Exception {
        var patient = new Pbkdf2(1, Duration.ZERO).patient();
        Callable<Integer> task = () -> patient.derive(LONG, new byte[16], 200_000).length;
        assertEquals(Collections.nCopies(8, 32), AtOnce.run(Collections.nCopies(8, task)));
    }
}
