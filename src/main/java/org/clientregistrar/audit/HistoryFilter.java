package org.clientregistrar.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which events to find: those that fit all that is said.
 *
 * @param targetType changes of such things
 * @param targetId changes of this one
 * @param actorType changes by such callers
 * @param actorId changes by this one
 * @param action such changes
 * @param after changes at this time or later
 * @param before changes before this time
 */
public record HistoryFilter(
        Optional<Target.Type> targetType,
        Optional<String> targetId,
        Optional<Actor.Type> actorType,
        Optional<String> actorId,
        Optional<Action> action,
        Optional<Instant> after,
        Optional<Instant> before) {

    /** As SQL, with its parameters. */
    Condition condition(Optional<Position> behind, int most) {
        var condition = new Condition();
        targetType.ifPresent(
                type -> {
                    condition.and("target_type = ?", type.toString());
                    if (type != Target.Type.CLIENT) {
                        condition.and("target_type <> 'client'"); // names the index
                    }
                });
        targetId.ifPresent(id -> condition.and("target_id = ?", id));
        actorType.ifPresent(
                type -> {
                    condition.and("actor_type = ?", type.toString());
                    if (type != Actor.Type.ANYONE) {
                        condition.and("actor_type <> 'anyone'");
                    }
                });
        actorId.ifPresent(id -> condition.and("actor_id = ?", id));
        action.ifPresent(
                what -> {
                    condition.and("action = ?", what.toString());
                    if (what != Action.REGISTERED) {
                        condition.and("action <> 'registered'");
                    }
                });
        after.ifPresent(time -> condition.and("at >= ?", time));
        before.ifPresent(time -> condition.and("at < ?", time));
        behind.ifPresent(
                position -> condition.and("(at, event_id) < (?, ?)", position.at(), position.id()));
        return condition.end("order by at desc, event_id desc limit ?", most);
    }

    /** The part of a query from its where on. */
    static final class Condition {

        private final StringBuilder sql = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        private void and(String test, Object... values) {
            sql.append(sql.isEmpty() ? "where " : " and ").append(test);
            parameters.addAll(List.of(values));
        }

        private Condition end(String order, Object value) {
            sql.append(' ').append(order);
            parameters.add(value);
            return this;
        }

        String sql() {
            return sql.toString();
        }

        List<Object> parameters() {
            return parameters;
        }
    }
}
