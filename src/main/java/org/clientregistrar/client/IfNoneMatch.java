package org.clientregistrar.client;

import java.util.List;

/**
 * The condition under which a reader has already what it asks for (RFC 9110 section 13.1.2).
 *
 * @param lines of the header; empty where there is none
 */
public record IfNoneMatch(List<String> lines) {

    /** Whether the header names an entity tag; how strong it is there does not matter. */
    public boolean names(String etag) {
        var tags = lines.stream().map(line -> line.replace("W/\"", "\"")).toList();
        return !tags.isEmpty() && IfMatch.of(tags).names(etag);
    }
}
