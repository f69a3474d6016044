package org.clientregistrar.client;

import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.picture.LogoUrls;
import org.clientregistrar.picture.Picture;
import org.clientregistrar.picture.PictureName;

/**
 * The pictures that are kept for clients. A client has one exactly as long as its logo_uri is the
 * URL of that; {@link ClientRegistry} sees to it with every change.
 */
@Singleton
public class ClientLogos {

    private final LogoUrls urls;
    private final Clock clock;

    ClientLogos(LogoUrls urls, Clock clock) {
        this.urls = urls;
        this.clock = clock;
    }

    /** 404: a client whose logo_uri, if it has one, leads elsewhere. */
    public static OAuthException noLogo() {
        return OAuthException.notFound("no picture is kept for this client");
    }

    /** The picture of a client, also of a deleted one that can be restored. */
    public Optional<StoredLogo> find(ClientRecord client) {
        return ClientLogo.<ClientLogo>findByIdOptional(client.clientId())
                .map(logo -> new StoredLogo(logo.toPicture(), logo.storedAt));
    }

    /** The picture of this name that everybody may see; none of a deleted client. */
    public Optional<Picture> findShown(String clientId, String name) {
        return PictureName.of(name)
                .flatMap(wanted -> ClientLogo.findShown(clientId, wanted))
                .map(ClientLogo::toPicture);
    }

    /** Whether there is one, without reading it. */
    public boolean isShown(String clientId, String name) {
        return PictureName.of(name)
                .filter(wanted -> ClientLogo.isShown(clientId, wanted))
                .isPresent();
    }

    /** Keeps a picture in place of the one before; gives the metadata that leads to it. */
    ClientMetadata put(Client client, Picture picture) {
        remove(client.clientId);
        var logo = new ClientLogo();
        logo.clientId = client.clientId;
        logo.mediaType = picture.format().mediaType();
        logo.width = picture.width();
        logo.height = picture.height();
        logo.content = picture.content();
        logo.digest = picture.digest();
        logo.storedAt = clock.instant();
        logo.persist();
        return client.metadata.with(LOGO_URI, urls.of(client.clientId, picture));
    }

    /** Removes the picture of a client; whether there was one. */
    boolean remove(String clientId) {
        return ClientLogo.delete("clientId", clientId) > 0;
    }

    /**
     * What becomes of metadata that shall replace a client's: with another logo_uri the picture
     * goes. The URL of an earlier picture stands for the present one, or for none: whoever sends it
     * has read the client before the picture changed.
     */
    ClientMetadata follow(Client client, ClientMetadata wanted) {
        var before = client.metadata.get(LOGO_URI);
        var after = wanted.get(LOGO_URI);
        if (before.equals(after)) {
            return wanted;
        }
        var wantsOwn = isOwn(client, after);
        if (wantsOwn && isOwn(client, before)) {
            return wanted.with(LOGO_URI, before.get());
        }
        if (before.isPresent()) {
            remove(client.clientId);
        }
        return wantsOwn ? wanted.without(LOGO_URI) : wanted;
    }

    private boolean isOwn(Client client, Optional<String> url) {
        return url.filter(text -> urls.isOf(client.clientId, text)).isPresent();
    }
}
