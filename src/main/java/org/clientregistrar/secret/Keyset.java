package org.clientregistrar.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.mac.HmacKey;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.config.SettingException;

/**
 * The keys that seal and hash client secrets and vouch for the history, kept outside the database.
 * Each is 32 random bytes, from which the key of each use is derived (RFC 5869). The first is used
 * for what is new; the others still open and verify what they made.
 */
public final class Keyset {

    private static final int KEY_BYTES = 32;

    /** Of all that Tink makes with a key that has an id: a byte, and the id. */
    private static final int PREFIX_BYTES = 5;

    private static final byte PREFIX_START = 1;

    private final Aead aead;
    private final List<Mac> macs = new ArrayList<>();
    private final Mac historyMac;
    private final Set<Integer> ids = new LinkedHashSet<>();

    private Keyset(List<byte[]> keys) throws GeneralSecurityException {
        AeadConfig.register();
        MacConfig.register();
        var sealing = new ArrayList<Key>();
        var vouching = new ArrayList<Key>();
        for (var key : keys) {
            int id = ByteBuffer.wrap(derive(key, "id", Integer.BYTES)).getInt();
            if (!ids.add(id)) {
                throw new GeneralSecurityException("a key occurs twice");
            }
            sealing.add(sealingKey(derive(key, "seal", KEY_BYTES), id));
            var hashing = handle(List.of(hashingKey(derive(key, "hash", KEY_BYTES), id)));
            macs.add(hashing.getPrimitive(RegistryConfiguration.get(), Mac.class));
            vouching.add(hashingKey(derive(key, "history", KEY_BYTES), id));
        }
        this.aead = handle(sealing).getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.historyMac = handle(vouching).getPrimitive(RegistryConfiguration.get(), Mac.class);
    }

    /**
     * Reads keys in base64, the one in use first.
     *
     * @throws IllegalArgumentException for anything but one or more different keys of 32 bytes; the
     *     message shows none
     */
    public static Keyset parse(List<String> encoded) {
        try {
            var keys =
                    encoded.stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .map(Base64.getDecoder()::decode)
                            .toList();
            if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length != KEY_BYTES)) {
                throw new IllegalArgumentException();
            }
            return new Keyset(keys);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "must be one or more different keys of 32 bytes in base64, the one in use first");
        }
    }

    /** The text form of a new key. */
    public static String generateKey() {
        var url = Secret.generate("", KEY_BYTES).reveal();
        return Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(url));
    }

    /** The ids of all keys, the one in use first. They tell nothing of the keys. */
    public Set<Integer> ids() {
        return ids;
    }

    /** The id of the key in use. */
    public int firstId() {
        return ids.iterator().next();
    }

    /** The id of the key that made a ciphertext or a MAC; empty for what none made. */
    static Optional<Integer> idOf(byte[] made) {
        return made.length > PREFIX_BYTES && made[0] == PREFIX_START
                ? Optional.of(ByteBuffer.wrap(made).getInt(1))
                : Optional.empty();
    }

    /**
     * Refuses to go on without keys that were used before: what they sealed could not be opened,
     * and what they vouched for would look altered.
     *
     * @param used the ids of the keys that a database was used with
     * @throws SettingException if one of them is not here
     */
    public void requireAll(Collection<?> used) {
        if (!ids.containsAll(used)) {
            throw new SettingException(
                    "registrar.client-secret.keyset",
                    "the keys of this setting, or of registrar.client-secret.keyset-file, are not"
                            + " those that were used with the database; an earlier key belongs"
                            + " after the new one");
        }
    }

    Aead aead() {
        return aead;
    }

    /** One for each key, the one in use first. */
    List<Mac> macs() {
        return macs;
    }

    Mac historyMac() {
        return historyMac;
    }

    private static KeysetHandle handle(List<Key> keys) throws GeneralSecurityException {
        var builder = KeysetHandle.newBuilder();
        for (int i = 0; i < keys.size(); i++) {
            var entry =
                    KeysetHandle.importKey(keys.get(i))
                            .withFixedId(keys.get(i).getIdRequirementOrNull());
            builder.addEntry(i == 0 ? entry.makePrimary() : entry);
        }
        return builder.build();
    }

    private static Key sealingKey(byte[] key, int id) throws GeneralSecurityException {
        var parameters =
                AesGcmParameters.builder()
                        .setKeySizeBytes(KEY_BYTES)
                        .setIvSizeBytes(12)
                        .setTagSizeBytes(16)
                        .setVariant(AesGcmParameters.Variant.TINK)
                        .build();
        return AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(secretBytes(key))
                .setIdRequirement(id)
                .build();
    }

    private static Key hashingKey(byte[] key, int id) throws GeneralSecurityException {
        var parameters =
                HmacParameters.builder()
                        .setKeySizeBytes(KEY_BYTES)
                        .setTagSizeBytes(32)
                        .setHashType(HmacParameters.HashType.SHA256)
                        .setVariant(HmacParameters.Variant.TINK)
                        .build();
        return HmacKey.builder()
                .setParameters(parameters)
                .setKeyBytes(secretBytes(key))
                .setIdRequirement(id)
                .build();
    }

    private static SecretBytes secretBytes(byte[] key) {
        return SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get());
    }

    private static byte[] derive(byte[] key, String use, int bytes)
            throws GeneralSecurityException {
        var info = ("client-registrar " + use).getBytes(StandardCharsets.US_ASCII);
        return Hkdf.computeHkdf("HMACSHA256", key, new byte[0], info, bytes);
    }
}
