package dev.singan.image.tiff;

import dev.singan.image.codec.UnsupportedImage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.commons.imaging.ImagingException;

/** Unpacks LZW as TIFF has it; several times faster than Commons Imaging's. */
final class TiffLzw {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;
    private static final int LENGTH_BITS = 13;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private TiffLzw() {}

    /**
     * LZW as TIFF has it (TIFF 6.0, section 13): codes of 9 to 12 bits, upper bit first, widened one code early. A code's
     * string lies in the output already: it is where it was when the code was made, and one byte longer than the code
     * before. So that single bytes need no case of their own, the output begins with all 256 of them.
     */
    static Unpacking.Block unpack(byte[] in, int offset, int count, int expected) throws ImagingException {
        if (count > 1 && in[offset] == 0 && (in[offset + 1] & 1) == 1) {
            throw new UnsupportedImage("its LZW data have the lower bit first, as before TIFF 5.0");
        }
        byte[] out = new byte[CLEAR + expected + Long.BYTES];
        // Where a code's string begins in the output, and in the lower 13 bits how long it is.
        long[] strings = new long[CODES];
        for (int v = 0; v < CLEAR; v++) {
            out[v] = (byte) v;
            strings[v] = (long) v << LENGTH_BITS | 1;
        }
        int next = END + 1;
        int width = 9;
        long previous = 0;
        int n = CLEAR;
        int stop = CLEAR + expected;
        long bit = 8L * offset;
        long end = 8L * (offset + count);
        while (n < stop && bit + width <= end) {
            int code = (int) (bits(in, bit) >>> Long.SIZE - width);
            bit += width;
            if (code == CLEAR) {
                next = END + 1;
                width = 9;
                previous = 0;
                continue;
            }
            if (code == END) {
                break;
            }
            if (previous != 0 && next < CODES) {
                strings[next++] = previous + 1;
            }
            if (code >= next) {
                throw new ImagingException("its LZW data name a code that is not there yet, the file is damaged");
            }
            int length = (int) strings[code] & (1 << LENGTH_BITS) - 1;
            copy(out, (int) (strings[code] >>> LENGTH_BITS), n, Math.min(length, stop - n));
            previous = (long) n << LENGTH_BITS | length;
            n += length;
            if (next >= (1 << width) - 1 && width < 12) {
                width++;
            }
        }
        return new Unpacking.Block(out, CLEAR, Math.min(n, stop) - CLEAR);
    }

    /** At least the 57 bits from a bit on, the first one uppermost; zeros where the array ends. */
    private static long bits(byte[] in, long bit) {
        int at = (int) (bit >>> 3);
        if (at + Long.BYTES <= in.length) {
            return (long) LONGS.get(in, at) << (bit & 7);
        }
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | (at + i < in.length ? in[at + i] & 0xff : 0);
        }
        return value << (bit & 7);
    }

    /**
     * Copies a string to where the output ends. Most are short: eight bytes are written at once, and what is too much is
     * overwritten by the next string, or is the room that the output has at its end.
     */
    private static void copy(byte[] out, int from, int to, int length) {
        if (to - from < Long.BYTES) {
            // The string grows out of itself.
            for (int i = 0; i < length; i++) {
                out[to + i] = out[from + i];
            }
            return;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            LONGS.set(out, to + i, (long) LONGS.get(out, from + i));
        }
    }
}
