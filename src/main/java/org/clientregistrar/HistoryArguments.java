package org.clientregistrar;

import java.util.ArrayList;
import java.util.List;
import org.clientregistrar.audit.Anchor;

/**
 * What the commands take that verify the history.
 *
 * @param expected seals that are known from elsewhere
 * @param from the number of the seal to begin at
 */
record HistoryArguments(List<Anchor> expected, long from) {

    private static final String EXPECT = "--expect";
    private static final String FROM = "--from";

    /**
     * Reads them.
     *
     * @param arguments of the process, the command itself first
     * @throws IllegalArgumentException for anything else, with what the command takes
     */
    static HistoryArguments parse(List<String> arguments) {
        var usage =
                new IllegalArgumentException(
                        arguments.get(0)
                                + " takes --expect <number>:<mac>, as often as needed, and --from <number>");
        var expected = new ArrayList<Anchor>();
        long from = 1;
        for (int i = 1; i < arguments.size(); i += 2) {
            var value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (arguments.get(i)) {
                case EXPECT -> expected.add(Anchor.parse(value).orElseThrow(() -> usage));
                case FROM -> {
                    if (!value.matches("[1-9][0-9]{0,17}")) {
                        throw usage;
                    }
                    from = Long.parseLong(value);
                }
                default -> throw usage;
            }
        }
        return new HistoryArguments(List.copyOf(expected), from);
    }
}
