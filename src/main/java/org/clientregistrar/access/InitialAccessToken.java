package org.clientregistrar.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.access.TokenRecord.State;
import org.clientregistrar.secret.Secret;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** One row of table initial_access_token. */
@Entity
class InitialAccessToken extends PanacheEntityBase {

    private static final String IS_LIVE =
            "revokedAt is null and (expiresAt is null or expiresAt > ?1) and (maxUses is null or uses < maxUses)";

    @Id public String tokenId;

    /** SHA-256; the token itself is shown once and not kept. Null once it is revoked. */
    public byte[] tokenHash;

    public String label;
    public String owner;
    public Instant createdAt;

    /** Who made it, as {@link org.clientregistrar.audit.Actor#getName}. */
    public String createdBy;

    public Instant expiresAt;

    /** Null for any number. */
    public Integer maxUses;

    /** Counted only where there is a limit. */
    public int uses;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    public Bounds bounds;

    public Instant revokedAt;

    /** Empty for a wrong, a revoked, an expired and a used up token alike. */
    static Optional<InitialAccessToken> findLive(Secret presented, Instant now) {
        return InitialAccessToken.<InitialAccessToken>find(
                        IS_LIVE + " and tokenHash = ?2", now, presented.sha256())
                .firstResultOptional();
    }

    static long countLive(Instant now) {
        return InitialAccessToken.count(IS_LIVE, now);
    }

    /**
     * Spends a use of a token that has a limit. Others that would do the same wait until the
     * transaction ends.
     *
     * @return false if there is none left
     */
    static boolean spendUse(String tokenId, Instant now) {
        return InitialAccessToken.update(
                        "uses = uses + 1 where " + IS_LIVE + " and tokenId = ?2", now, tokenId)
                == 1;
    }

    /** Whether a token is still good. */
    static boolean isLive(String tokenId, Instant now) {
        return InitialAccessToken.count(IS_LIVE + " and tokenId = ?2", now, tokenId) == 1;
    }

    /** Nobody else changes the row until the transaction ends. */
    static Optional<InitialAccessToken> lock(String tokenId) {
        return findByIdOptional(tokenId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The newest tokens, or those that come after one of them. */
    static List<InitialAccessToken> newest(Optional<TokenPosition> after, int most) {
        var order = " order by createdAt desc, tokenId desc";
        var query =
                after.map(
                                position ->
                                        InitialAccessToken.<InitialAccessToken>find(
                                                "(createdAt, tokenId) < (?1, ?2)" + order,
                                                position.createdAt(),
                                                position.tokenId()))
                        .orElseGet(
                                () -> InitialAccessToken.find("from InitialAccessToken" + order));
        return query.page(0, most).list();
    }

    /**
     * Deletes some of the tokens that are of no use any more. When a token was used up is not
     * known: its making counts.
     *
     * @param before how long ago they must have ended
     * @param most how many at most
     */
    static void deleteEnded(Instant before, int most) {
        getEntityManager()
                .createNativeQuery(
                        """
                        delete from initial_access_token where token_id in (
                            select token_id from initial_access_token
                            where revoked_at < :before or expires_at < :before
                                or (uses >= max_uses and created_at < :before)
                            limit :most for update skip locked)""")
                .setParameter("before", before)
                .setParameter("most", most)
                .executeUpdate();
    }

    /** The row as operators see it. */
    TokenRecord toRecord(Instant now) {
        return new TokenRecord(
                tokenId,
                new TokenTerms(
                        Optional.ofNullable(label),
                        Optional.ofNullable(owner),
                        Optional.ofNullable(expiresAt),
                        Optional.ofNullable(maxUses),
                        bounds),
                state(now),
                uses,
                createdAt,
                createdBy,
                Optional.ofNullable(revokedAt));
    }

    private State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (maxUses != null && uses >= maxUses) {
            return State.USED_UP;
        }
        return expiresAt != null && !expiresAt.isAfter(now) ? State.EXPIRED : State.ACTIVE;
    }
}
