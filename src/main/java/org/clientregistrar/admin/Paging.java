package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.LINK;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON_TYPE;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.clientregistrar.query.Cursor;
import org.clientregistrar.query.QueryParameters;

/** Which page of a list a request asks for, and the way to the others. */
final class Paging {

    private static final String CURSOR = "cursor";
    private static final String LIMIT = "limit";

    /** The query parameters of every list that has pages. */
    static final Set<String> PARAMETERS = Set.of(CURSOR, LIMIT);

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    /** What does not change what is in the list, nor its order. */
    private static final Set<String> NOT_SEARCHING = Set.of(CURSOR, LIMIT, "total");

    private final String path;
    private final QueryParameters query;

    /**
     * Of one request.
     *
     * @param path of the list; links are relative, since this door may have several addresses
     * @param query all of its query
     */
    Paging(String path, QueryParameters query) {
        this.path = path;
        this.query = query;
    }

    /**
     * How many there may be on the page.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for anything but a number up to the most
     */
    int limit() {
        return query.number(LIMIT, 1, MOST).orElse(DEFAULT_LIMIT);
    }

    /**
     * Behind which place the page begins; empty for the first page.
     *
     * @param parse reads what toString of a position wrote
     * @throws org.clientregistrar.error.OAuthException 400 for what is not a cursor of this search
     */
    <P> Optional<P> after(Function<String, Optional<P>> parse) {
        return query.cursor(
                CURSOR,
                cursor -> Cursor.open(search(), cursor).flatMap(parse),
                "must be the next_cursor of a reply to the same filters and the same sort");
    }

    /** The cursor of the page behind a position. */
    private String cursor(Object position) {
        return Cursor.of(search(), position.toString());
    }

    /**
     * The reply with a page, and the way to the first page and to the next one.
     *
     * @param name of the member with the items
     * @param next where the next page begins; empty for the last page
     * @param total how many items there are on all pages, if that was asked for
     */
    Response reply(String name, Stream<ObjectNode> items, Optional<?> next, OptionalLong total) {
        var members = JsonNodeFactory.instance.objectNode();
        var page = members.putArray(name);
        items.forEach(page::add);
        var nextCursor = next.map(this::cursor);
        nextCursor.ifPresent(cursor -> members.put("next_cursor", cursor));
        total.ifPresent(count -> members.put("total", count));
        return Response.ok(members, APPLICATION_JSON_TYPE).header(LINK, links(nextCursor)).build();
    }

    /** The same, where nobody asks for a total. */
    Response reply(String name, Stream<ObjectNode> items, Optional<?> next) {
        return reply(name, items, next, OptionalLong.empty());
    }

    /** The Link header (RFC 8288). */
    private String links(Optional<String> nextCursor) {
        var first = query.without(Set.of(CURSOR));
        var links = new ArrayList<String>();
        links.add(link(first, "first"));
        nextCursor.ifPresent(
                cursor ->
                        links.add(
                                link(
                                        (first.isEmpty() ? "" : first + "&")
                                                + CURSOR
                                                + "="
                                                + cursor,
                                        "next")));
        return String.join(", ", links);
    }

    private String link(String query, String relation) {
        return "<%s%s>; rel=\"%s\"".formatted(path, query.isEmpty() ? "" : "?" + query, relation);
    }

    private String search() {
        return path + "?" + query.without(NOT_SEARCHING);
    }
}
