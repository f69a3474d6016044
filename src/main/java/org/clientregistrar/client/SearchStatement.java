package org.clientregistrar.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * A statement that finds or counts clients. The indexes of table client answer it: what is written
 * here and what they are belongs together (decision 0013).
 *
 * @param sql with named parameters
 * @param parameters their values
 */
record SearchStatement(String sql, Map<String, Object> parameters) {

    private static final String PLAN_EACH =
            "select set_config('plan_cache_mode', 'force_custom_plan', true),"
                    + " set_config('jit', 'off', true)";

    /**
     * Ahead of such statements, until the transaction ends: what is looked for decides which index
     * is the right one, so a plan for whatever is looked for would be a bad one; and no plan is
     * worth being compiled.
     */
    static void planEach(Session database) {
        database.createNativeQuery(PLAN_EACH, Object[].class).getSingleResult();
    }

    /**
     * The statement, with its parameters set.
     *
     * @param result what a row becomes
     */
    <T> NativeQuery<T> on(Session database, Class<T> result) {
        var query = database.createNativeQuery(sql, result);
        parameters.forEach(query::setParameter);
        return query;
    }

    /**
     * One page.
     *
     * @param ended before when a client must have been deleted for its restore window to have ended
     * @param rows how many at most
     */
    static SearchStatement page(
            ClientFilter filter,
            Instant ended,
            ClientSort sort,
            Optional<ClientPosition> after,
            int rows) {
        var conditions = new Conditions(filter, ended);
        var column = sort.key().column();
        after.ifPresent(
                position ->
                        conditions.add(
                                "(%s, client_id) %s (:key, :id)"
                                        .formatted(column, sort.descending() ? "<" : ">"),
                                Map.of("key", position.key(), "id", position.clientId())));
        var order =
                " order by %1$s %2$s, client_id %2$s limit %3$d"
                        .formatted(column, sort.descending() ? "desc" : "asc", rows);
        return conditions.statement("select client.*", order);
    }

    /**
     * Some in the order of their identifiers.
     *
     * @param ended as with a page
     * @param after the identifier behind which they begin; empty for the first ones
     * @param rows how many at most
     */
    static SearchStatement byIdentifier(
            ClientFilter filter, Instant ended, Optional<String> after, int rows) {
        var conditions = new Conditions(filter, ended);
        after.ifPresent(id -> conditions.add("client_id > :id", Map.of("id", id)));
        return conditions.statement("select client.*", " order by client_id limit " + rows);
    }

    /** How many there are on all pages; of deleted ones as with a page. */
    static SearchStatement total(ClientFilter filter, Instant ended) {
        return new Conditions(filter, ended).statement("select count(*) as total", "");
    }

    private static final class Conditions {

        private final List<String> conditions = new ArrayList<>();
        private final Map<String, Object> parameters = new HashMap<>();

        Conditions(ClientFilter filter, Instant ended) {
            if (filter.isForDeleted()) {
                add("state = 'DELETED'", Map.of());
                // The job that erases them may be late.
                add("deleted_at > :ended", Map.of("ended", ended));
            } else {
                // As the partial indexes say it, so that the planner sees that they are good.
                add("state <> 'DELETED'", Map.of());
            }
            if (!filter.terms().isEmpty()) {
                var terms =
                        filter.terms().entrySet().stream()
                                .map(term -> term.getKey() + "=" + term.getValue())
                                .toArray(String[]::new);
                add("search_terms @> cast(:terms as text[])", Map.of("terms", terms));
            }
            filter.text()
                    .ifPresent(
                            text ->
                                    add(
                                            "search_text like lower(:text collate \"und-x-icu\")"
                                                    + " collate \"default\"",
                                            Map.of("text", pattern(text))));
            addTime("issued_at >= :createdAfter", "createdAfter", filter.createdAfter());
            addTime("issued_at < :createdBefore", "createdBefore", filter.createdBefore());
            addTime("updated_at >= :updatedAfter", "updatedAfter", filter.updatedAfter());
            addTime("updated_at < :updatedBefore", "updatedBefore", filter.updatedBefore());
            addUse(filter.usedAfter(), filter.usedBefore());
        }

        void add(String condition, Map<String, Object> values) {
            conditions.add(condition);
            parameters.putAll(values);
        }

        /** Every client has its row, with a time before all others while it was never used. */
        private void addUse(Optional<Instant> after, Optional<Instant> before) {
            if (after.isPresent() || before.isPresent()) {
                add(
                        "exists (select from client_use where client_use.client_id = client.client_id"
                                + after.map(time -> " and last_used_at >= :usedAfter").orElse("")
                                + before.map(time -> " and last_used_at < :usedBefore").orElse("")
                                + ")",
                        Map.of());
            }
            after.ifPresent(time -> parameters.put("usedAfter", time));
            before.ifPresent(time -> parameters.put("usedBefore", time));
        }

        private void addTime(String condition, String parameter, Optional<Instant> time) {
            time.ifPresent(at -> add(condition, Map.of(parameter, at)));
        }

        SearchStatement statement(String select, String order) {
            return new SearchStatement(
                    select + " from client where " + String.join(" and ", conditions) + order,
                    parameters);
        }

        /** The text as JSON has it, as search_text does, and then as LIKE takes it literally. */
        private static String pattern(String text) {
            var json = text.replace("\\", "\\\\").replace("\"", "\\\"");
            return "%" + json.replaceAll("[\\\\%_]", "\\\\$0") + "%";
        }
    }
}
