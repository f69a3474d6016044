package org.clientregistrar.picture;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The formats that pictures are sent in. Two of them are kept. */
public enum PictureFormat {
    PNG("image/png", "png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n') {
        @Override
        byte[] essence(byte[] file) throws IOException {
            return PngChunks.essence(file);
        }
    },

    JPEG("image/jpeg", "jpg", 0xFF, 0xD8, 0xFF) {
        @Override
        byte[] essence(byte[] file) throws IOException {
            return JpegSegments.essence(file);
        }
    },

    /** Of an animation the first picture; it is kept as PNG. */
    GIF("image/gif", "gif", 'G', 'I', 'F', '8') {
        @Override
        byte[] essence(byte[] file) throws IOException {
            return GifBlocks.essence(file);
        }
    };

    private final String mediaType;
    private final String extension;
    private final int[] signature;

    PictureFormat(String mediaType, String extension, int... signature) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.signature = signature;
    }

    /** The media types of all formats. */
    public static List<String> mediaTypes() {
        return Arrays.stream(values()).map(PictureFormat::mediaType).toList();
    }

    /**
     * The format of a media type.
     *
     * @param mediaType one of {@link #mediaTypes}
     */
    public static PictureFormat of(String mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(mediaType))
                .findFirst()
                .orElseThrow();
    }

    /** As a Content-Type says it. */
    public String mediaType() {
        return mediaType;
    }

    /** How the names of such files end. */
    String extension() {
        return extension;
    }

    /** The format that pictures of this one are kept in. */
    PictureFormat kept() {
        return this == JPEG ? JPEG : PNG;
    }

    /** Whether a file begins as such a picture does. */
    boolean isOf(byte[] file) {
        for (int i = 0; i < signature.length; i++) {
            if (i >= file.length || (file[i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The file without all that does not make the picture: texts, profiles, thumbnails, further
     * pictures, and what follows behind the end. None of that reaches a decoder.
     *
     * @param file one that begins as such a picture does
     * @throws IOException or a RuntimeException if it is not built as such a file is, or ends early
     */
    abstract byte[] essence(byte[] file) throws IOException;
}
