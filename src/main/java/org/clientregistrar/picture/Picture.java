package org.clientregistrar.picture;

import java.util.HexFormat;

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

    private static final int OCTETS_IN_NAME = 16;

    /** The name of the file, other for each content. */
    public String name() {
        return HexFormat.of().formatHex(digest, 0, OCTETS_IN_NAME) + "." + format.extension();
    }
}
