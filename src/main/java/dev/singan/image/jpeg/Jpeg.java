package dev.singan.image.jpeg;

import dev.singan.image.GrayImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What JPEG does to an image; patches themselves are never kept as JPEG. */
public final class Jpeg {
    private Jpeg() {}

    /**
     * An image compressed as baseline JPEG and read again.
     *
     * @param quality 1 to 100, as libjpeg counts it: both scale the same tables
     */
    public static GrayImage roundTrip(GrayImage image, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("JPEG quality " + quality);
        }
        try {
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(encode(image, quality)));
            byte[] pixels = ((DataBufferByte) read.getRaster().getDataBuffer()).getData();
            return new GrayImage(image.width(), image.height(), pixels);
        } catch (IOException e) {
            throw new UncheckedIOException("JPEG in memory", e);
        }
    }

    private static byte[] encode(GrayImage image, int quality) throws IOException {
        BufferedImage grey = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setDataElements(0, 0, image.width(), image.height(), image.pixels());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(grey, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
