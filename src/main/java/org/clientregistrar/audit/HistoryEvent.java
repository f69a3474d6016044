package org.clientregistrar.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A change as the history has it. Only of a sealed one it is known that nobody altered it.
 *
 * @param id of the event; ids are not in the order of time
 * @param at when
 * @param action what was done, see {@link Action}
 * @param targetType to what kind of thing, see {@link Target.Type}
 * @param targetId to which
 * @param actorType what kind of caller did it, see {@link Actor.Type}
 * @param actorId which one
 * @param actorName the caller's name
 * @param address where the request came from
 * @param requestId the request
 * @param changes what became other, JSON
 * @param warnings what deserves a look, JSON
 * @param seal the number of the seal that covers it
 */
public record HistoryEvent(
        long id,
        Instant at,
        String action,
        String targetType,
        String targetId,
        String actorType,
        Optional<String> actorId,
        Optional<String> actorName,
        Optional<String> address,
        Optional<String> requestId,
        String changes,
        Optional<String> warnings,
        Optional<Long> seal) {

    static final String COLUMNS =
            "event_id, at, action, target_type, target_id, actor_type, actor_id, actor_name, address,"
                    + " request_id, changes::text as changes, warnings::text as warnings, seal_number";

    static HistoryEvent of(ResultSet row) throws SQLException {
        return new HistoryEvent(
                row.getLong("event_id"),
                instant(row, "at"),
                row.getString("action"),
                row.getString("target_type"),
                row.getString("target_id"),
                row.getString("actor_type"),
                optional(row, "actor_id"),
                optional(row, "actor_name"),
                optional(row, "address"),
                optional(row, "request_id"),
                row.getString("changes"),
                optional(row, "warnings"),
                Optional.ofNullable(row.getObject("seal_number", Long.class)));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<String> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** SHA-256 of all of it but the seal, which comes later. */
    byte[] digest() {
        return new Transcript("client-registrar event 1")
                .add(id)
                .add(at)
                .add(action)
                .add(targetType)
                .add(targetId)
                .add(actorType)
                .add(actorId.orElse(null))
                .add(actorName.orElse(null))
                .add(address.orElse(null))
                .add(requestId.orElse(null))
                .add(CanonicalJson.of(changes))
                .add(warnings.map(CanonicalJson::of).orElse(null))
                .sha256();
    }
}
