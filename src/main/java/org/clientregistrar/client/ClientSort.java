package org.clientregistrar.client;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * In which order clients are told. Those that are equal by the key are in the order of their
 * identifiers.
 *
 * @param key by what
 * @param descending whether the largest comes first
 */
public record ClientSort(Key key, boolean descending) {

    /** What clients are sorted by. */
    public enum Key {
        CREATED("issued_at"),
        UPDATED("updated_at"),
        NAME("sort_name");

        private final String column;

        Key(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The newest first. */
    public static final ClientSort DEFAULT = new ClientSort(Key.CREATED, true);

    /** All there are. */
    public static List<ClientSort> all() {
        return Arrays.stream(Key.values())
                .flatMap(key -> Stream.of(new ClientSort(key, false), new ClientSort(key, true)))
                .toList();
    }

    /** The name on the wire: that of the key, with a minus sign before it where descending. */
    @Override
    public String toString() {
        return (descending ? "-" : "") + key;
    }
}
