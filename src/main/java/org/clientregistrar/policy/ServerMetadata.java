package org.clientregistrar.policy;

import static org.clientregistrar.error.OAuthException.temporarilyUnavailable;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.clientregistrar.config.HttpsSetting;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.fetch.Fetcher;
import org.clientregistrar.fetch.RefreshedDocument;
import org.clientregistrar.json.JsonReader;

/**
 * The authorization server's own metadata document (RFC 8414 section 3, OpenID Connect Discovery
 * 1.0 section 4), where a setting names it. The last good copy stays in force while the server is
 * away.
 */
@Startup
@Singleton
class ServerMetadata {

    private static final String METADATA_URI = "registrar.authorization-server.metadata-uri";

    private final Optional<RefreshedDocument<Announcement>> document;

    ServerMetadata(RegistrarConfig config, Fetcher fetcher) {
        var settings = config.authorizationServer();
        if (settings.refresh().isNegative() || settings.refresh().isZero()) {
            throw new SettingException(
                    "registrar.authorization-server.refresh", "must be longer than zero");
        }
        this.document =
                settings.metadataUri()
                        .map(uri -> HttpsSetting.check(METADATA_URI, uri))
                        .map(
                                uri ->
                                        new RefreshedDocument<>(
                                                METADATA_URI,
                                                () ->
                                                        Announcement.of(
                                                                JsonReader.readObject(
                                                                        fetcher.getForOperator(
                                                                                uri)),
                                                                uri),
                                                settings.refresh(),
                                                settings.refresh()));
    }

    /**
     * What the authorization server announces; nothing where no document is configured.
     *
     * @throws org.clientregistrar.error.OAuthException 503 if the document could never be read:
     *     without it nobody can say what a client may be
     */
    Announcement current() {
        return document.map(
                        reading ->
                                reading.current()
                                        .orElseThrow(
                                                () ->
                                                        temporarilyUnavailable(
                                                                RefreshedDocument.RETRY)))
                .orElse(Announcement.NOTHING);
    }
}
