package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.invalidMember;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientregistrar.audit.Action;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.audit.HistoryFilter;
import org.clientregistrar.audit.Position;
import org.clientregistrar.audit.Target;

/** Which events a request asks for, by its query parameters. Each may be there once. */
final class HistoryQuery {

    private static final Set<String> TARGET = Set.of("target_type", "target_id", "client_id");
    private static final Set<String> OTHERS =
            Set.of("actor_type", "actor_id", "action", "after", "before", "limit", "cursor");

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

    /** RFC 3339, section 5.6. */
    private static final Pattern TIME =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");

    /** Of an id: what any of them could be, and PostgreSQL takes. */
    private static final Pattern ID = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,255}");

    private final UriInfo uri;
    private final MultivaluedMap<String, String> parameters;

    private HistoryQuery(UriInfo uri) {
        this.uri = uri;
        this.parameters = uri.getQueryParameters();
    }

    /**
     * A question about everything.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for a parameter that is not known, is
     *     there twice, or has a value that makes no sense
     */
    static HistoryQuery ofAll(UriInfo uri) {
        return new HistoryQuery(uri).allowing(Stream.concat(TARGET.stream(), OTHERS.stream()));
    }

    /** A question about one thing: the same, without the parameters that choose things. */
    static HistoryQuery ofOne(UriInfo uri) {
        return new HistoryQuery(uri).allowing(OTHERS.stream());
    }

    private HistoryQuery allowing(Stream<String> names) {
        var allowed = names.collect(Collectors.toUnmodifiableSet());
        if (!allowed.containsAll(parameters.keySet())) {
            throw invalidMember(
                    "query",
                    null,
                    "has a parameter that is not known here; known are "
                            + allowed.stream().sorted().collect(Collectors.joining(", ")));
        }
        parameters.forEach(
                (name, values) -> {
                    if (values.size() > 1) {
                        throw invalidMember(name, null, "must be there once");
                    }
                });
        return this;
    }

    HistoryFilter filter() {
        var client = id("client_id");
        if (client.isPresent()
                && (parameters.containsKey("target_type") || parameters.containsKey("target_id"))) {
            throw invalidMember(
                    "client_id", null, "must not be there with target_type or target_id");
        }
        return filter(
                client.map(id -> Target.Type.CLIENT)
                        .or(() -> word("target_type", Target.Type.values())),
                client.or(() -> id("target_id")));
    }

    HistoryFilter filter(Target target) {
        return filter(Optional.of(target.type()), Optional.of(target.id()));
    }

    private HistoryFilter filter(Optional<Target.Type> type, Optional<String> id) {
        return new HistoryFilter(
                type,
                id,
                word("actor_type", Actor.Type.values()),
                id("actor_id"),
                word("action", Action.values()),
                time("after"),
                time("before"));
    }

    Optional<Position> behind() {
        return parameter("cursor", Position::parse, "must be a next_cursor of an earlier reply");
    }

    int limit() {
        return parameter(
                        "limit",
                        text ->
                                LIMIT.matcher(text).matches()
                                        ? Optional.of(Integer.parseInt(text))
                                                .filter(number -> number <= MOST)
                                        : Optional.empty(),
                        "must be a number from 1 to " + MOST)
                .orElse(DEFAULT_LIMIT);
    }

    /** The Link header to the next page, if there is one, and to the first (RFC 8288). */
    String links(Optional<Position> next) {
        return Stream.concat(
                        next.map(position -> link("next", List.of("cursor=" + position))).stream(),
                        Stream.of(link("first", List.of())))
                .collect(Collectors.joining(", "));
    }

    private String link(String relation, List<String> cursor) {
        var query =
                Stream.concat(
                                parameters.entrySet().stream()
                                        .filter(entry -> !entry.getKey().equals("cursor"))
                                        .map(
                                                entry ->
                                                        entry.getKey()
                                                                + "="
                                                                + encoded(entry.getValue().get(0))),
                                cursor.stream())
                        .collect(Collectors.joining("&"));
        return "<"
                + uri.getRequestUri().getRawPath()
                + (query.isEmpty() ? "" : "?" + query)
                + ">; rel=\""
                + relation
                + "\"";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private <T> Optional<T> word(String name, T[] known) {
        return parameter(
                name,
                text -> Stream.of(known).filter(word -> word.toString().equals(text)).findFirst(),
                "must be one of "
                        + Stream.of(known).map(Object::toString).collect(Collectors.joining(", ")));
    }

    private Optional<String> id(String name) {
        return parameter(
                name,
                text -> Optional.of(text).filter(ID.asMatchPredicate()),
                "must have 1 to 255 characters, and no control characters");
    }

    private Optional<Instant> time(String name) {
        return parameter(
                name,
                HistoryQuery::time3339,
                "must be a time such as 2027-01-31T12:00:00Z (RFC 3339)");
    }

    private static Optional<Instant> time3339(String text) {
        try {
            return Optional.of(text)
                    .filter(TIME.asMatchPredicate())
                    .map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private <T> Optional<T> parameter(
            String name, Function<String, Optional<T>> parse, String rule) {
        var text = Optional.ofNullable(parameters.getFirst(name));
        var value = text.flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            throw invalidMember(name, null, rule);
        }
        return value;
    }
}
