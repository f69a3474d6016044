package org.clientregistrar.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.clientregistrar.error.Fault;

/** The history of all changes: each is written in the transaction of the change itself. */
@ApplicationScoped
public class AuditTrail {

    private final Occasion occasion;
    private final Clock clock;

    AuditTrail(Occasion occasion, Clock clock) {
        this.occasion = occasion;
        this.clock = clock;
    }

    /** Notes a change that nobody needs to look at twice. */
    public void record(Actor actor, Action action, Target target, Changes changes) {
        record(actor, action, target, changes, List.of());
    }

    /**
     * Notes a change. To be called inside the transaction of the change.
     *
     * @param warnings what was let through and deserves a look
     */
    public void record(
            Actor actor, Action action, Target target, Changes changes, List<Fault> warnings) {
        var event = new AuditEvent();
        event.at = clock.instant();
        event.action = action.toString();
        event.targetType = target.type().toString();
        event.targetId = target.id();
        event.actorType = actor.type().toString();
        event.actorId = actor.id();
        event.actorName = actor.label();
        event.address = occasion.address().orElse(null);
        event.requestId = occasion.requestId().orElse(null);
        event.changes = changes.json();
        event.warnings = warnings.isEmpty() ? null : json(warnings);
        event.persist();
    }

    private static String json(List<Fault> warnings) {
        var array = JsonNodeFactory.instance.arrayNode();
        warnings.forEach(array::addPOJO);
        return array.toString();
    }
}
