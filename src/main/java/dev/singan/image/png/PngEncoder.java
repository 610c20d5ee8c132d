package dev.singan.image.png;

import dev.singan.image.GrayImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes 8-bit greyscale PNGs (ISO/IEC 15948): one IDAT chunk, every row filtered by the difference to its left
 * neighbour; no time, no text, so that the same pixels give the same bytes. Filtered mammograms have hardly any repetitions: coding
 * them by their frequency alone is ten times faster than searching for repetitions, and yields a tenth fewer bytes.
 */
public final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte SUB = 1;
    private static final byte GRAY = 0;
    private static final byte RGB = 2;

    private PngEncoder() {}

    public static byte[] encode(GrayImage image) {
        return encode(image.width(), image.height(), 1, image.pixels());
    }

    /** Three planes of one size: red, green, blue. */
    public static byte[] encode(List<GrayImage> planes) {
        int width = planes.get(0).width();
        int height = planes.get(0).height();
        byte[] pixels = new byte[Math.multiplyExact(3, width * height)];
        for (int c = 0; c < 3; c++) {
            byte[] plane = planes.get(c).pixels();
            for (int i = 0; i < plane.length; i++) {
                pixels[3 * i + c] = plane[i];
            }
        }
        return encode(width, height, 3, pixels);
    }

    private static byte[] encode(int width, int height, int channels, byte[] pixels) {
        byte[] data = deflate(filter(width * channels, height, channels, pixels));
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {8, channels == 1 ? GRAY : RGB, 0, 0, 0});
        ByteBuffer out = ByteBuffer.allocate(SIGNATURE.length + 3 * 12 + 13 + data.length);
        out.put(SIGNATURE);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", data);
        chunk(out, "IEND", new byte[0]);
        return out.array();
    }

    private static byte[] filter(int rowLength, int height, int channels, byte[] pixels) {
        byte[] rows = new byte[Math.multiplyExact(rowLength + 1, height)];
        int to = 0;
        for (int from = 0; from < pixels.length; from += rowLength) {
            rows[to++] = SUB;
            for (int x = 0; x < rowLength; x++) {
                int left = x < channels ? 0 : pixels[from + x - channels];
                rows[to++] = (byte) (pixels[from + x] - left);
            }
        }
        return rows;
    }

    private static byte[] deflate(byte[] rows) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setStrategy(Deflater.HUFFMAN_ONLY);
        try {
            deflater.setInput(rows);
            deflater.finish();
            byte[] packed = new byte[rows.length + rows.length / 1000 + 64];
            int n = 0;
            while (!deflater.finished()) {
                if (n == packed.length) {
                    packed = Arrays.copyOf(packed, 2 * n);
                }
                n += deflater.deflate(packed, n, packed.length - n);
            }
            return Arrays.copyOf(packed, n);
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteBuffer out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
    }
}
