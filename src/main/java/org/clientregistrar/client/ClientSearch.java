package org.clientregistrar.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.Session;

/** Finds clients, page by page. */
@ApplicationScoped
public class ClientSearch {

    /**
     * A page of clients.
     *
     * @param clients in the order asked for
     * @param lastUses when they were last used; those that never were are not in it
     * @param next where the next page begins; empty for the last page
     * @param total how many clients there are on all pages, if that was asked for
     */
    public record Page(
            List<ClientRecord> clients,
            Map<String, Instant> lastUses,
            Optional<ClientPosition> next,
            OptionalLong total) {

        /** When one of them was last used; empty for never. */
        public Optional<Instant> lastUse(ClientRecord client) {
            return Optional.ofNullable(lastUses.get(client.clientId()));
        }
    }

    private final Session database;
    private final ClientUse use;
    private final RestoreWindow restoreWindow;
    private final Clock clock;

    ClientSearch(Session database, ClientUse use, Clock clock, RestoreWindow restoreWindow) {
        this.database = database;
        this.use = use;
        this.clock = clock;
        this.restoreWindow = restoreWindow;
    }

    /**
     * One page of the clients that are looked for. Of deleted ones those that can be restored.
     *
     * @param after where the page begins; empty for the first page
     * @param limit how many clients it has at most
     * @param isCounted whether all that are looked for are counted
     */
    @Transactional
    public Page find(
            ClientFilter filter,
            ClientSort sort,
            Optional<ClientPosition> after,
            int limit,
            boolean isCounted) {
        SearchStatement.planEach(database);
        var ended = restoreWindow.endedBefore(clock.instant());
        // One row more than asked for tells whether there is a next page.
        var rows = rows(SearchStatement.page(filter, ended, sort, after, limit + 1));
        var told = rows.subList(0, Math.min(limit, rows.size()));
        var clients = told.stream().map(row -> client(row).toRecord()).toList();
        return new Page(
                clients,
                use.lastUses(clients.stream().map(ClientRecord::clientId).toList()),
                told.size() < rows.size()
                        ? Optional.of(behind(told.get(limit - 1), sort))
                        : Optional.empty(),
                isCounted
                        ? OptionalLong.of(count(SearchStatement.total(filter, ended)))
                        : OptionalLong.empty());
    }

    private List<Object[]> rows(SearchStatement statement) {
        return statement
                .on(database, Object[].class)
                .addEntity(Client.class)
                .addScalar("sort_name", String.class)
                .getResultList();
    }

    private long count(SearchStatement statement) {
        return statement.on(database, Long.class).getSingleResult();
    }

    private static Client client(Object[] row) {
        return (Client) row[0];
    }

    private static ClientPosition behind(Object[] row, ClientSort sort) {
        return ClientPosition.behind(client(row), (String) row[1], sort);
    }
}
