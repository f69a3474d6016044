package org.clientregistrar.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clientregistrar.access.AccessKeyRecord.State;
import org.clientregistrar.audit.Actor;
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

    /**
     * SHA-256; the key itself is shown once and not kept. It stays with a revoked key, so that the
     * settings of a later start cannot bring it back.
     */
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

    private static final String LIVE =
            "revokedAt is null and (expiresAt is null or expiresAt > :now)";

    /** Those that were revoked, or else have expired, since a while ago. */
    private static final String ENDED =
            "(revokedAt > :since or (revokedAt is null and expiresAt > :since and expiresAt <= :now))";

    /** Empty for a wrong, a revoked and an expired key alike. */
    static Optional<AccessKey> findLive(Secret presented, Instant now) {
        return AccessKey.<AccessKey>find(
                        "tokenHash = :hash and " + LIVE,
                        Map.of("hash", presented.sha256(), "now", now))
                .firstResultOptional();
    }

    static long countLive(Instant now) {
        return count(LIVE, Map.of("now", now));
    }

    /** All that are good, the newest first. */
    static List<AccessKey> listLive(Instant now) {
        return AccessKey.<AccessKey>find(
                        LIVE + " order by createdAt desc, keyId", Map.of("now", now))
                .list();
    }

    /** Those that ended lately, the last one first. */
    static List<AccessKey> listEnded(Instant since, Instant now, int most) {
        return AccessKey.<AccessKey>find(
                        ENDED + " order by coalesce(revokedAt, expiresAt) desc, keyId",
                        Map.of("since", since, "now", now))
                .page(0, most)
                .list();
    }

    /** Nobody else changes the row until the transaction ends. */
    static Optional<AccessKey> lock(String keyId) {
        return findByIdOptional(keyId, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Forgets the keys that ended before a time, but for those that the settings brought: they
     * would bring them again.
     */
    static void deleteEndedBefore(Instant time) {
        delete(
                "createdBy <> :service and (revokedAt < :time or expiresAt < :time)",
                Map.of("service", Actor.SERVICE.getName(), "time", time));
    }

    /**
     * What its holder may do. A key that the settings or the first start brought has all scopes of
     * the release that runs, whichever there were when it was taken in: nobody could hand out those
     * of a later release otherwise.
     */
    List<String> scopes() {
        return createdBy.equals(Actor.SERVICE.getName()) ? Scope.names() : scopes;
    }

    /** The row as operators see it. */
    AccessKeyRecord toRecord(Instant now) {
        var state =
                revokedAt != null
                        ? State.REVOKED
                        : expiresAt != null && !expiresAt.isAfter(now)
                                ? State.EXPIRED
                                : State.ACTIVE;
        return new AccessKeyRecord(
                keyId,
                name,
                scopes(),
                createdAt,
                createdBy,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(lastUsedAt),
                state);
    }
}
