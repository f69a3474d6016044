package org.clientregistrar.client;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.picture.Picture;
import org.clientregistrar.picture.PictureFormat;

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

    private static final String OF_CLIENT_THERE =
            "from ClientLogo logo where logo.clientId = ?1 and exists"
                    + " (from Client client where client.clientId = logo.clientId and client.state <> ?2)";

    /** The picture of a client that is not deleted. */
    static Optional<ClientLogo> findShown(String clientId) {
        return Client.isPossible(clientId)
                ? ClientLogo.<ClientLogo>find(OF_CLIENT_THERE, clientId, ClientState.DELETED)
                        .firstResultOptional()
                : Optional.empty();
    }

    Picture toPicture() {
        return new Picture(PictureFormat.of(mediaType), width, height, content, digest);
    }
}
