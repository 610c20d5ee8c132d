package dev.singan.image.dicom;

import dev.singan.image.codec.UnsupportedImage;
import dev.singan.image.dicom.data.DataSet;
import dev.singan.image.dicom.data.Part10;
import dev.singan.image.dicom.data.PixelElement;
import dev.singan.image.dicom.data.PixelLayout;
import dev.singan.image.dicom.data.Tag;
import java.io.IOException;
import org.apache.commons.imaging.ImagingException;
import org.jspecify.annotations.Nullable;

/** The image of a DICOM file of one frame. */
final class DicomImage {
    private final DataSet set;
    private final PixelLayout layout;
    private final PixelElement element;
    private final String syntax;

    private DicomImage(DataSet set, PixelLayout layout, PixelElement element) {
        this.set = set;
        this.layout = layout;
        this.element = element;
        String uid = set.text(Tag.TRANSFER_SYNTAX);
        this.syntax = uid == null ? "" : uid;
    }

    /** Takes an image row by row. */
    interface Rows {
        /** Takes row y: a byte of each sample, pixel by pixel; the array must not be kept. */
        void row(int y, byte[] samples);
    }

    /**
     * Reads a file's attributes; no pixel is decoded.
     *
     * @throws UnsupportedImage where it is intact, but holds no single image of a kind that is read
     * @throws ImagingException where it is damaged
     */
    static DicomImage of(byte[] bytes) throws ImagingException {
        DataSet set = Part10.read(bytes, true);
        PixelElement element = set.pixels();
        if (element == null) {
            throw new UnsupportedImage("it is a DICOM file without pixel data, such as a report or a directory");
        }
        if (element.tag() != Tag.PIXELS) {
            throw new UnsupportedImage(
                    "its pixels are floating-point numbers, whose black and white are nowhere stated");
        }
        double frames = set.decimal(Tag.FRAMES, 1);
        if (frames != 1) {
            throw new UnsupportedImage(
                    "it has " + (long) frames + " frames, such as a tomosynthesis; images of one frame"
                            + " are read. Take the two-dimensional image of the same view, or make one of a frame (dcm2pnm"
                            + " --frame N writes it)");
        }
        return new DicomImage(set, PixelLayout.of(set), element);
    }

    int width() {
        return layout.columns();
    }

    int height() {
        return layout.rows();
    }

    /** Samples of a pixel: 1 (grey) or 3 (red, green, blue). */
    int channels() {
        return layout.samples();
    }

    /** The bytes that the pixels take without compression. */
    long bytes() {
        return layout.bytes();
    }

    /** The most bytes that the file's compression makes of one. */
    int ratio() {
        return PixelDecoder.codec(element, syntax).ratio();
    }

    /** Decodes the image in 8-bit grey, black as 0, or in 8-bit colours. */
    void decode(DicomWindow window, Rows rows) throws IOException {
        Samples samples = PixelDecoder.decode(element, layout, syntax);
        byte[] table = layout.isGrey() ? grey(window, samples).table(layout) : identity();
        pass(samples, table, layout.isGrey() ? layout.shift() : 0, rows);
    }

    /** Decodes a mask: 255 where the stored value is not that of black, 0 elsewhere. No window touches it. */
    void decodeMask(Rows rows) throws IOException {
        Samples samples = PixelDecoder.decode(element, layout, syntax);
        byte[] table = new byte[layout.mask() + 1];
        int black = GreyScale.isInverted(set, layout) ? layout.mask() : 0;
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i == black ? 0 : 255);
        }
        pass(samples, table, layout.isGrey() ? layout.shift() : 0, rows);
    }

    private void pass(Samples samples, byte[] table, int shift, Rows rows) {
        int mask = table.length - 1;
        int[] stored = new int[layout.columns() * layout.samples()];
        byte[] line = new byte[stored.length];
        for (int y = 0; y < layout.rows(); y++) {
            samples.row(y, stored);
            for (int i = 0; i < line.length; i++) {
                line[i] = table[stored[i] >> shift & mask];
            }
            rows.row(y, line);
        }
    }

    private static byte[] identity() {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) i;
        }
        return table;
    }

    private GreyScale grey(DicomWindow choice, Samples samples) throws ImagingException {
        GreyScale.Padding padding = GreyScale.padding(set, layout);
        GreyScale.Rescale rescale = GreyScale.rescale(set, layout);
        GreyScale.@Nullable Window window =
                switch (choice.kind()) {
                    case DISPLAY -> GreyScale.window(set, rescale, layout);
                    case RANGE -> range(samples, rescale, padding);
                    case GIVEN -> VoiFunction.LINEAR.window(choice.centre(), choice.width());
                    case FULL -> null;
                };
        boolean inverted = GreyScale.isInverted(set, layout);
        return window == null
                ? new GreyScale(stored -> stored, full(), inverted, padding)
                : new GreyScale(rescale, window, inverted, padding);
    }

    /** The upper eight of the stored bits. */
    private GreyScale.Window full() {
        double least = layout.signed() ? -(layout.mask() + 1.0) / 2 : 0;
        double unit = Math.scalb(1.0, Byte.SIZE - layout.stored());
        return layout.stored() == 1 ? value -> 255 * value : value -> Math.floor((value - least) * unit);
    }

    private GreyScale.Window range(Samples samples, GreyScale.Rescale rescale, GreyScale.Padding padding) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        boolean[] used = used(samples);
        for (int i = 0; i < used.length; i++) {
            int stored = GreyScale.stored(i, layout);
            if (used[i] && !padding.has(stored)) {
                least = Math.min(least, rescale.of(stored));
                greatest = Math.max(greatest, rescale.of(stored));
            }
        }
        double low = least;
        double span = greatest - least;
        return value -> span > 0 ? (value - low) * 255 / span : 0;
    }

    private boolean[] used(Samples samples) {
        boolean[] used = new boolean[layout.mask() + 1];
        int[] row = new int[layout.columns()];
        for (int y = 0; y < layout.rows(); y++) {
            samples.row(y, row);
            for (int value : row) {
                used[value >> layout.shift() & layout.mask()] = true;
            }
        }
        return used;
    }
}
