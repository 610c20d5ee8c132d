package dev.singan.image.jpeg;

import dev.singan.image.codec.PixelSink;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.commons.imaging.ImagingException;

/**
 * Reads JPEGs by the platform's own reader, libjpeg. It is not shown the application segments: with a profile it would
 * convert the values, and without JFIF's it guesses other colours than libjpeg does.
 */
public final class JpegDecoder {
    /** The first marker, and Adobe's segment, whose last byte says that three components are YCbCr (1) or RGB (0). */
    private static final byte[] START = {
        -1, (byte) 0xd8, -1, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 1
    };

    private static final byte[] END = {-1, (byte) 0xd9};

    private JpegDecoder() {}

    public static void decode(byte[] bytes, PixelSink sink) throws IOException {
        JpegSegments segments = JpegSegments.of(bytes);
        segments.frame().check(bytes.length);
        Raster raster = raster(segments.isRgb(), segments.core());
        PixelSink upright = segments.orientation().upright(sink);
        upright.begin(raster.getWidth(), raster.getHeight(), raster.getNumBands(), 1, PixelSink.Origin.STORED);
        int samples = raster.getWidth() * raster.getNumBands();
        int[] line = new int[samples];
        byte[] row = new byte[samples];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, line);
            for (int i = 0; i < samples; i++) {
                row[i] = (byte) line[i];
            }
            upright.pixels(0, y, raster.getWidth(), row, 0);
        }
    }

    /**
     * Decodes to grey, or to red, green and blue, one byte each.
     *
     * @param rgb whether three components are so already; otherwise they are YCbCr
     * @param parts segments and scans, in order, without the first and the last marker
     */
    public static Raster raster(boolean rgb, byte[]... parts) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) {
            throw new ImagingException("this Java has no JPEG reader; convert the image to PNG");
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(stream(rgb, parts))) {
            reader.setInput(in, true, true);
            return reader.read(0).getRaster();
        } finally {
            reader.dispose();
        }
    }

    private static InputStream stream(boolean rgb, byte[]... parts) {
        byte[] start = START.clone();
        start[start.length - 1] = (byte) (rgb ? 0 : 1);
        List<InputStream> streams = new ArrayList<>(List.of(new ByteArrayInputStream(start)));
        for (byte[] part : parts) {
            streams.add(new ByteArrayInputStream(part));
        }
        streams.add(new ByteArrayInputStream(END));
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
