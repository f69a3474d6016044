package org.clientregistrar.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.IIOException;

/** What a GIF file is made of (GIF89a, appendix A). */
final class GifBlocks {

    private static final int SCREEN = 13;
    private static final int SCREEN_FLAGS = 10;
    private static final int DESCRIPTOR = 10;
    private static final int DESCRIPTOR_FLAGS = 9;
    private static final int HAS_COLOURS = 0x80;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int TRAILER = 0x3B;

    /** Says which colour is transparent. */
    private static final int GRAPHIC_CONTROL = 0xF9;

    private GifBlocks() {}

    /** See {@link PictureFormat#essence}. */
    static byte[] essence(byte[] file) throws IOException {
        var in = ByteBuffer.wrap(file).position(SCREEN);
        skip(in, colours(file[SCREEN_FLAGS]));
        var out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, in.position());
        var control = new byte[0];
        while (true) {
            var begin = in.position();
            switch (in.get()) {
                case EXTENSION -> {
                    var label = in.get() & 0xFF;
                    skipData(in);
                    if (label == GRAPHIC_CONTROL) {
                        control = Arrays.copyOfRange(file, begin, in.position());
                    }
                }
                case IMAGE -> {
                    in.position(begin + DESCRIPTOR);
                    skip(in, colours(file[begin + DESCRIPTOR_FLAGS]));
                    in.get(); // how long the first codes are
                    skipData(in);
                    out.write(control);
                    out.write(file, begin, in.position() - begin);
                    out.write(TRAILER);
                    return out.toByteArray();
                }
                default -> throw new IIOException("no picture before the end");
            }
        }
    }

    /** How long the table of colours is that these flags announce. */
    private static int colours(byte flags) {
        return (flags & HAS_COLOURS) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static void skip(ByteBuffer in, int length) {
        in.position(in.position() + length);
    }

    /** Data is in parts, the last one of which is empty. */
    private static void skipData(ByteBuffer in) {
        for (var length = in.get() & 0xFF; length > 0; length = in.get() & 0xFF) {
            skip(in, length);
        }
    }
}
