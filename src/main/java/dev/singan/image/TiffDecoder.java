package dev.singan.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.commons.imaging.FormatCompliance;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.tiff.TiffDirectory;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffReader;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first image of a TIFF. Commons Imaging parses the directory; grey and RGB samples of up to 16 bits are then
 * taken from the strips or tiles directly, several times faster than through a {@code BufferedImage} and in a third of
 * the memory. What is rarer (palettes, fax compression, separate planes) goes through Commons Imaging.
 */
final class TiffDecoder {
    private static final int WHITE_IS_ZERO = 0;
    private static final int RGB = 2;

    private final byte[] bytes;
    private final TiffDirectory directory;
    private final boolean bigEndian;
    private final int width;
    private final int height;
    private final int bits;
    private final int samples;
    private final int photometric;
    private final int compression;
    private final int predictor;

    private TiffDecoder(byte[] bytes) throws ImagingException, IOException {
        this.bytes = bytes;
        this.directory = new TiffReader(false)
                .readFirstDirectory(ByteSource.array(bytes), false, FormatCompliance.getDefault())
                .directories
                .get(0);
        this.bigEndian = directory.getByteOrder() == ByteOrder.BIG_ENDIAN;
        this.width = value(TiffTagConstants.TIFF_TAG_IMAGE_WIDTH, -1);
        this.height = value(TiffTagConstants.TIFF_TAG_IMAGE_LENGTH, -1);
        this.samples = value(TiffTagConstants.TIFF_TAG_SAMPLES_PER_PIXEL, 1);
        this.photometric = value(TiffTagConstants.TIFF_TAG_PHOTOMETRIC_INTERPRETATION, 1);
        this.compression = value(TiffTagConstants.TIFF_TAG_COMPRESSION, 1) & 0xffff;
        this.predictor = value(TiffTagConstants.TIFF_TAG_PREDICTOR, 1);
        int[] depths = values(TiffTagConstants.TIFF_TAG_BITS_PER_SAMPLE, new int[] {1});
        this.bits = Arrays.stream(depths).allMatch(d -> d == depths[0]) ? depths[0] : 0;
    }

    static void decode(byte[] bytes, PixelSink sink) throws IOException {
        new TiffDecoder(bytes).decode(sink);
    }

    private void decode(PixelSink sink) throws IOException {
        if (samples < 1 || samples > 16 || bits < 0 || bits > 64) {
            throw new ImagingException("it claims " + samples + " samples of " + bits + " bits a pixel");
        }
        ImageFiles.checkSize(width, height, (long) height * rowBytes(width), bytes.length);
        if (!isPlain()) {
            PngDecoder.buffered(directory.getTiffImage(readable()), sink);
            return;
        }
        sink.begin(
                width,
                height,
                photometric == RGB ? 3 : 1,
                bits == 16 ? 2 : 1,
                photometric == WHITE_IS_ZERO ? PixelSink.Origin.INVERTED : PixelSink.Origin.STORED);
        boolean tiled = field(TiffTagConstants.TIFF_TAG_TILE_WIDTH) != null;
        int blockWidth = tiled ? value(TiffTagConstants.TIFF_TAG_TILE_WIDTH, -1) : width;
        int blockHeight = tiled
                ? value(TiffTagConstants.TIFF_TAG_TILE_LENGTH, -1)
                : Math.min(height, value(TiffTagConstants.TIFF_TAG_ROWS_PER_STRIP, height) & Integer.MAX_VALUE);
        ImageFiles.checkSize(blockWidth, blockHeight, (long) blockHeight * rowBytes(blockWidth), bytes.length);
        int[] offsets = values(
                tiled ? TiffTagConstants.TIFF_TAG_TILE_OFFSETS : TiffTagConstants.TIFF_TAG_STRIP_OFFSETS, new int[0]);
        int[] counts = values(
                tiled ? TiffTagConstants.TIFF_TAG_TILE_BYTE_COUNTS : TiffTagConstants.TIFF_TAG_STRIP_BYTE_COUNTS,
                new int[0]);
        int across = (width + blockWidth - 1) / blockWidth;
        int down = (height + blockHeight - 1) / blockHeight;
        if (offsets.length < (long) across * down || counts.length < (long) across * down) {
            throw new ImagingException("it lists " + Math.min(offsets.length, counts.length) + " of its "
                    + (long) across * down + " strips or tiles");
        }
        byte[] line = new byte[width * (photometric == RGB ? 3 : 1) * (bits == 16 ? 2 : 1)];
        for (int block = 0; block < across * down; block++) {
            int x = block % across * blockWidth;
            int y = block / across * blockHeight;
            int rows = tiled ? blockHeight : Math.min(blockHeight, height - y);
            int rowBytes = rowBytes(blockWidth);
            Unpacking.Block data = unpack(block, offsets[block], counts[block], rows * rowBytes);
            int columns = Math.min(blockWidth, width - x);
            for (int row = 0; row < Math.min(rows, height - y); row++) {
                emit(sink, data.data(), data.from() + row * rowBytes, x, y + row, columns, line);
            }
        }
    }

    private boolean isPlain() throws ImagingException {
        boolean gray = photometric <= 1 && (bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16);
        boolean colour = photometric == RGB && samples >= 3 && (bits == 8 || bits == 16);
        boolean chunky = samples == 1 || value(TiffTagConstants.TIFF_TAG_PLANAR_CONFIGURATION, 1) == 1;
        boolean known = compression == 1
                || compression == 5
                || compression == 8
                || compression == 32773
                || compression == 32946;
        boolean integers = value(TiffTagConstants.TIFF_TAG_SAMPLE_FORMAT, 1) == 1;
        boolean upperBitFirst = value(TiffTagConstants.TIFF_TAG_FILL_ORDER, 1) == 1;
        boolean difference = predictor == 1 || predictor == 2 && bits >= 8;
        return (gray && (samples == 1 || bits >= 8) || colour)
                && chunky
                && known
                && integers
                && upperBitFirst
                && difference;
    }

    /** The directory with its image data, as Commons Imaging wants it for what is not read here. */
    private ByteOrder readable() throws IOException {
        TiffDirectory full = new TiffReader(false)
                .readFirstDirectory(ByteSource.array(bytes), true, FormatCompliance.getDefault())
                .directories
                .get(0);
        directory.setTiffImageData(full.getTiffImageData());
        return directory.getByteOrder();
    }

    private int rowBytes(int columns) {
        return (int) Math.min(Integer.MAX_VALUE, ((long) columns * samples * Math.max(1, bits) + 7) / 8);
    }

    /** A block's samples as they lie in the file: the file itself where it is not compressed. */
    private Unpacking.Block unpack(int block, int offset, int count, int expected) throws ImagingException {
        long available = Math.min(Integer.toUnsignedLong(count), bytes.length - Integer.toUnsignedLong(offset));
        if (available < 0 || compression == 1 && available < expected) {
            throw new ImagingException("it ends within strip or tile " + block + " (" + Math.max(0, available) + " of "
                    + expected + " bytes are there), it may be cut off");
        }
        Unpacking.Block data = compression == 1 && predictor == 1
                ? new Unpacking.Block(bytes, offset, expected)
                : Unpacking.unpack(compression, bytes, offset, (int) available, expected);
        if (data.length() < expected) {
            throw new ImagingException(
                    "strip or tile " + block + " ends after " + data.length() + " of " + expected + " bytes");
        }
        return data;
    }

    private void emit(PixelSink sink, byte[] data, int from, int x, int y, int columns, byte[] line) {
        if (predictor == 2) {
            undoDifference(data, from, columns);
        }
        if (bits == 8 && samples == 1 && photometric != WHITE_IS_ZERO) {
            sink.pixels(x, y, columns, data, from);
            return;
        }
        int channels = photometric == RGB ? 3 : 1;
        int invert = photometric == WHITE_IS_ZERO ? 0xff : 0;
        int to = 0;
        for (int i = 0; i < columns; i++) {
            for (int c = 0; c < channels; c++) {
                int sample = i * samples + c;
                if (bits == 16) {
                    int at = from + 2 * sample;
                    line[to++] = (byte) (data[bigEndian ? at : at + 1] ^ invert);
                    line[to++] = (byte) (data[bigEndian ? at + 1 : at] ^ invert);
                } else if (bits == 8) {
                    line[to++] = (byte) (data[from + sample] ^ invert);
                } else {
                    int bit = sample * bits;
                    int value = (data[from + bit / 8] & 0xff) >> 8 - bits - bit % 8 & (1 << bits) - 1;
                    line[to++] = (byte) (value * 255 / ((1 << bits) - 1) ^ invert);
                }
            }
        }
        sink.pixels(x, y, columns, line, 0);
    }

    /** Horizontal differencing (TIFF 6.0, section 14). */
    private void undoDifference(byte[] data, int from, int columns) {
        if (bits == 8) {
            for (int i = samples; i < columns * samples; i++) {
                data[from + i] += data[from + i - samples];
            }
            return;
        }
        int low = bigEndian ? 1 : 0;
        for (int i = samples; i < columns * samples; i++) {
            int at = from + 2 * i;
            int left = at - 2 * samples;
            int sum = (data[at + low] & 0xff | (data[at + 1 - low] & 0xff) << 8)
                    + (data[left + low] & 0xff | (data[left + 1 - low] & 0xff) << 8);
            data[at + low] = (byte) sum;
            data[at + 1 - low] = (byte) (sum >> 8);
        }
    }

    private @Nullable TiffField field(TagInfo tag) throws ImagingException {
        return directory.findField(tag);
    }

    private int value(TagInfo tag, int otherwise) throws ImagingException {
        return values(tag, new int[] {otherwise})[0];
    }

    private int[] values(TagInfo tag, int[] otherwise) throws ImagingException {
        TiffField field = field(tag);
        if (field == null) {
            return otherwise;
        }
        int[] values = field.getIntArrayValue();
        if (values.length == 0) {
            throw new ImagingException("its tag " + tag.name + " has no value");
        }
        return values;
    }
}
