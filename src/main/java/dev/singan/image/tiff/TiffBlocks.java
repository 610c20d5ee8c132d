package dev.singan.image.tiff;

import dev.singan.image.Box;
import dev.singan.image.codec.ImageLimits;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;

/** The strips or tiles of a TIFF. */
final class TiffBlocks {
    private final byte[] bytes;
    private final TiffLayout layout;
    private final boolean tiled;
    private final int width;
    private final int height;
    private final int across;
    private final int down;
    private final long[] offsets;
    private final long[] counts;
    private final boolean lowerBitFirst;
    private final Unpacking unpacking;

    TiffBlocks(byte[] bytes, TiffTags tags, TiffLayout layout) throws ImagingException {
        this.bytes = bytes;
        this.layout = layout;
        this.tiled = tags.has(TiffTagConstants.TIFF_TAG_TILE_WIDTH);
        checkSize(layout.width(), layout.height());
        this.width = tiled ? tags.value(TiffTagConstants.TIFF_TAG_TILE_WIDTH, 0) : layout.width();
        this.height = tiled ? tags.value(TiffTagConstants.TIFF_TAG_TILE_LENGTH, 0) : stripRows(tags);
        checkSize(width, height);
        this.across = (layout.width() + width - 1) / width;
        this.down = (layout.height() + height - 1) / height;
        this.offsets =
                tags.values(tiled ? TiffTagConstants.TIFF_TAG_TILE_OFFSETS : TiffTagConstants.TIFF_TAG_STRIP_OFFSETS);
        TagInfo lengths =
                tiled ? TiffTagConstants.TIFF_TAG_TILE_BYTE_COUNTS : TiffTagConstants.TIFF_TAG_STRIP_BYTE_COUNTS;
        this.counts = tags.has(lengths) ? tags.values(lengths) : new long[offsets.length];
        this.lowerBitFirst = tags.value(TiffTagConstants.TIFF_TAG_FILL_ORDER, 1) == 2;
        this.unpacking = new Unpacking(layout, tags);
        long needed = (long) count() * (layout.separate() ? layout.samples() : 1);
        if (offsets.length < needed || counts.length < needed) {
            throw new ImagingException(
                    "it lists " + Math.min(offsets.length, counts.length) + " of its " + needed + " strips or tiles");
        }
    }

    private int stripRows(TiffTags tags) throws ImagingException {
        int rows = tags.value(TiffTagConstants.TIFF_TAG_ROWS_PER_STRIP, layout.height());
        return rows == 0 ? layout.height() : Math.min(rows, layout.height());
    }

    private void checkSize(int columns, int rows) throws ImagingException {
        int rowBytes = layout.rowBytes(columns);
        int planes = layout.separate() ? layout.samples() : 1;
        ImageLimits.checkSize(
                columns, rows, (long) rows * rowBytes * planes, layout.codec().ratio(rowBytes), bytes.length);
    }

    /** How many there are, of one sample where samples are separate. */
    int count() {
        return across * down;
    }

    /** Where a block lies in the image, without what reaches over its right and lower edge. */
    Box place(int block) {
        int x = block % across * width;
        int y = block / across * height;
        return new Box(x, y, Math.min(width, layout.width() - x), Math.min(height, layout.height() - y));
    }

    /** Bytes from row to row of a block. */
    int rowBytes() {
        return layout.rowBytes(width);
    }

    /** A block's samples, unpacked: those of the pixels, or those of each channel where they are separate. */
    Unpacking.Block[] read(int block) throws IOException {
        Unpacking.Block[] planes = new Unpacking.Block[layout.planes()];
        for (int p = 0; p < planes.length; p++) {
            planes[p] = unpack(block + p * count(), place(block));
        }
        return planes;
    }

    private Unpacking.Block unpack(int index, Box place) throws IOException {
        int rows = tiled ? height : place.height();
        int expected = Math.toIntExact((long) rows * rowBytes());
        long offset = offsets[index];
        // As libtiff and Pillow do: a missing or empty count is what the samples take, or reaches to the file's end.
        boolean known = counts[index] > 0 && layout.codec() != TiffCodec.NONE;
        long available = Math.min(known ? counts[index] : expected, bytes.length - offset);
        if (!known && layout.codec() != TiffCodec.NONE) {
            available = bytes.length - offset;
        }
        if (available <= 0 || offset == 0 || layout.codec() == TiffCodec.NONE && available < expected) {
            throw new ImagingException("it ends within strip or tile " + index + " (" + Math.max(0, available) + " of "
                    + expected + " bytes are there), it may be cut off");
        }
        Unpacking.Block data = unpacking.unpack(packed((int) offset, (int) available), width, rows, expected);
        if (data.length() < expected) {
            throw new ImagingException(
                    "strip or tile " + index + " ends after " + data.length() + " of " + expected + " bytes");
        }
        return data;
    }

    /** A block as it lies in the file; the file itself but where the order of bits has to be changed. */
    private Unpacking.Block packed(int offset, int count) {
        if (!lowerBitFirst || layout.codec() == TiffCodec.JPEG) {
            return new Unpacking.Block(bytes, offset, count);
        }
        byte[] turned = Arrays.copyOfRange(bytes, offset, offset + count);
        for (int i = 0; i < count; i++) {
            turned[i] = (byte) (Integer.reverse(turned[i]) >>> 24);
        }
        return new Unpacking.Block(turned, 0, count);
    }
}
