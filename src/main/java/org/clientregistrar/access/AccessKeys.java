package org.clientregistrar.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientregistrar.audit.Action;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.audit.AuditTrail;
import org.clientregistrar.audit.Changes;
import org.clientregistrar.audit.Target;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.Secret;

/**
 * The access keys of this service. Their rows are read with each request: a revoked key is of no
 * use at once, on all replicas.
 */
@ApplicationScoped
public class AccessKeys {

    /** By which secret scanners know them, and this service tells them from JWTs. */
    static final String PREFIX = "key_";

    private static final int KEY_BYTES = 32;

    /** Of live keys, and of ended ones in the list: it has no pages. */
    private static final int MOST = 1000;

    /** How long an ended key is remembered. */
    private static final Duration MEMORY = Duration.ofDays(90);

    /** How exactly the last use is known; a busy key is not written to with each request. */
    private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

    /** Any number, as long as nobody else locks it: "keys" in ASCII. */
    private static final String ONE_AT_A_TIME = "select 1 from pg_advisory_xact_lock(1801812339)";

    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final AuditTrail history;
    private final Clock clock;

    AccessKeys(AuditTrail history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /** A key that nobody knows yet. */
    static Secret newKey() {
        return Secret.generate(PREFIX, KEY_BYTES);
    }

    /** Whose key it is; empty for a wrong, a revoked and an expired one alike. */
    @Transactional
    Optional<Operator> authenticate(Secret presented) {
        var now = clock.instant();
        return AccessKey.findLive(presented, now)
                .map(
                        key -> {
                            noteUse(key, now);
                            return Operator.withKey(key);
                        });
    }

    /**
     * Hands out a new key.
     *
     * @param by who hands it out
     * @param name what it is for, see {@link org.clientregistrar.audit.ShortText}
     * @param scopes what its holder may do
     * @param expiresAt until when it is good; empty for ever
     * @throws OAuthException 403 for a scope that the operator does not have, 409 if there are too
     *     many keys already
     */
    @Transactional
    public IssuedAccessKey issue(
            Operator by, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
        checkOwned(scopes, by);
        oneAtATime();
        var now = clock.instant();
        AccessKey.deleteEndedBefore(now.minus(MEMORY));
        if (AccessKey.countLive(now) >= MOST) {
            throw OAuthException.conflict(
                    null, "there are " + MOST + " access keys; revoke one that is of no use");
        }
        var key = newKey();
        return new IssuedAccessKey(
                key, insert(key, by.actor(), name, names(scopes.stream()), expiresAt, now));
    }

    /** All keys that are good, and those that ended in the last 90 days. */
    @Transactional
    public List<AccessKeyRecord> list() {
        var now = clock.instant();
        return Stream.concat(
                        AccessKey.listLive(now).stream(),
                        AccessKey.listEnded(now.minus(MEMORY), now, MOST).stream())
                .map(key -> key.toRecord(now))
                .toList();
    }

    /** The key of an id. */
    public Optional<AccessKeyRecord> find(String keyId) {
        return AccessKey.<AccessKey>findByIdOptional(keyId)
                .map(key -> key.toRecord(clock.instant()));
    }

    /**
     * Ends a key, now and everywhere. One that has ended stays as it is.
     *
     * @return false if there is no such key
     */
    @Transactional
    public boolean revoke(Actor by, String keyId) {
        var found = AccessKey.lock(keyId);
        found.filter(key -> key.revokedAt == null)
                .ifPresent(
                        key -> {
                            var now = clock.instant();
                            var before = key.toRecord(now).state();
                            key.revokedAt = now;
                            history.record(
                                    by,
                                    Action.REVOKED,
                                    Target.accessKey(keyId),
                                    Changes.ofState(before, key.toRecord(now).state()));
                        });
        return found.isPresent();
    }

    /**
     * Takes in a key with all scopes, unless it was taken in before, be it revoked meanwhile.
     *
     * @return whether the key is good
     */
    @Transactional
    boolean adopt(Secret bootstrap) {
        oneAtATime();
        var now = clock.instant();
        if (AccessKey.count("tokenHash", (Object) bootstrap.sha256()) > 0) {
            return AccessKey.findLive(bootstrap, now).isPresent();
        }
        insert(bootstrap, Actor.SERVICE, "bootstrap", Scope.names(), Optional.empty(), now);
        return true;
    }

    /** Whether there has never been a key. */
    @Transactional
    boolean isEmpty() {
        return AccessKey.count() == 0;
    }

    /** Whether any key is good. */
    @Transactional
    boolean isAnyLive() {
        return AccessKey.countLive(clock.instant()) > 0;
    }

    private static void checkOwned(Set<Scope> scopes, Operator by) {
        var missing = names(scopes.stream().filter(scope -> !by.scopes().contains(scope)));
        if (!missing.isEmpty()) {
            throw OAuthException.insufficientScope(String.join(" ", missing));
        }
    }

    private static List<String> names(Stream<Scope> scopes) {
        return scopes.sorted().map(Scope::toString).collect(Collectors.toUnmodifiableList());
    }

    /** So that two requests, or the starts of two replicas, do not count or insert the same. */
    private static void oneAtATime() {
        AccessKey.getEntityManager().createNativeQuery(ONE_AT_A_TIME).getSingleResult();
    }

    private AccessKeyRecord insert(
            Secret secret,
            Actor by,
            String name,
            List<String> scopes,
            Optional<Instant> expiresAt,
            Instant now) {
        var key = new AccessKey();
        key.keyId = UUID.randomUUID().toString();
        key.name = name;
        key.tokenHash = secret.sha256();
        key.scopes = scopes;
        key.createdAt = now;
        key.createdBy = by.getName();
        key.expiresAt = expiresAt.orElse(null);
        key.persist();
        history.record(
                by,
                Action.ISSUED,
                Target.accessKey(key.keyId),
                Changes.between(NOTHING, members(key)));
        return key.toRecord(now);
    }

    /** What the history tells of a key. */
    private static ObjectNode members(AccessKey key) {
        var members = JsonNodeFactory.instance.objectNode().put("name", key.name);
        var scopes = members.putArray("scopes");
        key.scopes.forEach(scopes::add);
        if (key.expiresAt != null) {
            members.put("expires_at", key.expiresAt.toString());
        }
        return members;
    }

    private static void noteUse(AccessKey key, Instant now) {
        var due = now.minus(USE_RESOLUTION);
        if (key.lastUsedAt == null || key.lastUsedAt.isBefore(due)) {
            AccessKey.update(
                    "lastUsedAt = ?1 where keyId = ?2 and (lastUsedAt is null or lastUsedAt < ?3)",
                    now,
                    key.keyId,
                    due);
        }
    }
}
