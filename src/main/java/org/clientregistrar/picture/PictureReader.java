package org.clientregistrar.picture;

import static org.clientregistrar.error.OAuthException.invalidRequest;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.error.OAuthException;

/**
 * Makes pictures of files that others send. Of the file nothing is kept but the pixels: they are
 * decoded and encoded anew. How many they are is known, and refused if too many, before they are
 * decoded. Blocks; never to be called inside a transaction.
 */
@Startup
@Singleton
public class PictureReader {

    /** Each takes the memory of all its pixels, and a processor. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final float QUALITY = 0.9f;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final int mostBytes;
    private final int mostPixels;

    PictureReader(RegistrarConfig config) {
        this.mostBytes = config.limits().logoSize();
        this.mostPixels = config.limits().logoPixels();
        System.setProperty("java.awt.headless", "true"); // no pixels are for a screen
    }

    /**
     * Makes a picture of a file.
     *
     * @param declared the format that its sender says it has
     * @throws OAuthException 415 if it is of another format, 400 if it is broken, larger than the
     *     settings allow, or cannot be read here, 503 if too many are read at once
     */
    public Picture read(byte[] file, PictureFormat declared) {
        if (!declared.isOf(file)) {
            throw OAuthException.httpError(
                    415, "the body is not " + declared.mediaType() + ", as its Content-Type says");
        }
        takeTurn();
        try {
            return encode(decode(file, declared), declared.kept());
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw OAuthException.temporarilyUnavailable(PATIENCE);
    }

    private BufferedImage decode(byte[] file, PictureFormat format) {
        var reader = ImageIO.getImageReadersByMIMEType(format.mediaType()).next();
        try {
            var essence = new ByteArrayInputStream(unbroken(() -> format.essence(file)));
            // In memory: ImageIO's own streams may go by way of files.
            reader.setInput(new MemoryCacheImageInputStream(essence), true, true);
            if (unbroken(() -> Math.max(reader.getWidth(0), reader.getHeight(0))) > mostPixels) {
                throw invalidRequest(
                        null,
                        "the picture is larger than %d by %d pixels"
                                .formatted(mostPixels, mostPixels));
            }
            return unbroken(() -> decode(reader));
        } finally {
            reader.dispose();
        }
    }

    /** What browsers would paint over in grey, such as missing data, is a warning to the reader. */
    private static BufferedImage decode(ImageReader reader) throws IOException {
        var warnings = new ArrayList<String>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        var image = reader.read(0);
        if (!warnings.isEmpty()) {
            throw new IIOException(warnings.get(0));
        }
        return image;
    }

    /** Readers meet broken files with exceptions of many kinds. */
    private static <T> T unbroken(Callable<T> step) {
        try {
            return step.call();
        } catch (Exception e) {
            throw invalidRequest(
                    null,
                    "the picture is broken, or of a kind that is not read here, such as a JPEG in CMYK; save it anew, in RGB");
        }
    }

    private Picture encode(BufferedImage image, PictureFormat format) {
        var file = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByMIMEType(format.mediaType()).next();
        try (var out = new MemoryCacheImageOutputStream(file)) {
            var how = writer.getDefaultWriteParam();
            if (format == PictureFormat.JPEG) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(QUALITY);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException(e); // there is memory alone
        } finally {
            writer.dispose();
        }
        if (file.size() > mostBytes) {
            throw invalidRequest(
                    null,
                    "the picture, encoded anew, is larger than %d bytes; make it smaller"
                            .formatted(mostBytes));
        }
        var content = file.toByteArray();
        return new Picture(format, image.getWidth(), image.getHeight(), content, digest(content));
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
