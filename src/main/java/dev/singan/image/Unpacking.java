package dev.singan.image;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.imaging.ImagingException;

/** Unpacks a strip or tile of a TIFF, never to more bytes than it is said to have. */
final class Unpacking {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;

    private Unpacking() {}

    /**
     * @param compression the TIFF tag's value: 1, 5, 8, 32773 or 32946
     * @param expected the bytes of the unpacked block
     * @return the block; shorter than expected where the data end early
     */
    static byte[] unpack(int compression, byte[] in, int offset, int count, int expected) throws ImagingException {
        return switch (compression) {
            case 1 -> Arrays.copyOfRange(in, offset, offset + Math.min(count, expected));
            case 5 -> lzw(in, offset, count, expected);
            case 32773 -> packBits(in, offset, count, expected);
            case 8, 32946 -> inflate(in, offset, count, expected);
            default -> throw new ImagingException("compression " + compression + " is unknown");
        };
    }

    /**
     * LZW as TIFF has it: codes of 9 to 12 bits, upper bit first, widened one code early. A code's string lies in the
     * output already: it is where it was when the code was made, and one byte longer than the code before.
     */
    private static byte[] lzw(byte[] in, int offset, int count, int expected) throws ImagingException {
        byte[] out = new byte[expected];
        int[] start = new int[CODES];
        int[] length = new int[CODES];
        int next = END + 1;
        int width = 9;
        int last = (1 << width) - 1;
        int previousStart = 0;
        int previousLength = 0;
        int n = 0;
        long buffer = 0;
        int held = 0;
        int at = offset;
        int end = offset + count;
        while (n < expected) {
            if (held < width) {
                while (held <= 48 && at < end) {
                    buffer = buffer << 8 | in[at++] & 0xff;
                    held += 8;
                }
                if (held < width) {
                    break;
                }
            }
            held -= width;
            int code = (int) (buffer >>> held) & (1 << width) - 1;
            if (code < CLEAR) {
                if (previousLength > 0 && next < CODES) {
                    start[next] = previousStart;
                    length[next++] = previousLength + 1;
                }
                previousStart = n;
                previousLength = 1;
                out[n++] = (byte) code;
            } else if (code == CLEAR) {
                next = END + 1;
                width = 9;
                last = (1 << width) - 1;
                previousLength = 0;
                continue;
            } else if (code == END) {
                break;
            } else {
                if (previousLength > 0 && next < CODES) {
                    start[next] = previousStart;
                    length[next++] = previousLength + 1;
                }
                if (code >= next) {
                    throw new ImagingException("its LZW data name a code that is not there yet, the file is damaged");
                }
                previousStart = n;
                int stop = Math.min(expected, n + length[code]);
                for (int from = start[code]; n < stop; from++) {
                    out[n++] = out[from];
                }
                previousLength = n - previousStart;
            }
            if (next >= last && width < 12) {
                width++;
                last = (1 << width) - 1;
            }
        }
        return n == expected ? out : Arrays.copyOf(out, n);
    }

    private static byte[] packBits(byte[] in, int offset, int count, int expected) {
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
        return n == expected ? out : Arrays.copyOf(out, n);
    }

    private static byte[] inflate(byte[] in, int offset, int count, int expected) throws ImagingException {
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
            return n == expected ? out : Arrays.copyOf(out, n);
        } catch (DataFormatException e) {
            throw new ImagingException("its deflate data are not valid: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
