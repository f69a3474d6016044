package org.clientregistrar.audit;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A new row of table audit_event: one change, and who made it. It is read elsewhere. */
@Entity
@Immutable
class AuditEvent extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "audit_event_seq")
    @SequenceGenerator(name = "audit_event_seq", sequenceName = "audit_event_seq")
    public Long eventId;

    public Instant at;
    public String action;
    public String targetType;
    public String targetId;
    public String actorType;
    public String actorId;
    public String actorName;

    /** The caller's, as the service or the proxy in front of it saw it. */
    public String address;

    public String requestId;

    @JdbcTypeCode(SqlTypes.JSON)
    public String changes;

    /** What was let through and deserves a look; null where there is nothing. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String warnings;
}
