package dev.singan.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.imaging.ImagingException;

/** Unpacks a strip or tile of a TIFF, never to more bytes than it is said to have. */
final class Unpacking {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;
    private static final int LENGTH_BITS = 13;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Unpacking() {}

    /**
     * An unpacked block.
     *
     * @param data holds it
     * @param from where it begins
     * @param length how many bytes it has; fewer than expected where the data end early
     */
    record Block(byte[] data, int from, int length) {
        private Block(byte[] data, int length) {
            this(data, 0, length);
        }
    }

    /**
     * @param compression the TIFF tag's value: 1, 5, 8, 32773 or 32946
     * @param expected the bytes of the unpacked block
     */
    static Block unpack(int compression, byte[] in, int offset, int count, int expected) throws ImagingException {
        return switch (compression) {
            case 1 -> {
                byte[] copy = Arrays.copyOfRange(in, offset, offset + Math.min(count, expected));
                yield new Block(copy, copy.length);
            }
            case 5 -> lzw(in, offset, count, expected);
            case 32773 -> packBits(in, offset, count, expected);
            case 8, 32946 -> inflate(in, offset, count, expected);
            default -> throw new ImagingException("compression " + compression + " is unknown");
        };
    }

    /**
     * LZW as TIFF has it (TIFF 6.0, section 13): codes of 9 to 12 bits, upper bit first, widened one code early. A code's
     * string lies in the output already: it is where it was when the code was made, and one byte longer than the code
     * before. So that single bytes need no case of their own, the output begins with all 256 of them.
     */
    private static Block lzw(byte[] in, int offset, int count, int expected) throws ImagingException {
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
        return new Block(out, CLEAR, Math.min(n, stop) - CLEAR);
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
