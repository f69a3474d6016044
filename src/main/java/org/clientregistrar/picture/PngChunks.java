package org.clientregistrar.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.IIOException;

/** What a PNG file is made of (RFC 2083 section 3). */
final class PngChunks {

    private static final int SIGNATURE = 8;
    private static final int LENGTH = 4;
    private static final int TYPE = 4;
    private static final int CHECKSUM = 4;
    private static final String LAST = "IEND";
    private static final Set<String> ESSENTIAL = Set.of("IHDR", "PLTE", "tRNS", "IDAT", LAST);

    private PngChunks() {}

    /** See {@link PictureFormat#essence}. */
    static byte[] essence(byte[] file) throws IOException {
        var in = ByteBuffer.wrap(file).position(SIGNATURE);
        var out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, SIGNATURE);
        String type;
        do {
            var begin = in.position();
            var length = in.getInt();
            if (length < 0 || length > in.remaining() - TYPE - CHECKSUM) {
                throw new IIOException("a chunk is longer than the file");
            }
            type = new String(file, begin + LENGTH, TYPE, StandardCharsets.ISO_8859_1);
            in.position(begin + LENGTH + TYPE + length);
            if (in.getInt() != checksum(file, begin + LENGTH, TYPE + length)) {
                throw new IIOException("a chunk is not what it was");
            }
            if (ESSENTIAL.contains(type)) {
                out.write(file, begin, in.position() - begin);
            }
        } while (!type.equals(LAST));
        return out.toByteArray();
    }

    private static int checksum(byte[] file, int begin, int length) {
        var crc = new CRC32();
        crc.update(file, begin, length);
        return (int) crc.getValue();
    }
}
