package org.clientregistrar.metadata;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A response type, and what it asks of the grant types beside it (RFC 7591 section 2.1, OpenID
 * Connect Dynamic Client Registration 1.0 section 2).
 *
 * @param value the words in the order of the specifications, since their order has no meaning (RFC
 *     6749 section 3.1.1)
 */
public record ResponseType(String value) {

    private static final List<String> WORDS = List.of("code", "id_token", "token", "none");

    /** Reads a value; one with a word that is not known, or known twice, is left as it is. */
    public static ResponseType of(String value) {
        var words = List.of(value.split(" ", -1));
        var ordered = WORDS.stream().filter(words::contains).toList();
        return new ResponseType(ordered.size() == words.size() ? String.join(" ", ordered) : value);
    }

    public boolean hasWord(String word) {
        return Arrays.asList(value.split(" ")).contains(word);
    }

    /** Whether it comes from the implicit grant, in whole or in part. */
    public boolean isImplicit() {
        return hasWord("token") || hasWord("id_token");
    }

    /** The grant types that must be registered with it. */
    public Set<String> neededGrants() {
        var needed = new LinkedHashSet<String>();
        if (hasWord("code")) {
            needed.add("authorization_code");
        }
        if (isImplicit()) {
            needed.add("implicit");
        }
        return needed;
    }
}
