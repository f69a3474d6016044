package org.clientregistrar.access;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.clientregistrar.config.SettingException;

/**
 * What the tokens of the operator's OpenID provider let their holders do here.
 *
 * @param claim the claim that tells, or the path of one inside another
 * @param scopes what its values stand for
 */
record ScopeMapping(String claim, Map<String, Set<Scope>> scopes) {

    private static final String CLAIM = "registrar.openid-provider.scope-claim";
    private static final String SCOPES = "registrar.openid-provider.scopes";

    /**
     * Reads the settings.
     *
     * @param entries such as theirs=clients:read clients:write; empty where they name scopes as
     *     this service does
     * @throws SettingException for anything else
     */
    static ScopeMapping of(String claim, Optional<List<String>> entries) {
        if (claim.isBlank() || claim.startsWith("/") || claim.endsWith("/")) {
            throw new SettingException(
                    CLAIM, "must be the name of a claim, or names with slashes between them");
        }
        return new ScopeMapping(
                claim,
                entries.map(ScopeMapping::parsed)
                        .orElseGet(
                                () ->
                                        Stream.of(Scope.values())
                                                .collect(
                                                        groupingBy(
                                                                Scope::toString,
                                                                toUnmodifiableSet()))));
    }

    private record Entry(String theirs, Scope ours) {}

    private static Map<String, Set<Scope>> parsed(List<String> entries) {
        return entries.stream()
                .flatMap(ScopeMapping::parsed)
                .collect(groupingBy(Entry::theirs, mapping(Entry::ours, toUnmodifiableSet())));
    }

    private static Stream<Entry> parsed(String entry) {
        var end = entry.lastIndexOf('='); // which no scope of ours has
        if (end < 0 || entry.substring(0, end).isBlank() || entry.substring(end + 1).isBlank()) {
            throw new SettingException(SCOPES, "must be such as theirs=clients:read clients:write");
        }
        var theirs = entry.substring(0, end).strip();
        return Stream.of(entry.substring(end + 1).strip().split(" +"))
                .map(
                        name ->
                                Scope.of(name)
                                        .orElseThrow(
                                                () ->
                                                        new SettingException(
                                                                SCOPES,
                                                                "must map to scopes of "
                                                                        + Scope.names())))
                .map(ours -> new Entry(theirs, ours));
    }

    /** What a token with these claims allows. What it says and is not known allows nothing. */
    Set<Scope> of(Map<String, Object> claims) {
        return values(claims)
                .flatMap(theirs -> scopes.getOrDefault(theirs, Set.of()).stream())
                .collect(toUnmodifiableSet());
    }

    private Stream<String> values(Map<String, Object> claims) {
        var value = claims.containsKey(claim) ? claims.get(claim) : inside(claims);
        if (value instanceof String text) {
            return Arrays.stream(text.split(" "));
        }
        return value instanceof Collection<?> items
                ? items.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }

    private Object inside(Map<String, Object> claims) {
        Object value = claims;
        for (var name : claim.split("/")) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return value;
    }
}
