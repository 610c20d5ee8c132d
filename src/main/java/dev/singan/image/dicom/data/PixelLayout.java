package dev.singan.image.dicom.data;

import dev.singan.image.codec.UnsupportedImage;
import java.util.Locale;
import org.apache.commons.imaging.ImagingException;

/**
 * How pixels lie (PS3.3, section C.7.6.3, and PS3.5, section 8.1.1).
 *
 * @param rows the image's height
 * @param columns its width
 * @param samples samples of a pixel: 1 of grey, 3 of colours
 * @param allocated bits that a sample takes: 1, 8 or 16
 * @param stored how many of these are its own
 * @param highBit the index of the uppermost of these
 * @param signed whether they are in two's complement
 * @param photometric what they mean, such as {@code MONOCHROME2}
 * @param planar whether the colours lie one plane after the other
 */
public record PixelLayout(
        int rows,
        int columns,
        int samples,
        int allocated,
        int stored,
        int highBit,
        boolean signed,
        String photometric,
        boolean planar) {
    public static PixelLayout of(DataSet set) throws ImagingException {
        int allocated = set.needed(Tag.BITS_ALLOCATED, "BitsAllocated");
        int stored = set.unsigned(Tag.BITS_STORED, allocated);
        String photometric = set.text(Tag.PHOTOMETRIC);
        PixelLayout layout = new PixelLayout(
                set.needed(Tag.ROWS, "Rows"),
                set.needed(Tag.COLUMNS, "Columns"),
                set.unsigned(Tag.SAMPLES_PER_PIXEL, 1),
                allocated,
                stored,
                set.unsigned(Tag.HIGH_BIT, stored - 1),
                set.unsigned(Tag.PIXEL_REPRESENTATION, 0) == 1,
                photometric == null ? "MONOCHROME2" : photometric.toUpperCase(Locale.ROOT),
                set.unsigned(Tag.PLANAR, 0) == 1);
        layout.check();
        return layout;
    }

    public boolean isGrey() {
        return samples == 1;
    }

    /** What the pixels take without compression. */
    public long bytes() {
        return ((long) rows * columns * samples * allocated + 7) / 8;
    }

    /** How far a sample's own bits lie above the lowest. */
    public int shift() {
        return highBit + 1 - stored;
    }

    /** The greatest of a sample's own bits' values. */
    public int mask() {
        return (1 << stored) - 1;
    }

    private void check() throws ImagingException {
        boolean grey = samples == 1 && photometric.startsWith("MONOCHROME");
        boolean colours = samples == 3 && photometric.equals("RGB") && allocated == Byte.SIZE && stored == Byte.SIZE;
        if (!grey && !colours) {
            throw new UnsupportedImage("its pixels are " + photometric + " with " + samples + " samples of " + stored
                    + " bits; MONOCHROME1, MONOCHROME2 and RGB of 8 bits are read");
        }
        if (allocated != 1 && allocated != Byte.SIZE && allocated != Short.SIZE) {
            throw new UnsupportedImage("its samples take " + allocated + " bits; those of 1, 8 and 16 bits are read");
        }
        if (stored < 1 || highBit < stored - 1 || highBit >= allocated) {
            throw new ImagingException("it says that of the " + allocated + " bits of a sample " + stored
                    + " are used, the uppermost with the index " + highBit + ", which cannot be");
        }
    }
}
