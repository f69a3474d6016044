package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.invalidMember;

import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientregistrar.client.ClientFilter;
import org.clientregistrar.client.ClientFilter.Term;
import org.clientregistrar.client.ClientOrigin;
import org.clientregistrar.client.ClientPosition;
import org.clientregistrar.client.ClientSort;
import org.clientregistrar.client.ClientState;
import org.clientregistrar.query.QueryParameters;

/** Which clients a request asks for, by its query parameters. */
final class ClientQuery {

    private static final String TOTAL = "total";

    /** Those that say which clients, and not how they are told. */
    static final Set<String> FILTERS =
            Stream.of(
                            Stream.of("text"),
                            Stream.of("created_after", "created_before"),
                            Stream.of("updated_after", "updated_before"),
                            Stream.of("used_after", "used_before"),
                            Arrays.stream(Term.values()).map(Term::toString))
                    .flatMap(names -> names)
                    .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> PARAMETERS =
            Stream.of(FILTERS.stream(), Paging.PARAMETERS.stream(), Stream.of("sort", TOTAL))
                    .flatMap(names -> names)
                    .collect(Collectors.toUnmodifiableSet());

    /** Shorter texts are in nearly every client, and no index finds them (decision 0013). */
    private static final int SHORTEST_TEXT = 3;

    private static final int LONGEST_TEXT = 255;

    /** Without a port. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+\\]");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*");

    private final QueryParameters parameters;
    private final ClientFilter filter;
    private final ClientSort sort;
    private final Paging paging;
    private final Optional<ClientPosition> after;
    private final int limit;
    private final boolean isCounted;

    /**
     * Reads a query.
     *
     * @throws org.clientregistrar.error.OAuthException 400, see {@link QueryParameters}
     */
    ClientQuery(UriInfo uri) {
        this(
                uri.getRequestUri().getRawPath(),
                QueryParameters.of(uri.getQueryParameters(), PARAMETERS));
    }

    private ClientQuery(String path, QueryParameters parameters) {
        this.parameters = parameters;
        this.filter =
                new ClientFilter(
                        parameters.text("text", SHORTEST_TEXT, LONGEST_TEXT),
                        terms(),
                        parameters.time("created_after"),
                        parameters.time("created_before"),
                        parameters.time("updated_after"),
                        parameters.time("updated_before"),
                        parameters.time("used_after"),
                        parameters.time("used_before"));
        this.sort =
                parameters
                        .word("sort", ClientSort.all().toArray(ClientSort[]::new))
                        .orElse(ClientSort.DEFAULT);
        this.paging = new Paging(path, parameters);
        this.after = paging.after(text -> ClientPosition.parse(text, sort));
        this.limit = paging.limit();
        this.isCounted = parameters.flag(TOTAL);
    }

    /**
     * The filters of a query that may have others, too.
     *
     * @throws org.clientregistrar.error.OAuthException 400 for a filter that cannot be
     */
    static ClientFilter filter(QueryParameters parameters) {
        return new ClientQuery("", parameters).filter();
    }

    ClientFilter filter() {
        return filter;
    }

    ClientSort sort() {
        return sort;
    }

    Optional<ClientPosition> after() {
        return after;
    }

    int limit() {
        return limit;
    }

    boolean isCounted() {
        return isCounted;
    }

    Paging paging() {
        return paging;
    }

    private Map<Term, String> terms() {
        var terms = new EnumMap<Term, String>(Term.class);
        for (var term : Term.values()) {
            term(term).ifPresent(value -> terms.put(term, value));
        }
        return terms;
    }

    private Optional<String> term(Term term) {
        return switch (term) {
            case STATE -> word(term, ClientState.values());
            case ORIGIN -> word(term, ClientOrigin.values());
            case CLIENT_TYPE -> word(term, new String[] {"confidential", "public"});
            case OWNER, SOFTWARE_ID, GRANT_TYPE -> text(term);
            case REDIRECT_HOST -> text(term).map(ClientQuery::host);
        };
    }

    private Optional<String> word(Term term, Object[] values) {
        return parameters.word(term.toString(), values).map(Object::toString);
    }

    private Optional<String> text(Term term) {
        return parameters.text(term.toString(), 1, LONGEST_TEXT);
    }

    /**
     * As hosts are compared (RFC 3986 section 3.2.2); an IPv6 address may come without brackets.
     */
    private static String host(String text) {
        var host = text.toLowerCase(Locale.ROOT);
        var literal = IPV6.matcher(host).matches() ? "[" + host + "]" : host;
        if (!HOST.matcher(literal).matches()) {
            throw invalidMember(
                    Term.REDIRECT_HOST.toString(),
                    null,
                    "must be a host name or address, without a scheme and a port");
        }
        return literal;
    }
}
