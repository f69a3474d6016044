package org.clientregistrar.picture;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a picture's file, other for each content: how its digest begins, and its format.
 *
 * @param octets the first ones of the digest, in hexadecimal digits
 * @param format PNG or JPEG
 */
public record PictureName(String octets, PictureFormat format) {

    /** Of SHA-256. */
    private static final int OCTETS_IN_DIGEST = 32;

    private static final int OCTETS = 16;
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})\\.([a-z]+)");

    /** The name of the picture with this digest. */
    static PictureName of(byte[] digest, PictureFormat format) {
        return new PictureName(HexFormat.of().formatHex(digest, 0, OCTETS), format);
    }

    /** Reads a name; empty for what no picture can have. */
    public static Optional<PictureName> of(String text) {
        return Optional.of(FORM.matcher(text))
                .filter(name -> name.matches())
                .flatMap(
                        name ->
                                Stream.of(PictureFormat.PNG, PictureFormat.JPEG)
                                        .filter(kept -> kept.extension().equals(name.group(2)))
                                        .findFirst()
                                        .map(format -> new PictureName(name.group(1), format)));
    }

    /** The least digest that a picture of this name can have. */
    public byte[] firstDigest() {
        return Arrays.copyOf(HexFormat.of().parseHex(octets), OCTETS_IN_DIGEST);
    }

    /** The greatest digest that a picture of this name can have. */
    public byte[] lastDigest() {
        var digest = firstDigest();
        Arrays.fill(digest, OCTETS, OCTETS_IN_DIGEST, (byte) 0xFF);
        return digest;
    }

    /** As it is in a URL. */
    @Override
    public String toString() {
        return octets + "." + format.extension();
    }
}
