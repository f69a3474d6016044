package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.invalidMember;

import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientregistrar.audit.Action;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.audit.HistoryFilter;
import org.clientregistrar.audit.Position;
import org.clientregistrar.audit.Target;

/** Which events a request asks for, by its query parameters. */
final class HistoryQuery {

    private static final Set<String> PAGING = Set.of("cursor", "limit");

    private static final Set<String> OF_ONE =
            Set.of("actor_type", "actor_id", "action", "after", "before", "cursor", "limit");

    private static final Set<String> OF_ALL =
            Stream.concat(OF_ONE.stream(), Stream.of("target_type", "target_id", "client_id"))
                    .collect(Collectors.toUnmodifiableSet());

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_CURSOR = 255;
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    private final String path;
    private final QueryParameters parameters;
    private final HistoryFilter filter;
    private final Optional<Position> behind;
    private final int limit;

    private HistoryQuery(UriInfo uri, Set<String> known, Optional<Target> target) {
        this.path = uri.getRequestUri().getRawPath();
        this.parameters = QueryParameters.of(uri.getQueryParameters(), known);
        var client = id("client_id");
        if (client.isPresent() && (id("target_id").isPresent() || targetType().isPresent())) {
            throw invalidMember(
                    "client_id", null, "must not be there with target_type or target_id");
        }
        var one = target.or(() -> client.map(Target::client));
        this.filter =
                new HistoryFilter(
                        one.map(Target::type).or(this::targetType),
                        one.map(Target::id).or(() -> id("target_id")),
                        word("actor_type", Actor.Type.values()),
                        id("actor_id"),
                        word("action", Action.values()),
                        parameters.time("after"),
                        parameters.time("before"));
        this.behind = parameters.text("cursor", 1, LONGEST_CURSOR).map(this::position);
        this.limit = parameters.number("limit", MOST).orElse(DEFAULT_LIMIT);
    }

    /**
     * A question about everything.
     *
     * @throws org.clientregistrar.error.OAuthException 400, see {@link QueryParameters}
     */
    static HistoryQuery ofAll(UriInfo uri) {
        return new HistoryQuery(uri, OF_ALL, Optional.empty());
    }

    /** A question about one thing: the same, without the parameters that choose things. */
    static HistoryQuery of(Target target, UriInfo uri) {
        return new HistoryQuery(uri, OF_ONE, Optional.of(target));
    }

    HistoryFilter filter() {
        return filter;
    }

    Optional<Position> behind() {
        return behind;
    }

    int limit() {
        return limit;
    }

    /** The cursor of a page of the same question. */
    String cursor(Position position) {
        return Cursor.of(question(), position.toString());
    }

    /** The Link header: to the first page, and to the next one if there is one (RFC 8288). */
    String links(Optional<String> nextCursor) {
        var first = parameters.without(Set.of("cursor"));
        return Stream.concat(
                        Stream.of(link(first, "first")),
                        nextCursor.stream()
                                .map(
                                        cursor ->
                                                (first.isEmpty() ? "" : first + "&")
                                                        + "cursor="
                                                        + cursor)
                                .map(query -> link(query, "next")))
                .collect(Collectors.joining(", "));
    }

    private String link(String query, String relation) {
        return "<%s%s>; rel=\"%s\"".formatted(path, query.isEmpty() ? "" : "?" + query, relation);
    }

    private String question() {
        return path + "?" + parameters.without(PAGING);
    }

    private Position position(String cursor) {
        return Cursor.open(question(), cursor)
                .flatMap(Position::parse)
                .orElseThrow(
                        () ->
                                invalidMember(
                                        "cursor",
                                        null,
                                        "must be the next_cursor of a reply to the same filters"));
    }

    private Optional<String> id(String name) {
        return parameters.text(name, 1, LONGEST_ID);
    }

    private Optional<Target.Type> targetType() {
        return word("target_type", Target.Type.values());
    }

    private <T> Optional<T> word(String name, T[] known) {
        return parameters
                .word(name, Stream.of(known).map(Object::toString).toList())
                .flatMap(
                        text ->
                                Stream.of(known)
                                        .filter(word -> word.toString().equals(text))
                                        .findFirst());
    }
}
