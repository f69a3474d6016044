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

    private static final List<String> WORDS =
            List.of("code", "vp_token", "id_token", "token", "none");

    /** Reads a value; one with a word that is not known, or known twice, is left as it is. */
    public static ResponseType of(String value) {
        var words = List.of(value.split(" ", -1));
        var ordered = WORDS.stream().filter(words::contains).toList();
        return new ResponseType(ordered.size() == words.size() ? String.join(" ", ordered) : value);
    }

    /** Whether a word is in it, such as code. */
    public boolean hasWord(String word) {
        return Arrays.asList(value.split(" ")).contains(word);
    }

    /** Whether it comes from the implicit grant, in whole or in part. */
    public boolean isImplicit() {
        return !hasWord("vp_token") && (hasWord("token") || hasWord("id_token"));
    }

    /** Whether an ID Token comes from the authorization endpoint. */
    public boolean givesIdToken() {
        return hasWord("id_token");
    }

    /** Whether an access token comes from the authorization endpoint (RFC 9700 section 2.1.2). */
    public boolean givesAccessToken() {
        return hasWord("token");
    }

    /**
     * Whether users are sent back to the client with it; a verifier of presentations need not have
     * that (OpenID for Verifiable Presentations 1.0 section 8.2).
     */
    public boolean redirects() {
        return !value.equals("none") && !hasWord("vp_token");
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
