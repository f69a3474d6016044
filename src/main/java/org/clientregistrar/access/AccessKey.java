package org.clientregistrar.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.secret.Secret;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** One row of table access_key. */
@Entity
class AccessKey extends PanacheEntityBase {

    @Id public String keyId;
    public String name;

    /** SHA-256; the key itself is shown once and not kept. Null once it is revoked. */
    public byte[] tokenHash;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    public List<String> scopes;

    public Instant createdAt;

    /** Who made it, as {@link org.clientregistrar.audit.Actor#getName}. */
    public String createdBy;

    public Instant expiresAt;
    public Instant lastUsedAt;
    public Instant revokedAt;

    /** Empty for a wrong, a revoked and an expired key alike. */
    static Optional<AccessKey> findLive(Secret presented, Instant now) {
        return AccessKey.<AccessKey>find(
                        "tokenHash = ?1 and revokedAt is null and (expiresAt is null or expiresAt > ?2)",
                        presented.sha256(),
                        now)
                .firstResultOptional();
    }
}
