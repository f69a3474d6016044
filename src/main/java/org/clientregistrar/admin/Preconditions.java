package org.clientregistrar.admin;

import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;
import static jakarta.ws.rs.core.HttpHeaders.IF_NONE_MATCH;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.client.ClientRecord;
import org.clientregistrar.client.IfMatch;
import org.clientregistrar.client.IfNoneMatch;
import org.clientregistrar.error.OAuthException;

/**
 * On which version of a client a request depends (RFC 9110 section 13.1).
 *
 * @param ifMatch the lines of If-Match, if any
 * @param ifNoneMatch the lines of If-None-Match, if any
 */
record Preconditions(List<String> ifMatch, List<String> ifNoneMatch) {

    static Preconditions of(HttpHeaders headers) {
        return new Preconditions(
                headers.getRequestHeader(IF_MATCH), headers.getRequestHeader(IF_NONE_MATCH));
    }

    /**
     * Whether the client is as the request wants it to be.
     *
     * @throws OAuthException 412 if it is not
     */
    void check(Optional<ClientRecord> now) {
        if (!ifMatch.isEmpty()
                && now.filter(client -> IfMatch.of(ifMatch).test(client.version())).isEmpty()) {
            throw OAuthException.preconditionFailed();
        }
        if (now.filter(this::isKnown).isPresent()) {
            throw OAuthException.httpError(
                    412, "the client is there, in a version that If-None-Match names");
        }
    }

    /** Whether If-None-Match names the client's version. */
    boolean isKnown(ClientRecord client) {
        return new IfNoneMatch(ifNoneMatch).names(IfMatch.etag(client.version()));
    }
}
