package org.clientregistrar.admin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of pictures, sound ones and others. */
public final class Pictures {

    static final int RED = 0xFFC02030;
    private static final int CLEAR = 0;
    private static final int BEHIND_IHDR = 33;
    private static final int BEHIND_SOI = 2;

    private Pictures() {}

    /** A red square, whose left upper quarter can be seen through where the format has that. */
    static BufferedImage square(int size, int type) {
        var image = new BufferedImage(size, size, type);
        paint(image);
        return image;
    }

    private static BufferedImage paint(BufferedImage image) {
        var hasClear = image.getColorModel().hasAlpha();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                var isCorner = x < image.getWidth() / 2 && y < image.getHeight() / 2;
                image.setRGB(x, y, hasClear && isCorner ? CLEAR : RED);
            }
        }
        return image;
    }

    /** Two colours, the first of which can be seen through. */
    static BufferedImage indexed(int size) {
        var colours = new IndexColorModel(1, 2, new int[] {CLEAR, RED}, 0, true, 0, 0);
        return paint(new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY, colours));
    }

    static byte[] file(String format, BufferedImage image) {
        var file = new ByteArrayOutputStream();
        try {
            assertTrue(ImageIO.write(image, format, file), "no writer for this");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    public static byte[] png(int size) {
        return file("png", square(size, BufferedImage.TYPE_INT_ARGB));
    }

    static byte[] jpeg(int size) {
        return file("jpeg", square(size, BufferedImage.TYPE_INT_RGB));
    }

    static byte[] progressiveJpeg(int size) throws IOException {
        return jpeg(
                square(size, BufferedImage.TYPE_INT_RGB),
                how -> how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    /** A JPEG of noise, with little left of it. */
    static byte[] poorJpeg(int size) throws IOException {
        return jpeg(
                read(noise(size)),
                how -> {
                    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                    how.setCompressionQuality(0.05f);
                });
    }

    private static byte[] jpeg(BufferedImage image, Consumer<ImageWriteParam> how)
            throws IOException {
        return jpeg(new IIOImage(image, null, null), how);
    }

    private static byte[] jpeg(IIOImage image, Consumer<ImageWriteParam> how) throws IOException {
        var file = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(file)) {
            var settings = writer.getDefaultWriteParam();
            how.accept(settings);
            writer.setOutput(out);
            writer.write(null, image, settings);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    static byte[] gif(int size) {
        return file("gif", indexed(size));
    }

    /** A PNG that does not become small. */
    static byte[] noise(int size) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return file("png", image);
    }

    /** The file with a chunk behind its first one. */
    static byte[] withChunk(byte[] png, String type, byte[] data) {
        return inserted(png, BEHIND_IHDR, chunk(type, data));
    }

    /** The file with a segment at its beginning. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        var length = data.length + 2;
        var head = new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length};
        return inserted(jpeg, BEHIND_SOI, joined(head, data));
    }

    /** The file with a comment before its picture. */
    static byte[] withComment(byte[] gif, String text) {
        var colours = (gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1);
        var data = text.getBytes(StandardCharsets.US_ASCII);
        var head = new byte[] {0x21, (byte) 0xFE, (byte) data.length};
        return inserted(gif, 13 + colours, joined(head, data, new byte[1]));
    }

    /** A PNG of one bit a pixel, all of them the same. */
    static byte[] flat(int width, int height) {
        try {
            var header = new ByteArrayOutputStream();
            var out = new DataOutputStream(header);
            out.writeInt(width);
            out.writeInt(height);
            out.write(new byte[] {1, 0, 0, 0, 0});
            var signature = Arrays.copyOf(png(1), 8);
            return joined(
                    signature,
                    chunk("IHDR", header.toByteArray()),
                    chunk("IDAT", deflated(new byte[(width / 8 + 2) * height])),
                    chunk("IEND", new byte[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG whose data ends before its pixels do. */
    static byte[] shortOfData(int width, int height) {
        var whole = flat(width, height);
        return joined(
                Arrays.copyOf(whole, BEHIND_IHDR),
                chunk("IDAT", deflated(new byte[10])),
                chunk("IEND", new byte[0]));
    }

    /** A file of chunks without data. */
    static byte[] chunks(String... types) {
        var file = Arrays.copyOf(png(1), 8);
        for (var type : types) {
            file = joined(file, chunk(type, new byte[0]));
        }
        return file;
    }

    /** A JPEG of four colours, as printers use them. */
    static byte[] cmyk(int size) throws IOException {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, size, size, 4, null);
        return jpeg(new IIOImage(raster, null, null), how -> {});
    }

    /** The same, as programs that draw for printers save it. */
    static byte[] adobeCmyk(int size) throws IOException {
        var adobe = new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return withSegment(cmyk(size), 0xEE, adobe);
    }

    /** A JPEG that has its last scan a thousand times. */
    static byte[] manyScans(byte[] jpeg) {
        var end = jpeg.length - 2;
        var begin = end;
        while ((jpeg[begin] & 0xFF) != 0xFF || (jpeg[begin + 1] & 0xFF) != 0xDA) {
            begin--;
        }
        var file = Arrays.copyOf(jpeg, end);
        var scan = Arrays.copyOfRange(jpeg, begin, end);
        for (int i = 0; i < 1000; i++) {
            file = joined(file, scan);
        }
        return joined(file, Arrays.copyOfRange(jpeg, end, jpeg.length));
    }

    static byte[] deflated(byte[] data) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        var out = new ByteArrayOutputStream();
        var named = joined(type.getBytes(StandardCharsets.US_ASCII), data);
        var crc = new CRC32();
        crc.update(named);
        try (var chunk = new DataOutputStream(out)) {
            chunk.writeInt(data.length);
            chunk.write(named);
            chunk.writeInt((int) crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] inserted(byte[] file, int place, byte[] part) {
        return joined(
                Arrays.copyOf(file, place), part, Arrays.copyOfRange(file, place, file.length));
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
