package dev.singan.image.dicom.codec;

import dev.singan.image.codec.UnsupportedImage;
import dev.singan.image.dicom.data.Bytes;
import dev.singan.image.dicom.data.PixelLayout;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.ServiceLoader;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.commons.imaging.ImagingException;

/**
 * JPEG 2000, by whichever reader lies on the class path. None comes with this project, as the only one in Java is under a
 * licence of its own (JJ2000's); whoever needs it adds it.
 */
public final class Jpeg2000 {
    private static final String LIBRARY = "com.github.jai-imageio:jai-imageio-jpeg2000:1.4.0";

    private Jpeg2000() {}

    /** Whether bytes begin with the codestream's markers SOC and SIZ (ITU-T T.800, annex A), or are a JP2 file. */
    public static boolean isCodestream(Bytes in) {
        return in.length() > 4
                && (in.unsignedByte(0) == 0xff && in.unsignedByte(1) == 0x4f
                        || in.unsignedByte(0) == 0 && in.unsignedByte(4) == 'j');
    }

    public static short[] decode(Bytes in, PixelLayout layout) throws IOException {
        ImageReader reader = reader();
        try {
            return decode(in, layout, reader);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // JJ2000 ends its thread where the data are damaged.
            throw new ImagingException("its JPEG 2000 data are damaged: " + e, e);
        } finally {
            reader.dispose();
        }
    }

    private static short[] decode(Bytes in, PixelLayout layout, ImageReader reader) throws IOException {
        byte[] bytes = Arrays.copyOfRange(in.data(), in.from(), in.from() + in.length());
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, true, true);
            if (reader.getWidth(0) != layout.columns() || reader.getHeight(0) != layout.rows()) {
                throw new ImagingException("its JPEG 2000 data have " + reader.getWidth(0) + "x" + reader.getHeight(0)
                        + " pixels, but it says " + layout.columns() + "x" + layout.rows());
            }
            return samples(reader.readRaster(0, reader.getDefaultReadParam()), layout);
        }
    }

    private static short[] samples(Raster raster, PixelLayout layout) throws ImagingException {
        if (raster.getNumBands() != layout.samples()) {
            throw new ImagingException(
                    "its JPEG 2000 data have " + raster.getNumBands() + " components, but it says " + layout.samples());
        }
        short[] out = new short[layout.rows() * layout.columns() * layout.samples()];
        int length = layout.columns() * layout.samples();
        int[] line = new int[length];
        for (int y = 0; y < layout.rows(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, layout.columns(), 1, line);
            for (int i = 0; i < length; i++) {
                out[y * length + i] = (short) line[i];
            }
        }
        return out;
    }

    private static ImageReader reader() throws IOException {
        // Not by ImageIO, which knows only what lies on the class path of the program that started first.
        for (ImageReaderSpi spi : ServiceLoader.load(ImageReaderSpi.class, Jpeg2000.class.getClassLoader())) {
            if (Arrays.stream(spi.getFormatNames())
                    .anyMatch(name -> name.toLowerCase(Locale.ROOT).matches("jpeg ?2000"))) {
                return spi.createReaderInstance();
            }
        }
        throw new UnsupportedImage("its pixels are in JPEG 2000, for which no reader is there. Add " + LIBRARY
                + " to the <dependencies> of singan-maven-plugin (mind its licence);" + RawCopy.HINT);
    }
}
