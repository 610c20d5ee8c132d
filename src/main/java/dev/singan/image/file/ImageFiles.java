package dev.singan.image.file;

import dev.singan.base.AtomicFiles;
import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.codec.ColorSink;
import dev.singan.image.codec.GrayReading;
import dev.singan.image.codec.GraySink;
import dev.singan.image.codec.ImageLimits;
import dev.singan.image.codec.PixelSink;
import dev.singan.image.codec.PnmDecoder;
import dev.singan.image.codec.UnsupportedImage;
import dev.singan.image.dicom.DicomDecoder;
import dev.singan.image.dicom.DicomWindow;
import dev.singan.image.jpeg.JpegDecoder;
import dev.singan.image.png.PngDecoder;
import dev.singan.image.png.PngEncoder;
import dev.singan.image.tiff.TiffCompression;
import dev.singan.image.tiff.TiffDecoder;
import dev.singan.image.tiff.TiffEncoder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.imaging.ImagingException;

/**
 * Image files. The format is told by the first bytes of a file, not by its name: PNG, TIFF and BigTIFF, JPEG, PBM, PGM and
 * PPM, and DICOM, whose 8 to 16 bits become grey by a {@link DicomWindow}. Of the others, values are those that the file stores, as OpenCV's {@code IMREAD_UNCHANGED} and Pillow give them: gamma, profiles and
 * transparency do not touch them. Only what a file says of its samples itself is applied: a palette, white that is zero
 * (TIFF), a greatest value other than that of 8 or 16 bits (PNM, TIFFs of 9 to 15 bits, samples of fewer than 8), and the
 * orientation (the tag of TIFF, EXIF in JPEG and PNG), so that images and masks stand upright.
 *
 * <p>What has no stated black and white - floating-point, signed and 32-bit samples, CMYK, L*a*b* - is refused by its name,
 * as is a compression that is not read. What a header claims is held against {@link ImageLimits#MAX_PIXELS} and against the file's own
 * size before any memory is asked for.
 */
public final class ImageFiles {
    private ImageFiles() {}

    /**
     * Reads an image as 8-bit grey. 16-bit values keep their upper byte, as OpenCV's {@code IMREAD_GRAYSCALE} does;
     * colours become 0.299 R + 0.587 G + 0.114 B; TIFFs whose white is zero are inverted.
     *
     * @throws UserException where the file is missing, unreadable, damaged, too large or of another format; the message
     *     names it
     */
    public static GrayImage read(Path file) {
        return read(file, Short.SIZE, DicomWindow.DISPLAY).image();
    }

    /**
     * Reads an image as 8-bit grey where the 16-bit files of a data set use fewer bits, such as the 12 of many detectors.
     * Files of 8 bits, of colours, and PGMs and DICOM files, which tell their maximum themselves, do not depend on it.
     *
     * @param bits how many of 16 bits are used, 8 to 16; the upper eight of these become the grey value, and what is
     *     greater than they can say becomes white (or black where white is zero)
     * @param window how the values of DICOM files become grey
     * @throws UserException as in {@link #read(Path)}
     */
    public static GrayReading read(Path file, int bits, DicomWindow window) {
        GraySink sink = GraySink.gray(bits);
        decode(file, sink, window);
        return sink.reading();
    }

    /**
     * Reads a mask: 255 where the file's value is not zero, 0 elsewhere. It differs from {@link #read} for 16-bit masks
     * whose foreground is a small number. Of DICOM files, the stored values count, no window. Of signed, 32-bit, 64-bit and floating-point TIFFs, which segmentation programs
     * write, the labels above zero belong to it; of palettes and colours what is not black.
     *
     * @throws UserException as in {@link #read}
     */
    public static GrayImage readMask(Path file) {
        GraySink sink = GraySink.mask();
        decode(file, sink, DicomWindow.DISPLAY);
        return sink.image();
    }

    /**
     * Reads an image in colour, as three channels (red, green, blue) in [-1, 1]; grey is repeated over them.
     *
     * @throws UserException as in {@link #read}
     */
    public static FloatImage readColor(Path file) {
        ColorSink sink = new ColorSink();
        decode(file, sink, DicomWindow.DISPLAY);
        return sink.image();
    }

    /** Writes an 8-bit greyscale PNG, atomically; the same pixels give the same bytes. */
    public static void writePng(Path file, GrayImage image) throws IOException {
        byte[] bytes = png(image);
        AtomicFiles.write(file, out -> out.write(bytes));
    }

    /**
     * Writes an image in [-1, 1] as an 8-bit PNG, atomically; the same values give the same bytes.
     *
     * @param color whether it is written with its three channels; otherwise as grey, the mean of the channels
     */
    public static void writePng(Path file, FloatImage image, boolean color) throws IOException {
        byte[] bytes = color ? PngEncoder.encode(image.planes()) : png(image.toGray());
        AtomicFiles.write(file, out -> out.write(bytes));
    }

    /** An 8-bit greyscale PNG; the same pixels give the same bytes. */
    public static byte[] png(GrayImage image) {
        return PngEncoder.encode(image);
    }

    /** Writes an 8-bit greyscale TIFF in strips, black as zero, atomically; the same pixels give the same bytes. */
    public static void writeTiff(Path file, GrayImage image, TiffCompression compression) throws IOException {
        byte[] bytes = TiffEncoder.encode(image, compression);
        AtomicFiles.write(file, out -> out.write(bytes));
    }

    private static void decode(Path file, PixelSink sink, DicomWindow window) {
        byte[] bytes = bytes(file);
        try {
            switch (ImageFormat.of(bytes)) {
                case TIFF -> TiffDecoder.decode(bytes, sink);
                case PNG -> PngDecoder.decode(bytes, sink);
                case PNM -> PnmDecoder.decode(bytes, sink);
                case JPEG -> JpegDecoder.decode(bytes, sink);
                case DICOM -> DicomDecoder.decode(bytes, sink, window);
                case OTHER -> throw new ImagingException("it is not a TIFF, PNG, PGM or JPEG image, nor a DICOM file");
            }
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static UserException damaged(Path file, Exception cause) {
        String why = cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage().replaceFirst("\\.+$", "")
                : "its structure is damaged";
        String remedy = cause instanceof UnsupportedImage
                ? ". Convert it to grey of 8 or 16 bits, or remove it."
                : ". Replace the file by an intact copy, or remove it.";
        return new UserException("The image " + file + " cannot be read: " + why + remedy, cause);
    }

    private static byte[] bytes(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new UserException("The image " + file
                        + " is not there (or is no regular file). Restore it, or remove" + " what refers to it.");
            }
            long size = Files.size(file);
            if (size > ImageLimits.MAX_FILE_BYTES) {
                throw new UserException("The image " + file + " has " + size + " bytes; at most "
                        + ImageLimits.MAX_FILE_BYTES + " can be read. Convert it to 8-bit grey, or remove it.");
            }
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw new UserException("The image " + file + " may not be read by this user. Change its permissions.", e);
        } catch (NoSuchFileException e) {
            throw new UserException("The image " + file + " has vanished while it was read. Restore it.", e);
        } catch (IOException e) {
            throw new UserException("The image " + file + " cannot be read: " + e + ". Check the disk it lies on.", e);
        }
    }
}
