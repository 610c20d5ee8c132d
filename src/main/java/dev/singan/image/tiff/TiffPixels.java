package dev.singan.image.tiff;

import dev.singan.image.codec.Bits;
import dev.singan.image.codec.PixelSink;
import java.util.Arrays;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;

/** Brings rows of a TIFF's unpacked strips and tiles into a {@link PixelSink}'s form. */
final class TiffPixels {
    private final TiffLayout layout;
    private final PixelSink sink;
    private final boolean labels;
    private final int channels;
    private final int channelBytes;
    private final byte[] palette;
    private final byte[] line;

    /**
     * @param labels whether the sink makes a mask of samples that are no image's: whatever is greater than zero belongs
     *     to it
     */
    TiffPixels(TiffLayout layout, TiffTags tags, PixelSink sink, boolean labels) throws ImagingException {
        this.layout = layout;
        this.sink = sink;
        this.labels = labels;
        boolean indexed = layout.photometric() == TiffLayout.PALETTE && !labels;
        this.palette = indexed ? palette(tags, layout.bits()) : new byte[0];
        this.channels = indexed || layout.isColour() ? 3 : 1;
        this.channelBytes = labels || indexed || layout.bits() <= Byte.SIZE ? 1 : 2;
        this.line = new byte[layout.width() * channels * channelBytes];
    }

    private static byte[] palette(TiffTags tags, int bits) throws ImagingException {
        long[] map = tags.values(TiffTagConstants.TIFF_TAG_COLOR_MAP, 0);
        int entries = 1 << bits;
        if (map.length < 3 * entries) {
            throw new ImagingException("its palette has " + map.length + " values, expected " + 3 * entries);
        }
        // Some programs write 8 bits where 16 are due; libtiff takes a map without any greater value to be one of
        // theirs.
        int shift = Arrays.stream(map).anyMatch(v -> v > 255) ? Byte.SIZE : 0;
        byte[] palette = new byte[3 * entries];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (byte) (map[i % 3 * entries + i / 3] >> shift);
        }
        return palette;
    }

    /** Announces the image. */
    void begin() {
        boolean scaled = channelBytes == 2 && layout.bits() < Short.SIZE;
        sink.begin(
                layout.width(),
                layout.height(),
                channels,
                channelBytes,
                scaled ? PixelSink.Origin.SCALED : isInverted() ? PixelSink.Origin.INVERTED : PixelSink.Origin.STORED);
    }

    private boolean isInverted() {
        return layout.photometric() == TiffLayout.WHITE_IS_ZERO && !labels;
    }

    /**
     * Passes a row on.
     *
     * @param planes the block's pixels, or its channels where they are separate
     * @param at where the row begins in each
     */
    void row(Unpacking.Block[] planes, int at, int x, int y, int columns) {
        if (layout.difference()) {
            for (Unpacking.Block plane : planes) {
                TiffDifference.undo(layout, plane.data(), plane.from() + at, columns);
            }
        }
        byte[] first = planes[0].data();
        int from = planes[0].from() + at;
        if (labels) {
            TiffLabels.read(layout, first, from, columns, line);
        } else if (palette.length > 0) {
            colours(first, from, columns);
        } else if (isAsStored()) {
            sink.pixels(x, y, columns, first, from);
            return;
        } else {
            for (int c = 0; c < channels; c++) {
                channel(planes[planes.length == 1 ? 0 : c], at, planes.length == 1 ? c : 0, c, columns);
            }
        }
        sink.pixels(x, y, columns, line, 0);
    }

    private boolean isAsStored() {
        return layout.bits() == Byte.SIZE && layout.samplesTogether() == channels && !isInverted();
    }

    private void channel(Unpacking.Block plane, int at, int offset, int channel, int columns) {
        int step = layout.samplesTogether();
        int max = (1 << layout.bits()) - 1;
        int full = channelBytes == 1 ? 0xff : 0xffff;
        int from = plane.from() + at;
        boolean inverted = isInverted();
        for (int i = 0; i < columns; i++) {
            int stored = sample(plane.data(), from, i * step + offset);
            int value = Bits.scale(inverted ? max - stored : stored, max, full);
            int to = (i * channels + channel) * channelBytes;
            if (channelBytes == 2) {
                line[to++] = (byte) (value >> 8);
            }
            line[to] = (byte) value;
        }
    }

    private int sample(byte[] data, int from, int index) {
        if (layout.bits() == Short.SIZE) {
            int upper = from + 2 * index + (layout.bigEndian() ? 0 : 1);
            return (data[upper] & 0xff) << 8 | data[layout.bigEndian() ? upper + 1 : upper - 1] & 0xff;
        }
        return layout.bits() == Byte.SIZE ? data[from + index] & 0xff : Bits.sample(data, from, index, layout.bits());
    }

    private void colours(byte[] data, int from, int columns) {
        for (int i = 0; i < columns; i++) {
            System.arraycopy(palette, 3 * sample(data, from, i * layout.samplesTogether()), line, 3 * i, 3);
        }
    }
}
