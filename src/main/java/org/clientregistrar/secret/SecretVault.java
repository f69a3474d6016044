package org.clientregistrar.secret;

import io.quarkus.logging.Log;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Turns client secrets into what may lie in the database, and back. Each is bound to its client's
 * id.
 */
public final class SecretVault {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;

    private final Keyset keyset;

    public SecretVault(Keyset keyset) {
        this.keyset = keyset;
    }

    /**
     * Makes the stored form.
     *
     * @param expiresAt null for a secret that does not expire
     */
    public StoredSecret store(
            String clientId,
            Secret secret,
            StoredSecret.Form form,
            Instant now,
            Instant expiresAt) {
        var value =
                form == StoredSecret.Form.SEALED ? seal(clientId, secret) : hash(clientId, secret);
        return new StoredSecret(
                newId(),
                null,
                form,
                base64(value),
                now.getEpochSecond(),
                expiresAt == null ? null : expiresAt.getEpochSecond(),
                null);
    }

    /**
     * The secret in the clear; empty if it was hashed, or sealed by a key that is lost: the client
     * is then helped by a new secret, not by an error.
     */
    public Optional<Secret> open(String clientId, StoredSecret stored) {
        if (stored.form() == StoredSecret.Form.HASHED) {
            return Optional.empty();
        }
        try {
            var text = keyset.aead().decrypt(bytes(stored), context(clientId));
            return Optional.of(Secret.of(new String(text, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            Log.warnf("the secret of client %s cannot be opened with this keyset", clientId);
            return Optional.empty();
        }
    }

    /** The same secret in hashed form; as it is where it cannot be opened. */
    public StoredSecret hashed(String clientId, StoredSecret stored) {
        return open(clientId, stored)
                .map(
                        secret ->
                                stored.with(
                                        StoredSecret.Form.HASHED, base64(hash(clientId, secret))))
                .orElse(stored);
    }

    /** Whether a presented secret is the stored one, in constant time. */
    public boolean matches(String clientId, StoredSecret stored, Secret presented) {
        if (stored.form() == StoredSecret.Form.SEALED) {
            return open(clientId, stored).filter(presented::equals).isPresent();
        }
        try {
            keyset.mac().verifyMac(bytes(stored), hashed(clientId, presented));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String newId() {
        var random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private byte[] seal(String clientId, Secret secret) {
        try {
            return keyset.aead().encrypt(utf8(secret.reveal()), context(clientId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be sealed", e);
        }
    }

    private byte[] hash(String clientId, Secret secret) {
        try {
            return keyset.mac().computeMac(hashed(clientId, secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be hashed", e);
        }
    }

    /** A client id has no character U+0000, so the two parts cannot be mistaken for others. */
    private static byte[] hashed(String clientId, Secret secret) {
        return utf8(clientId + '\0' + secret.reveal());
    }

    private static byte[] context(String clientId) {
        return utf8(clientId);
    }

    private static byte[] bytes(StoredSecret stored) {
        return Base64.getDecoder().decode(stored.value());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
