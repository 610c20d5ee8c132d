package dev.singan.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.commons.imaging.ImagingException;

/** Reads JPEGs by the platform's own reader. Patches are never JPEG; photographs for a single SinGAN often are. */
final class JpegDecoder {
    private JpegDecoder() {}

    static void decode(byte[] bytes, PixelSink sink) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) {
            throw new ImagingException("this Java has no JPEG reader; convert the image to PNG");
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            ImageFiles.checkSize(width, height, 3L * width * height, bytes.length);
            PngDecoder.buffered(reader.read(0), sink);
        } finally {
            reader.dispose();
        }
    }
}
