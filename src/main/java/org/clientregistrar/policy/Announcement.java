package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.Parameter;

/**
 * What an authorization server says it supports.
 *
 * @param values by the name of the client's parameter, without what is advised against
 */
record Announcement(Map<String, List<String>> values) {

    static final Announcement NOTHING = new Announcement(Map.of());

    private static final String WELL_KNOWN = "/.well-known/";

    /** What the lists mean where the server leaves them out (RFC 8414 section 2). */
    private static final Map<String, List<String>> LEFT_OUT =
            Map.of(
                    GRANT_TYPES.name(), List.of("authorization_code", "implicit"),
                    TOKEN_ENDPOINT_AUTH_METHOD.name(), List.of("client_secret_basic"));

    /**
     * Reads the document at a URL.
     *
     * @throws IllegalArgumentException if it is another server's, or no such document
     */
    static Announcement of(ObjectNode document, URI url) {
        checkIssuer(document.path("issuer"), url);
        var values = new HashMap<>(LEFT_OUT);
        for (var parameter : Catalogue.all()) {
            parameter
                    .serverMetadata()
                    .filter(document::hasNonNull)
                    .map(name -> usable(parameter, strings(name, document.get(name))))
                    .filter(list -> !(list.isEmpty() && parameter.isClosed()))
                    .ifPresent(list -> values.put(parameter.name(), list));
        }
        return new Announcement(Map.copyOf(values));
    }

    /**
     * Without what is advised against, values that a closed list does not have, and what could not
     * stand in an error (RFC 6749 appendix A.8).
     */
    private static List<String> usable(Parameter<?> parameter, List<String> values) {
        return values.stream()
                .filter(value -> !SupportedDefaults.isAdvisedAgainst(parameter, value))
                .filter(value -> !parameter.isClosed() || parameter.accepts(value))
                .filter(Offer::isPrintable)
                .toList();
    }

    /**
     * A document at a well-known place is that of the issuer which the place belongs to (RFC 8414
     * section 3.3).
     */
    private static void checkIssuer(JsonNode issuer, URI url) {
        if (!issuer.isTextual()) {
            throw new IllegalArgumentException("has no issuer");
        }
        var path = url.getRawPath();
        int at = path.indexOf(WELL_KNOWN);
        if (at < 0) {
            return; // a copy, which the operator answers for
        }
        var afterName = path.indexOf('/', at + WELL_KNOWN.length());
        var issuerPath = path.substring(0, at) + (afterName < 0 ? "" : path.substring(afterName));
        var expected = url.getScheme() + "://" + url.getRawAuthority() + issuerPath;
        if (!withoutSlash(issuer.textValue()).equals(withoutSlash(expected))) {
            throw new IllegalArgumentException("is the document of another issuer");
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static List<String> strings(String name, JsonNode json) {
        var strings = new ArrayList<String>();
        for (var item : json) {
            if (item.isTextual()) {
                strings.add(item.textValue());
            }
        }
        if (!json.isArray() || strings.size() != json.size()) {
            throw new IllegalArgumentException("has a " + name + " that is no array of strings");
        }
        return strings;
    }

    /** The values of a parameter, as far as the server says. */
    Optional<List<String>> of(Parameter<?> parameter) {
        return Optional.ofNullable(values.get(parameter.name()));
    }
}
