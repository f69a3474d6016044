package org.clientregistrar.secret;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.clientregistrar.error.OAuthException;

/**
 * PBKDF2 with HMAC-SHA-256 (RFC 8018 section 5.2). Only half of the processors do it at a time, and
 * few wait for that, so that guesses take neither the processors nor the threads of all else.
 */
public final class Pbkdf2 implements SlowHashing {

    private static final int BITS = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** For each turn: more would not have theirs in time. */
    private static final int WAITING = 4;

    private final Semaphore turns;
    private final Semaphore places;
    private final Duration patience;

    public Pbkdf2() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PATIENCE);
    }

    /**
     * With a limit of one's own.
     *
     * @param most how many may be made at a time
     * @param patience for how long others wait, a few at most
     */
    Pbkdf2(int most, Duration patience) {
        this.turns = new Semaphore(most, true);
        this.places = new Semaphore(most * (1 + WAITING));
        this.patience = patience;
    }

    @Override
    public byte[] derive(Secret secret, byte[] salt, int iterations) {
        if (!places.tryAcquire()) {
            throw OAuthException.temporarilyUnavailable(PATIENCE);
        }
        try {
            takeTurn();
            return deriveInTurn(secret, salt, iterations);
        } finally {
            places.release();
        }
    }

    @Override
    public SlowHashing patient() {
        return (secret, salt, iterations) -> {
            turns.acquireUninterruptibly();
            return deriveInTurn(secret, salt, iterations);
        };
    }

    private byte[] deriveInTurn(Secret secret, byte[] salt, int iterations) {
        try {
            // Of one length, whatever the secret's is: it shall not tell by the time it takes.
            var text = Base64.getEncoder().encodeToString(secret.sha256()).toCharArray();
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(text, salt, iterations, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be hashed", e);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(patience.toMillis(), MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw OAuthException.temporarilyUnavailable(PATIENCE);
    }
}
