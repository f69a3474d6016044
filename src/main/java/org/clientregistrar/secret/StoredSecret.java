package org.clientregistrar.secret;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * A client secret as it lies in the database, where it is of no use without the keyset.
 *
 * @param id tells the client's secrets apart; no secret itself
 * @param label what an operator calls it; null without one
 * @param form how the value was made
 * @param value the ciphertext or the keyed hash in base64, the key's id in its first bytes; or a
 *     {@link SlowHash}
 * @param hash beside a ciphertext: the keyed hash, to compare without opening; null beside those of
 *     earlier releases, and for all others
 * @param createdAt seconds since 1970-01-01T00:00:00Z
 * @param expiresAt the same; null for a secret that does not expire
 * @param imported true for one that was made elsewhere, and may be weak; null for all others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredSecret(
        @JsonProperty("id") String id,
        @JsonProperty("label") String label,
        @JsonProperty("form") Form form,
        @JsonProperty("value") String value,
        @JsonProperty("hash") String hash,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("expires_at") Long expiresAt,
        @JsonProperty("imported") Boolean imported) {

    /** What becomes of a secret. */
    public enum Form {
        /** Encrypted: it can be shown again, and serve as a key. */
        SEALED,
        /** A keyed hash: it can only be compared. */
        HASHED,
        /** A hash that takes long, of a secret that is short; until it is first verified. */
        SLOW
    }

    /** Whether it still verifies. */
    public boolean isLive(Instant now) {
        return expiresAt == null || now.getEpochSecond() < expiresAt;
    }

    /** When it ends, if ever. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt).map(Instant::ofEpochSecond);
    }

    /** The same secret, stored in another way. */
    StoredSecret stored(Form otherForm, String otherValue, String otherHash) {
        return new StoredSecret(
                id, label, otherForm, otherValue, otherHash, createdAt, expiresAt, imported);
    }

    /** The same, ending at the given time unless it ends sooner. */
    public StoredSecret endingBy(Instant time) {
        var sooner =
                expiresAt == null
                        ? time.getEpochSecond()
                        : Math.min(expiresAt, time.getEpochSecond());
        return new StoredSecret(id, label, form, value, hash, createdAt, sooner, imported);
    }

    /** The same, with what an operator calls it. */
    public StoredSecret labelled(String name) {
        return new StoredSecret(id, name, form, value, hash, createdAt, expiresAt, imported);
    }

    /** Whether it was made elsewhere. */
    public boolean wasImported() {
        return Boolean.TRUE.equals(imported);
    }

    /** Whether it takes long to compare. */
    public boolean hasSlowHash() {
        return form == Form.SLOW;
    }
}
