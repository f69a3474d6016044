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
import org.clientregistrar.audit.Target;
import org.clientregistrar.query.QueryParameters;

/** Which events a request asks for, by its query parameters. */
final class HistoryQuery {

    private static final String CLIENT_ID = "client_id";
    private static final String TARGET_TYPE = "target_type";
    private static final String TARGET_ID = "target_id";

    private static final Set<String> TARGET = Set.of(TARGET_TYPE, TARGET_ID, CLIENT_ID);
    private static final Set<String> OTHERS =
            union(Paging.PARAMETERS, Set.of("actor_type", "actor_id", "action", "after", "before"));

    private static final int LONGEST_ID = 255;

    private final QueryParameters parameters;
    private final Paging paging;

    private HistoryQuery(UriInfo uri, Set<String> known) {
        this.parameters = QueryParameters.of(uri.getQueryParameters(), known);
        this.paging = new Paging(uri.getRequestUri().getRawPath(), parameters);
    }

    /**
     * A question about everything.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for a parameter that is not known, is
     *     there twice, or has a value that makes no sense
     */
    static HistoryQuery ofAll(UriInfo uri) {
        return new HistoryQuery(uri, union(TARGET, OTHERS));
    }

    /** A question about one thing: the same, without the parameters that choose things. */
    static HistoryQuery ofOne(UriInfo uri) {
        return new HistoryQuery(uri, OTHERS);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    HistoryFilter filter() {
        var client = id(CLIENT_ID);
        var type = parameters.word(TARGET_TYPE, Target.Type.values());
        var target = id(TARGET_ID);
        if (client.isPresent() && (type.isPresent() || target.isPresent())) {
            throw invalidMember(CLIENT_ID, null, "must not be there with target_type or target_id");
        }
        return filter(client.map(id -> Target.Type.CLIENT).or(() -> type), client.or(() -> target));
    }

    HistoryFilter filter(Target target) {
        return filter(Optional.of(target.type()), Optional.of(target.id()));
    }

    private HistoryFilter filter(Optional<Target.Type> type, Optional<String> id) {
        return new HistoryFilter(
                type,
                id,
                parameters.word("actor_type", Actor.Type.values()),
                id("actor_id"),
                parameters.word("action", Action.values()),
                parameters.time("after"),
                parameters.time("before"));
    }

    Paging paging() {
        return paging;
    }

    private Optional<String> id(String name) {
        return parameters.text(name, 1, LONGEST_ID);
    }
}
