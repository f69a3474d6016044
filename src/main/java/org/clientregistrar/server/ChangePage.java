package org.clientregistrar.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.audit.ChangePosition;
import org.clientregistrar.audit.ClientChange;
import org.clientregistrar.query.Cursor;

/**
 * A page of the feed of changes.
 *
 * @param changes each client once, in the order of their latest changes on the page
 * @param next the cursor of what comes behind
 * @param more whether there is more already
 */
record ChangePage(
        @JsonProperty List<Entry> changes, @JsonProperty String next, @JsonProperty boolean more) {

    private static final String FEED = "/clients/changes";

    /** A client that was changed, and when at the latest. */
    record Entry(@JsonProperty("client_id") String clientId, @JsonProperty String at) {}

    /** The first ones of the changes behind a place. */
    static ChangePage of(ChangePosition place, List<ClientChange> behind, int limit) {
        var latest = new LinkedHashMap<String, Instant>();
        var next = place;
        for (var change : behind.subList(0, Math.min(limit, behind.size()))) {
            latest.remove(change.clientId()); // so that it goes to the end
            latest.put(change.clientId(), change.position().at());
            next = change.position();
        }
        var entries =
                latest.entrySet().stream()
                        .map(each -> new Entry(each.getKey(), each.getValue().toString()))
                        .toList();
        return new ChangePage(entries, Cursor.of(FEED, next.toString()), behind.size() > limit);
    }

    /** A page without changes: there are none behind this place. */
    static ChangePage empty(ChangePosition place) {
        return of(place, List.of(), 0);
    }

    /** The place that a cursor stands for; empty for what no page has told. */
    static Optional<ChangePosition> position(String cursor) {
        return Cursor.open(FEED, cursor).flatMap(ChangePosition::parse);
    }
}
