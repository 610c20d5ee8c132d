package dev.singan.image.tiff;

import dev.singan.image.GrayImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.imaging.common.PackBits;
import org.apache.commons.imaging.mylzw.MyLzwCompressor;

/** Writes 8-bit greyscale TIFFs (TIFF 6.0, section 4): little endian, strips of some 64 kB, one directory at the end. */
public final class TiffEncoder {
    private static final int STRIP_BYTES = 1 << 16;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ENTRIES = 9;

    private TiffEncoder() {}

    public static byte[] encode(GrayImage image, TiffCompression compression) throws IOException {
        int rows = Math.min(image.height(), Math.max(1, STRIP_BYTES / image.width()));
        int strips = (image.height() + rows - 1) / rows;
        int[] offsets = new int[strips];
        int[] counts = new int[strips];
        ByteArrayOutputStream out = new ByteArrayOutputStream(image.pixels().length + 1024);
        out.write(new byte[8]);
        for (int s = 0; s < strips; s++) {
            int from = s * rows * image.width();
            int to = Math.min(from + rows * image.width(), image.pixels().length);
            byte[] packed = pack(Arrays.copyOfRange(image.pixels(), from, to), compression);
            offsets[s] = out.size();
            counts[s] = packed.length;
            out.write(packed);
            if (out.size() % 2 == 1) {
                out.write(0);
            }
        }
        int directory = out.size();
        out.write(directory(image, compression, rows, offsets, counts, directory));
        byte[] bytes = out.toByteArray();
        little(bytes).put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(directory);
        return bytes;
    }

    private static byte[] pack(byte[] strip, TiffCompression compression) throws IOException {
        return switch (compression) {
            case NONE -> strip;
            case LZW -> new MyLzwCompressor(8, ByteOrder.BIG_ENDIAN, true).compress(strip);
            case PACKBITS -> PackBits.compress(strip);
            case DEFLATE -> deflate(strip);
        };
    }

    private static byte[] deflate(byte[] strip) throws IOException {
        Deflater deflater = new Deflater();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(strip);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    private static byte[] directory(
            GrayImage image, TiffCompression compression, int rows, int[] offsets, int[] counts, int start) {
        int strips = offsets.length;
        int lists = start + 2 + 12 * ENTRIES + 4;
        int listBytes = strips > 1 ? 8 * strips : 0;
        ByteBuffer b = little(new byte[2 + 12 * ENTRIES + 4 + listBytes]);
        b.putShort((short) ENTRIES);
        entry(b, 256, LONG, 1, image.width());
        entry(b, 257, LONG, 1, image.height());
        entry(b, 258, SHORT, 1, 8);
        entry(b, 259, SHORT, 1, compression.tag());
        entry(b, 262, SHORT, 1, 1);
        entry(b, 273, LONG, strips, strips > 1 ? lists : offsets[0]);
        entry(b, 277, SHORT, 1, 1);
        entry(b, 278, LONG, 1, rows);
        entry(b, 279, LONG, strips, strips > 1 ? lists + 4 * strips : counts[0]);
        b.putInt(0);
        if (strips > 1) {
            for (int offset : offsets) {
                b.putInt(offset);
            }
            for (int count : counts) {
                b.putInt(count);
            }
        }
        return b.array();
    }

    private static void entry(ByteBuffer b, int tag, int type, int count, int value) {
        b.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
