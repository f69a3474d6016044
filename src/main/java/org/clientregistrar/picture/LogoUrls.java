package org.clientregistrar.picture;

import jakarta.inject.Singleton;
import org.clientregistrar.config.PercentEncoding;
import org.clientregistrar.config.PublicUrl;

/** Where the pictures of clients are served. */
@Singleton
public class LogoUrls {

    private final String all;

    LogoUrls(PublicUrl publicUrl) {
        this.all = publicUrl.of("/logos/");
    }

    /** The URL of a client's picture. */
    public String of(String clientId, Picture picture) {
        return directory(clientId) + picture.name();
    }

    /** Whether a URL is that of a picture of this client, be it one that is there no more. */
    public boolean isOf(String clientId, String url) {
        return isIn(directory(clientId), url);
    }

    /** Whether two URLs are those of pictures of one client, as above. */
    public boolean areOfOne(String url, String other) {
        var directory = url.substring(0, url.lastIndexOf('/') + 1);
        return url.startsWith(all) && isIn(directory, url) && isIn(directory, other);
    }

    private String directory(String clientId) {
        return all + PercentEncoding.encode(clientId) + "/";
    }

    private static boolean isIn(String directory, String url) {
        return url.startsWith(directory)
                && PictureName.of(url.substring(directory.length())).isPresent();
    }
}
