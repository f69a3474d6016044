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
 * @param value base64: the ciphertext, or the keyed hash; the key's id is in its first bytes
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
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("expires_at") Long expiresAt,
        @JsonProperty("imported") Boolean imported) {

    /** What becomes of a secret. */
    public enum Form {
        /** Encrypted: it can be shown again, and serve as a key. */
        SEALED,
        /** A keyed hash: it can only be compared. */
        HASHED
    }

    /** Whether it still verifies. */
    public boolean isLive(Instant now) {
        return expiresAt == null || now.getEpochSecond() < expiresAt;
    }

    /** When it ends, if ever. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt).map(Instant::ofEpochSecond);
    }

    StoredSecret with(Form otherForm, String otherValue) {
        return new StoredSecret(id, label, otherForm, otherValue, createdAt, expiresAt, imported);
    }

    /** The same, ending at the given time unless it ends sooner. */
    public StoredSecret endingBy(Instant time) {
        var sooner =
                expiresAt == null
                        ? time.getEpochSecond()
                        : Math.min(expiresAt, time.getEpochSecond());
        return new StoredSecret(id, label, form, value, createdAt, sooner, imported);
    }

    /** The same, marked as brought along. */
    public StoredSecret asImported() {
        return new StoredSecret(id, label, form, value, createdAt, expiresAt, true);
    }

    /** Whether it was made elsewhere. */
    public boolean wasImported() {
        return Boolean.TRUE.equals(imported);
    }
}
