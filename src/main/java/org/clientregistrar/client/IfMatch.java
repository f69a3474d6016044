package org.clientregistrar.client;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * The precondition of a change (RFC 9110 section 13.1.1): it is made only to the version that the
 * caller has seen.
 *
 * @param tags the entity tags named; empty where every version is good
 */
public record IfMatch(List<String> tags) implements LongPredicate {

    /** Reads the header, which may be spread over several lines; null stands for none. */
    public static IfMatch of(List<String> lines) {
        if (lines == null || lines.stream().allMatch(line -> line.strip().equals("*"))) {
            return new IfMatch(List.of());
        }
        return new IfMatch(
                lines.stream()
                        .flatMap(line -> Arrays.stream(line.split(",", -1)))
                        .map(String::strip)
                        .toList());
    }

    /** The strong entity tag of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    @Override
    public boolean test(long version) {
        return names(etag(version));
    }

    boolean names(String etag) {
        return tags.isEmpty() || tags.contains(etag);
    }
}
