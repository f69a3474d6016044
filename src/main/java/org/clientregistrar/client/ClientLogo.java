package org.clientregistrar.client;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.picture.Picture;
import org.clientregistrar.picture.PictureFormat;
import org.clientregistrar.picture.PictureName;

/** One row of table client_logo: the picture that the logo_uri of a client leads to. */
@Entity
public class ClientLogo extends PanacheEntityBase {

    @Id public String clientId;
    public String mediaType;
    public int width;
    public int height;
    public byte[] content;
    public byte[] digest;
    public Instant storedAt;

    /** With the name in the condition, the content is read of no other picture. */
    private static final String SHOWN =
            "from ClientLogo logo where logo.clientId = ?1 and logo.mediaType = ?2"
                    + " and logo.digest between ?3 and ?4 and exists"
                    + " (from Client client where client.clientId = logo.clientId and client.state <> ?5)";

    /** The picture of a client that is not deleted, if it has this name. */
    static Optional<ClientLogo> findShown(String clientId, PictureName name) {
        return Client.isPossible(clientId)
                ? ClientLogo.<ClientLogo>find(SHOWN, shown(clientId, name)).firstResultOptional()
                : Optional.empty();
    }

    /** Whether there is one. */
    static boolean isShown(String clientId, PictureName name) {
        return Client.isPossible(clientId) && ClientLogo.count(SHOWN, shown(clientId, name)) > 0;
    }

    private static Object[] shown(String clientId, PictureName name) {
        return new Object[] {
            clientId,
            name.format().mediaType(),
            name.firstDigest(),
            name.lastDigest(),
            ClientState.DELETED
        };
    }

    Picture toPicture() {
        return new Picture(PictureFormat.of(mediaType), width, height, content, digest);
    }
}
