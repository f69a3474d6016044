package org.clientregistrar.query;

import static org.clientregistrar.error.OAuthException.invalidMember;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clientregistrar.config.PercentEncoding;
import org.clientregistrar.error.OAuthException;

/**
 * The query of a request, read strictly: each parameter is known, there once, and has a value, so
 * that nothing is found that was not asked for. Every refusal is a 400 that names the parameter.
 */
public final class QueryParameters {

    /** What a reply can name: any other name is the caller's own text. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final int LONGEST_CURSOR = 2048;

    /** PostgreSQL takes no U+0000, and nothing that is looked for has others. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads all of a query.
     *
     * @param known the names that there may be
     * @throws org.clientregistrar.error.OAuthException 400 for a parameter that is not known, is
     *     there twice, is empty or has control characters
     */
    public static QueryParameters of(MultivaluedMap<String, String> query, Set<String> known) {
        var values = new TreeMap<String, String>();
        query.forEach(
                (name, all) -> {
                    if (!known.contains(name)) {
                        throw invalidMember(
                                NAME.matcher(name).matches() ? name : null,
                                null,
                                "there is no such query parameter, only "
                                        + known.stream()
                                                .sorted()
                                                .collect(Collectors.joining(", ")));
                    }
                    values.put(name, single(name, all));
                });
        return new QueryParameters(values);
    }

    private static String single(String name, List<String> values) {
        if (values.size() > 1) {
            throw invalidMember(name, null, "must be there once");
        }
        var value = values.get(0);
        if (value.isEmpty()) {
            throw invalidMember(name, null, "must not be empty");
        }
        if (CONTROL.matcher(value).find()) {
            throw invalidMember(name, null, "must not have control characters");
        }
        return value;
    }

    /** A text with so many characters at least and at most. */
    public Optional<String> text(String name, int least, int most) {
        var text = Optional.ofNullable(values.get(name));
        text.map(value -> value.codePointCount(0, value.length()))
                .filter(length -> length < least || length > most)
                .ifPresent(
                        length -> {
                            throw invalidMember(
                                    name,
                                    null,
                                    "must have %d to %d characters".formatted(least, most));
                        });
        return text;
    }

    /**
     * The place that a cursor stands for.
     *
     * @param open reads a cursor; empty for one that leads nowhere
     * @param demand what it must be, in words
     */
    public <P> Optional<P> cursor(String name, Function<String, Optional<P>> open, String demand) {
        return text(name, 1, LONGEST_CURSOR)
                .map(
                        cursor ->
                                open.apply(cursor)
                                        .orElseThrow(() -> invalidMember(name, null, demand)));
    }

    /** One of these values, by its name on the wire, which is what its toString gives. */
    public <T> Optional<T> word(String name, T[] values) {
        return Optional.ofNullable(this.values.get(name))
                .map(
                        word ->
                                Arrays.stream(values)
                                        .filter(value -> value.toString().equals(word))
                                        .findFirst()
                                        .orElseThrow(() -> notOneOf(name, values)));
    }

    private static OAuthException notOneOf(String name, Object[] values) {
        var words = Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "));
        return invalidMember(name, null, "must be one of " + words);
    }

    /**
     * A time of RFC 3339, in microseconds as PostgreSQL keeps it: with what is finer rounded up,
     * both "from" and "before" stay exact.
     */
    public Optional<Instant> time(String name) {
        return Optional.ofNullable(values.get(name))
                .map(
                        value ->
                                Rfc3339.time(value)
                                        .orElseThrow(
                                                () ->
                                                        invalidMember(
                                                                name,
                                                                null,
                                                                "must be a time of RFC 3339, such as 2027-01-31T12:00:00Z")))
                .map(at -> at.plusNanos(999).truncatedTo(ChronoUnit.MICROS));
    }

    /** A number in decimal digits, from the least one to the most. */
    public Optional<Integer> number(String name, int least, int most) {
        return Optional.ofNullable(values.get(name))
                .map(value -> NUMBER.matcher(value).matches() ? Integer.parseInt(value) : -1)
                .map(
                        number -> {
                            if (number < least || number > most) {
                                throw invalidMember(
                                        name,
                                        null,
                                        "must be a number from %d to %d".formatted(least, most));
                            }
                            return number;
                        });
    }

    /** Whether it is "true"; "false" is the same as nothing. */
    public boolean flag(String name) {
        return word(name, new Boolean[] {true, false}).orElse(false);
    }

    /** The query without some of its parameters, in the order of their names, for a link. */
    public String without(Set<String> names) {
        return values.entrySet().stream()
                .filter(parameter -> !names.contains(parameter.getKey()))
                .map(
                        parameter ->
                                parameter.getKey()
                                        + "="
                                        + PercentEncoding.encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }
}
