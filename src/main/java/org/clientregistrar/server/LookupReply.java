package org.clientregistrar.server;

import static jakarta.ws.rs.core.HttpHeaders.AUTHORIZATION;
import static jakarta.ws.rs.core.HttpHeaders.CACHE_CONTROL;
import static jakarta.ws.rs.core.HttpHeaders.ETAG;
import static jakarta.ws.rs.core.HttpHeaders.IF_NONE_MATCH;
import static jakarta.ws.rs.core.HttpHeaders.VARY;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON_TYPE;
import static java.util.stream.Collectors.joining;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.clientregistrar.client.ClientLookup.Found;
import org.clientregistrar.client.IfMatch;
import org.clientregistrar.client.IfNoneMatch;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.error.ErrorResponse;
import org.clientregistrar.error.OAuthException;

/** The reply to a lookup, and for how long an authorization server may keep it (RFC 9111). */
@Startup
@Singleton
class LookupReply {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final String keep;

    LookupReply(RegistrarConfig config) {
        var maxAge = config.serverDoor().maxAge();
        if (maxAge.isNegative() || maxAge.compareTo(LONGEST) > 0) {
            throw new SettingException("registrar.server-door.max-age", "must be from 0s to 1h");
        }
        this.keep =
                "private, "
                        + (maxAge.toSeconds() == 0 ? "no-cache" : "max-age=" + maxAge.toSeconds());
    }

    /** The client, or 304 where the caller has it. A reply with secrets is kept by nobody. */
    Response of(Found found, HttpHeaders headers) {
        var tag = tag(found);
        var ifNoneMatch = new IfNoneMatch(headers.getRequestHeader(IF_NONE_MATCH));
        var response =
                ifNoneMatch.names(tag)
                        ? Response.notModified()
                        : Response.ok(LookupView.members(found), APPLICATION_JSON_TYPE);
        return reply(response.header(ETAG, tag), found.keys().isPresent() ? "no-store" : keep);
    }

    /** Why there is no such client to look up: as good to keep as the client would be. */
    Response of(OAuthException absence) {
        return reply(
                Response.status(absence.status())
                        .type(APPLICATION_JSON_TYPE)
                        .entity(ErrorResponse.of(absence)),
                keep);
    }

    private static Response reply(Response.ResponseBuilder response, String cacheControl) {
        return response.header(CACHE_CONTROL, cacheControl).header(VARY, AUTHORIZATION).build();
    }

    /**
     * The version, and beside it, where secrets are told, which of them: they end without a change
     * of the client.
     */
    private static String tag(Found found) {
        var version = found.client().version();
        return found.keys()
                .map(keys -> keys.stream().map(IssuedSecret::id).collect(joining(".")))
                .map(ids -> "\"%d-%s\"".formatted(version, ids))
                .orElseGet(() -> IfMatch.etag(version));
    }
}
