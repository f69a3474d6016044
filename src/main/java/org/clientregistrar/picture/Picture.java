package org.clientregistrar.picture;

/**
 * A picture as this service has encoded it, with nothing in it but its pixels.
 *
 * @param format PNG or JPEG
 * @param width in pixels
 * @param height in pixels
 * @param content the file
 * @param digest SHA-256 of the file
 */
public record Picture(PictureFormat format, int width, int height, byte[] content, byte[] digest) {

    /** The name of the file. */
    PictureName name() {
        return PictureName.of(digest, format);
    }
}
