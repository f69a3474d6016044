package org.clientregistrar.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.imageio.IIOException;

/** What a JPEG file is made of (ITU-T T.81 annex B). */
final class JpegSegments {

    private static final int ESCAPE = 0xFF;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;

    /** Tables, which have numbers between those of frames. */
    private static final Set<Integer> NO_FRAMES = Set.of(0xC4, 0xC8, 0xCC);

    /** Where a frame says how many colours it has, behind its length and size. */
    private static final int FRAME_COLOURS = 7;

    private static final Set<Byte> COLOURS = Set.of((byte) 1, (byte) 3);
    private static final int FIRST_RESTART = 0xD0;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int FIRST_APPLICATION = 0xE0;
    private static final int ADOBE = 0xEE;
    private static final int LAST_APPLICATION = 0xEF;
    private static final int COMMENT = 0xFE;

    private static final byte[] START = {(byte) ESCAPE, (byte) 0xD8};

    /** Says that colours are those of JFIF, and has no thumbnail. */
    private static final byte[] JFIF = {
        (byte) ESCAPE,
        (byte) FIRST_APPLICATION,
        0,
        16,
        'J',
        'F',
        'I',
        'F',
        0,
        1,
        1,
        0,
        0,
        1,
        0,
        1,
        0,
        0
    };

    /** Encoders make ten or so; each is a walk over the whole picture. */
    private static final int MOST_SCANS = 100;

    private JpegSegments() {}

    /** See {@link PictureFormat#essence}. */
    static byte[] essence(byte[] file) throws IOException {
        var in = ByteBuffer.wrap(file).position(START.length);
        var out = new ByteArrayOutputStream(file.length);
        out.write(START);
        var scans = 0;
        for (var marker = marker(in); marker != END; marker = marker(in)) {
            var begin = in.position();
            var length = in.getShort() & 0xFFFF;
            in.position(begin + length);
            if (isFrame(marker) && !COLOURS.contains(file[begin + FRAME_COLOURS])) {
                throw new IIOException("other colours than grey or red, green and blue");
            }
            if (marker == FIRST_APPLICATION && isNamed(file, begin, length, "JFIF")) {
                out.write(JFIF);
            } else if (isEssential(marker)
                    || (marker == ADOBE && isNamed(file, begin, length, "Adobe"))) {
                out.write(ESCAPE);
                out.write(marker);
                out.write(file, begin, length);
            }
            if (marker == SCAN) {
                if (++scans > MOST_SCANS) {
                    throw new IIOException("more scans than a picture has");
                }
                copyScan(file, in, out);
            }
        }
        out.write(ESCAPE);
        out.write(END);
        return out.toByteArray();
    }

    /** The next marker, which any number of escapes may stand before. */
    private static int marker(ByteBuffer in) throws IOException {
        if ((in.get() & 0xFF) != ESCAPE) {
            throw new IIOException("no marker where one has to be");
        }
        var marker = ESCAPE;
        while (marker == ESCAPE) {
            marker = in.get() & 0xFF;
        }
        return marker;
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME && marker <= LAST_FRAME && !NO_FRAMES.contains(marker);
    }

    private static boolean isEssential(int marker) {
        return (marker < FIRST_APPLICATION || marker > LAST_APPLICATION) && marker != COMMENT;
    }

    private static boolean isNamed(byte[] file, int begin, int length, String name) {
        var text = new String(file, begin, length, StandardCharsets.ISO_8859_1);
        return text.startsWith(name, 2);
    }

    /** Up to the next marker that is not part of the data. */
    private static void copyScan(byte[] file, ByteBuffer in, ByteArrayOutputStream out)
            throws IOException {
        var begin = in.position();
        var end = begin;
        while (end + 1 < file.length && isData(file[end] & 0xFF, file[end + 1] & 0xFF)) {
            end++;
        }
        in.position(end);
        out.write(file, begin, end - begin);
    }

    private static boolean isData(int octet, int next) {
        return octet != ESCAPE || next == 0 || (next >= FIRST_RESTART && next < FIRST_RESTART + 8);
    }
}
