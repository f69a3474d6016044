package org.clientregistrar.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.clientregistrar.secret.HistoryMac;

/**
 * Has the first key of the keyset vouch for what earlier keys vouched for, so that those can be
 * dropped. Beside running replicas; each seal is a statement of its own.
 */
public final class HistoryRenewal {

    private static final int PAGE = 200;

    private final HistoryTables tables;
    private final HistoryMac key;

    /**
     * Over a connection of one's own, which commits each statement by itself.
     *
     * @param key the keyset: all keys that made anything here, the one that stays first
     */
    public HistoryRenewal(Connection connection, HistoryMac key) {
        this.tables = new HistoryTables(connection);
        this.key = key;
    }

    /**
     * Gives each seal, and the beginning, a MAC by the first key where it has none. One that is not
     * good gets none, so that it is found as before; the events are the same digests as before. The
     * history is to be verified first, from the same seal on.
     *
     * @param from the number of the first seal that is given one; of those before, whose key is
     *     lost, none could be
     * @return how many seals got one
     */
    public long renew(long from) throws SQLException {
        var beginning = tables.beginning();
        if (beginning.isPresent()) {
            var mac = beginning.get().renewal(key);
            if (mac.isPresent()) {
                tables.renew(beginning.get(), mac.get());
            }
        }
        long renewed = 0;
        for (var page = page(from); !page.isEmpty(); page = page(next(page))) {
            for (var seal : page) {
                var mac = seal.renewal(key);
                if (mac.isPresent()) {
                    tables.renew(seal, mac.get());
                    renewed++;
                }
            }
        }
        return renewed;
    }

    /** The ids of all keys without which something of the history could not be verified. */
    public Set<Integer> keysInUse() throws SQLException {
        var ids = new HashSet<Integer>();
        tables.beginning().flatMap(row -> row.keyId(key)).ifPresent(ids::add);
        for (var page = page(0); !page.isEmpty(); page = page(next(page))) {
            page.forEach(seal -> seal.keyId(key).ifPresent(ids::add));
        }
        return ids;
    }

    /** Writes that this service did something by itself, in the transaction of the connection. */
    public static void record(Connection connection, Action action, Target target, Instant now)
            throws SQLException {
        new HistoryTables(connection).add(now, Actor.SERVICE, action, target);
    }

    private List<Seal> page(long from) throws SQLException {
        return tables.sealsFrom(from, PAGE);
    }

    private static long next(List<Seal> page) {
        return page.get(page.size() - 1).number() + 1;
    }
}
