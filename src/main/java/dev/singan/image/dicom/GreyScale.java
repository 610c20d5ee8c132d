package dev.singan.image.dicom;

import dev.singan.image.dicom.data.DataSet;
import dev.singan.image.dicom.data.PixelLayout;
import dev.singan.image.dicom.data.Tag;
import org.apache.commons.imaging.ImagingException;
import org.jspecify.annotations.Nullable;

/**
 * How stored values become grey (PS3.4, section N.2): rescaling or modality table, window or VOI table, and inversion. Grey is
 * rounded down, as DCMTK does.
 *
 * @param rescale from stored values to those that windows speak of
 * @param window from these to grey
 * @param inverted whether the lowest value is white
 * @param padding which stored values stand for no pixel
 */
record GreyScale(Rescale rescale, Window window, boolean inverted, Padding padding) {
    /** From stored values to those that windows speak of. */
    interface Rescale {
        double of(int stored);
    }

    /** From rescaled values to grey from 0 to 255, not rounded. */
    interface Window {
        double of(double value);
    }

    /**
     * Stored values between two others, both included.
     *
     * @param lowest the lower
     * @param highest the higher; below the lower where there is no padding
     */
    record Padding(int lowest, int highest) {
        boolean has(int stored) {
            return stored >= lowest && stored <= highest;
        }
    }

    static Rescale rescale(DataSet set, PixelLayout layout) throws ImagingException {
        LookupTable table = LookupTable.of(set, Tag.MODALITY_LUTS, layout.signed());
        if (table != null) {
            return table::of;
        }
        double slope = set.decimal(Tag.RESCALE_SLOPE, 1);
        double intercept = set.decimal(Tag.RESCALE_INTERCEPT, 0);
        return stored -> stored * slope + intercept;
    }

    /** The file's own window; null where it has none. */
    static @Nullable Window window(DataSet set, Rescale rescale, PixelLayout layout) throws ImagingException {
        // What enters the table is signed where the rescaling can make it so.
        boolean signed = layout.signed() || rescale.of(0) < 0;
        LookupTable table = LookupTable.of(set, Tag.VOI_LUTS, signed);
        if (table != null) {
            double unit = Math.scalb(1.0, Byte.SIZE - table.bits());
            return value -> table.of(value) * unit;
        }
        if (set.decimals(Tag.WINDOW_CENTRE).isEmpty()
                || set.decimals(Tag.WINDOW_WIDTH).isEmpty()) {
            return null;
        }
        String function = set.text(Tag.VOI_FUNCTION);
        return VoiFunction.of(function).window(set.decimal(Tag.WINDOW_CENTRE, 0), set.decimal(Tag.WINDOW_WIDTH, 1));
    }

    static Padding padding(DataSet set, PixelLayout layout) {
        int one = set.unsigned(Tag.PADDING, -1);
        if (one < 0) {
            return new Padding(1, 0);
        }
        int other = set.unsigned(Tag.PADDING_LIMIT, one);
        int first = layout.signed() ? (short) one : one;
        int second = layout.signed() ? (short) other : other;
        return new Padding(Math.min(first, second), Math.max(first, second));
    }

    /** Whether the lowest value is white: as the shape of the presentation says, or the photometric interpretation. */
    static boolean isInverted(DataSet set, PixelLayout layout) {
        String shape = set.text(Tag.PRESENTATION_LUT_SHAPE);
        boolean said = "IDENTITY".equals(shape) || "INVERSE".equals(shape);
        return said ? "INVERSE".equals(shape) : layout.photometric().equals("MONOCHROME1");
    }

    /** The grey of each value of a sample's own bits. */
    byte[] table(PixelLayout layout) {
        byte[] table = new byte[layout.mask() + 1];
        for (int i = 0; i < table.length; i++) {
            int stored = stored(i, layout);
            double grey = Math.max(0, Math.min(255, window.of(rescale.of(stored))));
            table[i] = padding.has(stored) ? 0 : (byte) (inverted ? 255 - grey : grey);
        }
        return table;
    }

    /** A value of a sample's own bits, with its sign. */
    static int stored(int bits, PixelLayout layout) {
        return layout.signed() && bits > layout.mask() >> 1 ? bits - layout.mask() - 1 : bits;
    }
}
