package dev.singan.image.tiff;

import dev.singan.image.jpeg.JpegDecoder;
import dev.singan.image.jpeg.JpegSegments;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.formats.tiff.constants.AdobePhotoshopTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.itu_t4.T4AndT6Compression;

/** Unpacks a strip or tile of a TIFF, never to more bytes than it is said to have. */
final class Unpacking {
    private static final int TWO_DIMENSIONS = 1;
    private static final int FILLED = 4;

    private final TiffLayout layout;
    private final int faxOptions;
    private final byte[] jpegTables;

    Unpacking(TiffLayout layout, TiffTags tags) throws ImagingException {
        this.layout = layout;
        this.faxOptions = tags.value(TiffTagConstants.TIFF_TAG_T4_OPTIONS, 0);
        byte[] tables = tags.bytes(AdobePhotoshopTagConstants.EXIF_TAG_JPEGTABLES);
        this.jpegTables = tables.length == 0 ? tables : JpegSegments.of(tables).core();
    }

    /**
     * A piece of an array.
     *
     * @param data holds it
     * @param from where it begins
     * @param length how many bytes it has; of an unpacked block fewer than expected where the data end early
     */
    record Block(byte[] data, int from, int length) {
        private Block(byte[] data, int length) {
            this(data, 0, length);
        }
    }

    /**
     * @param packed a strip or tile as it lies in the file
     * @param expected the bytes that its width and rows take when they are unpacked
     */
    Block unpack(Block packed, int width, int rows, int expected) throws IOException {
        byte[] in = packed.data();
        return switch (layout.codec()) {
            case NONE -> packed;
            case LZW -> TiffLzw.unpack(in, packed.from(), packed.length(), expected);
            case PACKBITS -> packBits(in, packed.from(), packed.length(), expected);
            case DEFLATE, OLD_DEFLATE -> inflate(in, packed.from(), packed.length(), expected);
            case ZSTD -> zstd(packed, expected);
            case JPEG -> jpeg(copy(packed), width, rows, expected);
            case HUFFMAN, FAX3, FAX4 -> fax(copy(packed), width, rows);
        };
    }

    private static byte[] copy(Block packed) {
        return Arrays.copyOfRange(packed.data(), packed.from(), packed.from() + packed.length());
    }

    private Block fax(byte[] packed, int width, int rows) throws ImagingException {
        boolean filled = (faxOptions & FILLED) != 0;
        byte[] out =
                switch (layout.codec()) {
                    case HUFFMAN -> T4AndT6Compression.decompressModifiedHuffman(packed, width, rows);
                    case FAX4 -> T4AndT6Compression.decompressT6(packed, width, rows);
                    default ->
                        (faxOptions & TWO_DIMENSIONS) == 0
                                ? T4AndT6Compression.decompressT4_1D(packed, width, rows, filled)
                                : T4AndT6Compression.decompressT4_2D(packed, width, rows, filled);
                };
        return new Block(out, out.length);
    }

    /** Decodes to grey or to red, green and blue; a strip's frame may have more rows than the strip. */
    private Block jpeg(byte[] packed, int width, int rows, int expected) throws IOException {
        JpegSegments segments = JpegSegments.of(packed);
        segments.frame().check(packed.length);
        if (segments.frame().ids().length != layout.samples()
                || segments.frame().width() != width
                || segments.frame().height() < rows) {
            throw new ImagingException("a JPEG in it is of another size than its strip or tile");
        }
        Raster raster = JpegDecoder.raster(layout.photometric() != TiffLayout.YCBCR, jpegTables, segments.core());
        byte[] out = new byte[expected];
        int[] line = new int[width * layout.samples()];
        for (int y = 0; y < rows; y++) {
            raster.getPixels(0, y, width, 1, line);
            for (int i = 0; i < line.length; i++) {
                out[y * line.length + i] = (byte) line[i];
            }
        }
        return new Block(out, out.length);
    }

    private static Block zstd(Block packed, int expected) throws ImagingException {
        byte[] out = new byte[expected];
        try {
            return new Block(
                    out,
                    new ZstdDecompressor().decompress(packed.data(), packed.from(), packed.length(), out, 0, expected));
        } catch (MalformedInputException e) {
            throw new ImagingException("its Zstandard data are not valid: " + e.getMessage(), e);
        }
    }

    private static Block packBits(byte[] in, int offset, int count, int expected) {
        byte[] out = new byte[expected];
        int n = 0;
        int at = offset;
        int end = offset + count;
        while (n < expected && at < end) {
            int head = in[at++];
            if (head >= 0) {
                int run = Math.min(Math.min(head + 1, expected - n), end - at);
                System.arraycopy(in, at, out, n, run);
                at += run;
                n += run;
            } else if (head != -128 && at < end) {
                int run = Math.min(1 - head, expected - n);
                Arrays.fill(out, n, n + run, in[at++]);
                n += run;
            }
        }
        return new Block(out, n);
    }

    private static Block inflate(byte[] in, int offset, int count, int expected) throws ImagingException {
        byte[] out = new byte[expected];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(in, offset, count);
            int n = 0;
            while (n < expected) {
                int got = inflater.inflate(out, n, expected - n);
                if (got == 0) {
                    break;
                }
                n += got;
            }
            return new Block(out, n);
        } catch (DataFormatException e) {
            throw new ImagingException("its deflate data are not valid: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
