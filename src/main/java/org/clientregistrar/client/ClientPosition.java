package org.clientregistrar.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the list of clients: behind one that was told. It stays what it is when that client is
 * changed or deleted.
 *
 * @param key what the client was sorted by, a time or a name
 * @param clientId its identifier
 */
public record ClientPosition(Object key, String clientId) {

    /** A name may have more lines than one, an identifier may not. */
    private static final Pattern TEXT = Pattern.compile("(?<key>[^\\x00]*)\\n(?<id>[ -~]{1,255})");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    static ClientPosition behind(Client client, String sortName, ClientSort sort) {
        var key =
                switch (sort.key()) {
                    case CREATED -> client.issuedAt;
                    case UPDATED -> client.updatedAt;
                    case NAME -> sortName;
                };
        return new ClientPosition(key, client.clientId);
    }

    /** Reads what {@link #toString} wrote of a position in this order; empty for any other text. */
    public static Optional<ClientPosition> parse(String text, ClientSort sort) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var key = match.group("key");
        return (sort.key() == ClientSort.Key.NAME ? Optional.of(key) : time(key))
                .map(value -> new ClientPosition(value, match.group("id")));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text))
                    .filter(at -> !at.isBefore(Instant.EPOCH) && at.isBefore(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return key + "\n" + clientId;
    }
}
