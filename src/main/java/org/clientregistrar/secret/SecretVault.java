package org.clientregistrar.secret;

import com.google.crypto.tink.Mac;
import io.quarkus.logging.Log;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.secret.StoredSecret.Form;

/**
 * Turns client secrets into what may lie in the database, and back. Each is bound to its client's
 * id, but for slow hashes, which have a salt.
 */
public final class SecretVault {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;

    /** As few hexadecimal digits as make 128 bits. */
    private static final int LONG = 32;

    private final Keyset keyset;
    private final SlowHashing hashing;

    public SecretVault(Keyset keyset, SlowHashing hashing) {
        this.keyset = keyset;
        this.hashing = hashing;
    }

    /**
     * Makes the stored form of a secret that was made here.
     *
     * @param isKept whether it shall be possible to show it again
     * @param expiresAt null for a secret that does not expire
     */
    public StoredSecret store(
            String clientId, Secret secret, boolean isKept, Instant now, Instant expiresAt) {
        var form = isKept ? Form.SEALED : Form.HASHED;
        return stored(clientId, empty(form, now, expiresAt, null), form, secret);
    }

    /**
     * Makes the stored form of a secret that was made elsewhere: where it is only compared and
     * short, a slow hash, until it is verified for the first time.
     *
     * @param slowHash that of {@link #slowHash}; where it is empty and one is needed, it is made,
     *     which takes long
     */
    public StoredSecret storeImported(
            String clientId,
            Secret secret,
            boolean isKept,
            Instant now,
            Instant expiresAt,
            Optional<String> slowHash) {
        var form = isKept ? Form.SEALED : hashFor(secret, true);
        var empty = empty(form, now, expiresAt, true);
        return form == Form.SLOW && slowHash.isPresent()
                ? empty.stored(form, slowHash.get(), null)
                : stored(clientId, empty, form, secret);
    }

    /**
     * What takes long of {@link #storeImported}; empty where nothing does.
     *
     * @throws org.clientregistrar.error.OAuthException 503 where too many are made at a time
     */
    public Optional<String> slowHash(Secret secret, boolean isKept) {
        return isKept || hashFor(secret, true) != Form.SLOW
                ? Optional.empty()
                : Optional.of(SlowHash.of(secret, hashing).toString());
    }

    /** The same for one who waits for slow hashes as long as it takes. */
    public SecretVault patient() {
        return new SecretVault(keyset, hashing.patient());
    }

    private static StoredSecret empty(Form form, Instant now, Instant expiresAt, Boolean imported) {
        return new StoredSecret(
                newId(),
                null,
                form,
                null,
                null,
                now.getEpochSecond(),
                expiresAt == null ? null : expiresAt.getEpochSecond(),
                imported);
    }

    private StoredSecret stored(String clientId, StoredSecret as, Form form, Secret secret) {
        return switch (form) {
            case SEALED ->
                    as.stored(form, base64(seal(clientId, secret)), base64(hash(clientId, secret)));
            case HASHED -> as.stored(form, base64(hash(clientId, secret)), null);
            case SLOW -> as.stored(form, SlowHash.of(secret, hashing).toString(), null);
        };
    }

    private static Form hashFor(Secret secret, boolean isImported) {
        return isImported && secret.reveal().length() < LONG ? Form.SLOW : Form.HASHED;
    }

    /**
     * The secret in the clear; empty if it was hashed, or sealed by a key that is lost: the client
     * is then helped by a new secret, not by an error.
     */
    public Optional<Secret> open(String clientId, StoredSecret stored) {
        if (stored.form() != Form.SEALED) {
            return Optional.empty();
        }
        try {
            var text = keyset.aead().decrypt(bytes(stored.value()), utf8(clientId));
            return Optional.of(Secret.of(new String(text, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            Log.warnf("the secret of client %s cannot be opened with this keyset", clientId);
            return Optional.empty();
        }
    }

    /** The same secret as a hash; as it is where it cannot be opened. */
    public StoredSecret hashed(String clientId, StoredSecret stored) {
        return open(clientId, stored)
                .map(
                        secret ->
                                stored(
                                        clientId,
                                        stored,
                                        hashFor(secret, stored.wasImported()),
                                        secret))
                .orElse(stored);
    }

    /** The same sealed secret, as the first key makes it; as it is where it cannot be opened. */
    public StoredSecret resealed(String clientId, StoredSecret stored) {
        return isOfFirstKey(stored)
                ? stored
                : open(clientId, stored)
                        .map(secret -> stored(clientId, stored, Form.SEALED, secret))
                        .orElse(stored);
    }

    /**
     * What is to be stored of a secret once it was presented: all as the first key makes it, and no
     * slow hash any more.
     *
     * @param secret what is stored, in the clear
     */
    public StoredSecret renewed(String clientId, StoredSecret stored, Secret secret) {
        return isOfFirstKey(stored)
                ? stored
                : stored(
                        clientId,
                        stored,
                        stored.form() == Form.SEALED ? Form.SEALED : Form.HASHED,
                        secret);
    }

    /** The ids of the keys without which it could not be opened, or compared. */
    public Set<Integer> keysOf(StoredSecret stored) {
        var ids = new HashSet<Integer>();
        if (!stored.hasSlowHash()) {
            Keyset.idOf(bytes(stored.value())).ifPresent(ids::add);
        }
        if (stored.hash() != null) {
            Keyset.idOf(bytes(stored.hash())).ifPresent(ids::add);
        }
        return ids;
    }

    private boolean isOfFirstKey(StoredSecret stored) {
        return !stored.hasSlowHash()
                && (stored.form() != Form.SEALED || stored.hash() != null)
                && keysOf(stored).equals(Set.of(keyset.firstId()));
    }

    /** A presented secret, to be compared with what is stored. */
    public Presented present(String clientId, Secret secret) {
        return new Presented(clientId, secret);
    }

    /**
     * A presented secret, hashed once with each key: how many secrets it is compared with then
     * makes no difference worth the name. Each comparison takes constant time.
     */
    public final class Presented {

        private final String clientId;
        private final Secret secret;
        private final List<byte[]> hashes;

        private Presented(String clientId, Secret secret) {
            this.clientId = clientId;
            this.secret = secret;
            this.hashes = keyset.macs().stream().map(mac -> hash(mac, clientId, secret)).toList();
        }

        /**
         * Whether it is the stored one; false for slow hashes. One that an earlier release sealed
         * has no hash beside it yet, and is opened.
         */
        public boolean isQuickly(StoredSecret stored) {
            return switch (stored.form()) {
                case HASHED -> isOneOfHashes(stored.value());
                case SLOW -> false;
                case SEALED ->
                        stored.hash() == null
                                ? open(clientId, stored).filter(secret::equals).isPresent()
                                : isOneOfHashes(stored.hash());
            };
        }

        private boolean isOneOfHashes(String stored) {
            var hash = bytes(stored);
            var isOne = false;
            for (var own : hashes) {
                isOne |= MessageDigest.isEqual(own, hash);
            }
            return isOne;
        }

        /**
         * Whether it is the one of a slow hash. This takes a large part of a second.
         *
         * @param stored empty to take as long for nothing
         */
        public boolean isSlowly(Optional<StoredSecret> stored) {
            return stored.map(StoredSecret::value)
                            .map(SlowHash::parse)
                            .orElse(SlowHash.OF_NOTHING)
                            .matches(secret, hashing)
                    && stored.isPresent();
        }
    }

    private static String newId() {
        var random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private byte[] seal(String clientId, Secret secret) {
        try {
            return keyset.aead().encrypt(utf8(secret.reveal()), utf8(clientId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be sealed", e);
        }
    }

    private byte[] hash(String clientId, Secret secret) {
        return hash(keyset.macs().get(0), clientId, secret);
    }

    /** A client id has no character U+0000, so the two parts cannot be mistaken for others. */
    private static byte[] hash(Mac mac, String clientId, Secret secret) {
        try {
            return mac.computeMac(utf8(clientId + '\0' + secret.reveal()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be hashed", e);
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
