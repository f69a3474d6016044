package org.clientregistrar.client;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clientregistrar.access.Admission;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.StoredSecret;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** One row of table client. What the client says of itself is one jsonb document, typed here. */
@Entity
public class Client extends PanacheEntityBase {

    @Id public String clientId;

    @Enumerated(EnumType.STRING)
    public ClientState state;

    @Enumerated(EnumType.STRING)
    public ClientOrigin origin;

    /** Replaced and never changed within, so that no copies are kept to compare with. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    public ClientMetadata metadata;

    /** The secrets, the current one last; the list is replaced, too, see {@link #setSecrets}. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    public List<StoredSecret> secrets;

    /** When the first of the secrets ends; null where none does. */
    public Instant nextSecretEnd;

    /** When the secret with a slow hash was made; null where none has one. */
    public Instant slowSecretSince;

    /** SHA-256; the token itself is shown and not kept. */
    public byte[] registrationTokenHash;

    /** Whether users are asked for their consent; false for confidential clients alone. */
    public boolean requireConsent = true;

    /** Whether a consent that was given before is good again. */
    public boolean reuseConsent = true;

    /** Who answers for the client, in the operator's words. */
    public String owner;

    public String note;

    /** Whether an operator has taken the client's registration out of its own hands. */
    public boolean locked;

    /** Whether its id or secret was brought along. */
    public boolean imported;

    /** What the initial access token of its registration allows; null without one. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    public Bounds bounds;

    /** When it was deleted; null again once its metadata is erased. */
    public Instant deletedAt;

    public Instant issuedAt;
    public Instant updatedAt;
    @Version public long version;

    static final String SECRETS_ENDED =
            "select * from client where next_secret_end <= :time order by next_secret_end"
                    + " limit :most for update skip locked";

    /** The order makes it the index, whatever the planner thinks of the column. */
    static final String ANY_SLOW_SECRET =
            "select 1 from client where slow_secret_since is not null"
                    + " order by slow_secret_since limit 1";

    private static final String BY_TOKEN =
            "clientId = ?1 and registrationTokenHash = ?2 and state = ?3";

    /**
     * RFC 6749 appendix A.1, in the length of the column; PostgreSQL would refuse U+0000 with an
     * error.
     */
    private static final Pattern POSSIBLE_ID = Pattern.compile("[ -~]{1,255}");

    /** Whether a client can have this identifier. */
    static boolean isPossible(String clientId) {
        return POSSIBLE_ID.matcher(clientId).matches();
    }

    /**
     * The client that a caller may have to do with. Of clients themselves it is empty for a wrong
     * token, an unknown, a disabled and an ended client alike (RFC 7592 section 2.1).
     */
    static Optional<Client> findFor(Caller caller, String clientId) {
        return find(caller, clientId, LockModeType.NONE);
    }

    /** The same, and nobody else changes the row until the transaction ends. */
    static Optional<Client> lockFor(Caller caller, String clientId) {
        return find(caller, clientId, LockModeType.PESSIMISTIC_WRITE);
    }

    private static Optional<Client> find(Caller caller, String clientId, LockModeType lock) {
        if (!isPossible(clientId)) {
            return Optional.empty();
        }
        var query =
                caller instanceof Caller.Itself itself
                        ? Client.<Client>find(
                                BY_TOKEN,
                                clientId,
                                itself.registrationAccessToken().sha256(),
                                ClientState.ACTIVE)
                        : Client.<Client>find("clientId", clientId);
        return query.withLock(lock).firstResultOptional();
    }

    /** The row of an identifier that was ever issued, whatever became of the client. */
    static Optional<Client> findKnown(String clientId) {
        return isPossible(clientId) ? Client.<Client>findByIdOptional(clientId) : Optional.empty();
    }

    /**
     * What it takes to verify a client's secret.
     *
     * @param state where it is in its life
     * @param metadata what it registered
     * @param secrets all of them, the current one last
     */
    record Credentials(ClientState state, ClientMetadata metadata, List<StoredSecret> secrets) {}

    /** That of an identifier that was ever issued, as it is in the database now. */
    @SuppressWarnings("unchecked")
    static Optional<Credentials> findCredentials(String clientId) {
        if (!isPossible(clientId)) {
            return Optional.empty();
        }
        // No stream of the driver's: one that is not read to its end keeps the connection until
        // the request is over, and what the request writes then needs a second one.
        return getEntityManager()
                .createQuery(
                        "select state, metadata, secrets from Client where clientId = ?1",
                        Object[].class)
                .setParameter(1, clientId)
                .getResultList()
                .stream()
                .map(
                        row ->
                                new Credentials(
                                        (ClientState) row[0],
                                        (ClientMetadata) row[1],
                                        (List<StoredSecret>) row[2]))
                .findFirst();
    }

    /**
     * Whether an identifier was ever issued or brought along. Who asks for it with the same one
     * waits until this transaction ends.
     */
    static boolean isTaken(String clientId) {
        getEntityManager()
                .createNativeQuery(
                        "select count(*) from pg_advisory_xact_lock(hashtextextended(?1, 0))")
                .setParameter(1, clientId)
                .getSingleResult();
        return wasIssued(clientId);
    }

    /**
     * Some of the deleted clients whose metadata is still there, deleted the longest time ago, for
     * this transaction to change. Those that another replica is about to change are left to it.
     */
    @SuppressWarnings("unchecked")
    static List<Client> lockDeletedBefore(Instant time, int most) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from client where deleted_at <= ?1 order by deleted_at limit ?2"
                                + " for update skip locked",
                        Client.class)
                .setParameter(1, time)
                .setParameter(2, most)
                .getResultList();
    }

    /** As {@link #lockDeletedBefore}, for clients with a secret that has ended. */
    @SuppressWarnings("unchecked")
    static List<Client> lockSecretsEndedBy(Instant time, int most) {
        return getEntityManager()
                .createNativeQuery(SECRETS_ENDED, Client.class)
                .setParameter("time", time)
                .setParameter("most", most)
                .getResultList();
    }

    /** Whether any client has a secret with a slow hash. */
    static boolean hasAnySlowSecret() {
        return !getEntityManager().createNativeQuery(ANY_SLOW_SECRET).getResultList().isEmpty();
    }

    /** The one way to change the secrets: it keeps the columns that follow from them. */
    void setSecrets(List<StoredSecret> all) {
        secrets = all;
        nextSecretEnd =
                all.stream()
                        .map(StoredSecret::expiry)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)
                        .orElse(null);
        slowSecretSince = slowSince(all).orElse(null);
    }

    /** Since when one of these secrets has a slow hash. */
    static Optional<Instant> slowSince(List<StoredSecret> all) {
        return all.stream()
                .filter(StoredSecret::hasSlowHash)
                .map(secret -> Instant.ofEpochSecond(secret.createdAt()))
                .findFirst();
    }

    void set(AdminMembers members) {
        requireConsent = members.requireConsent();
        reuseConsent = members.reuseConsent();
        owner = members.owner().orElse(null);
        note = members.note().orElse(null);
        locked = members.locked();
    }

    AdminMembers members() {
        return new AdminMembers(
                requireConsent,
                reuseConsent,
                Optional.ofNullable(owner),
                Optional.ofNullable(note),
                locked);
    }

    /** Leaves nothing of a deleted client but its identifier (CHOICE-30). */
    void erase() {
        // Its use, and with it that of its secrets; first, while there is nothing else to flush.
        UseTable.forget(clientId);
        metadata = ClientMetadata.NONE;
        set(AdminMembers.DEFAULTS);
        imported = false;
        bounds = null;
        deletedAt = null;
    }

    /** Whether there is a row of this id, whatever became of the client. */
    static boolean wasIssued(String clientId) {
        return isPossible(clientId) && count("clientId", clientId) > 0;
    }

    /** On what ground the client may change itself. */
    Admission admission() {
        var itself = Actor.client(clientId);
        return switch (origin) {
            case OPEN -> new Admission.Open();
            case TOKEN ->
                    new Admission.ByToken(bounds == null ? Bounds.NONE : bounds, itself, () -> {});
            case ADMIN -> new Admission.ByOperator(itself);
        };
    }

    /** The row as operators see it. */
    ClientRecord toRecord() {
        return new ClientRecord(
                clientId,
                metadata,
                state,
                origin,
                members(),
                Optional.ofNullable(bounds),
                imported,
                issuedAt,
                updatedAt,
                Optional.ofNullable(deletedAt),
                version);
    }
}
