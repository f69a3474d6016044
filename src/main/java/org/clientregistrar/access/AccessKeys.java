package org.clientregistrar.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.clientregistrar.audit.Action;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.audit.AuditTrail;
import org.clientregistrar.audit.Changes;
import org.clientregistrar.audit.Target;
import org.clientregistrar.secret.Secret;

/**
 * The access keys of this service. Their rows are read with each request: a revoked key is of no
 * use at once.
 */
@ApplicationScoped
public class AccessKeys {

    /** By which secret scanners know them, and this service tells them from JWTs. */
    static final String PREFIX = "key_";

    /** How exactly the last use is known; a busy key is not written to with each request. */
    private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

    private final AuditTrail history;
    private final Clock clock = Clock.systemUTC();

    AccessKeys(AuditTrail history) {
        this.history = history;
    }

    /** Whose key it is; empty for a wrong, a revoked and an expired one alike. */
    @Transactional
    Optional<Operator> authenticate(Secret presented) {
        var now = now();
        return AccessKey.findLive(presented, now)
                .map(
                        key -> {
                            noteUse(key, now);
                            return Operator.withKey(key);
                        });
    }

    /** Takes in a key with all scopes that the settings bring, unless it is known already. */
    @Transactional
    void adopt(Secret bootstrap) {
        if (AccessKey.count("tokenHash", bootstrap.sha256()) > 0) {
            return;
        }
        var key = new AccessKey();
        key.keyId = UUID.randomUUID().toString();
        key.name = "bootstrap";
        key.tokenHash = bootstrap.sha256();
        key.scopes = Scope.names();
        key.createdAt = now();
        key.createdBy = Actor.SERVICE.getName();
        key.persist();
        history.record(Actor.SERVICE, Action.ISSUED, Target.accessKey(key.keyId), Changes.NONE);
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

    /** To the microsecond, as PostgreSQL keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
