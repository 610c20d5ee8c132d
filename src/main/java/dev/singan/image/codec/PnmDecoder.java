package dev.singan.image.codec;

import org.apache.commons.imaging.ImagingException;

/** Reads portable bit, grey and pixel maps (Netpbm's P1 to P6), of any maximum up to 65535, with comments. */
public final class PnmDecoder {
    private final byte[] bytes;
    private int at = 2;

    private PnmDecoder(byte[] bytes) {
        this.bytes = bytes;
    }

    public static void decode(byte[] bytes, PixelSink sink) throws ImagingException {
        new PnmDecoder(bytes).decode(sink);
    }

    private void decode(PixelSink sink) throws ImagingException {
        int kind = bytes[1];
        if (kind > '6') {
            throw new UnsupportedImage("it is a " + (kind == '7' ? "portable arbitrary map (P7)" : "portable float map")
                    + "; bit, grey and pixel maps (P1 to P6) are read");
        }
        int width = number("width");
        int height = number("height");
        if (kind == '1' || kind == '4') {
            bits(sink, width, height, kind == '1');
        } else {
            samples(sink, width, height, kind % 3 == 0 ? 3 : 1, kind < '4');
        }
    }

    /** Bits: 1 is black; each row of the packed form begins with a byte of its own. */
    private void bits(PixelSink sink, int width, int height, boolean plain) throws ImagingException {
        long needed = plain ? (long) width * height : (long) height * Bits.bytes(width, 1);
        ImageLimits.checkSize(width, height, needed, 1, bytes.length);
        if (needed > bytes.length - at - 1) {
            throw new ImagingException("it ends before its last pixel, it may be cut off");
        }
        at++;
        sink.begin(width, height, 1, 1, PixelSink.Origin.STORED);
        byte[] row = new byte[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[x] = (byte) (plain ? 255 * ('1' - digit()) : Bits.sample(bytes, at, x, 1) == 0 ? 255 : 0);
            }
            at += plain ? 0 : Bits.bytes(width, 1);
            sink.pixels(0, y, width, row, 0);
        }
    }

    private byte digit() throws ImagingException {
        skipBlanks();
        if (at >= bytes.length || bytes[at] != '0' && bytes[at] != '1') {
            throw new ImagingException("at byte " + at + " a pixel of 0 or 1 was expected");
        }
        return bytes[at++];
    }

    private void samples(PixelSink sink, int width, int height, int channels, boolean plain) throws ImagingException {
        int max = number("maximum");
        if (max < 1 || max > 65535) {
            throw new ImagingException("its maximum is " + max + "; it must lie between 1 and 65535");
        }
        int size = max > 255 ? 2 : 1;
        long samples = (long) width * height * channels;
        ImageLimits.checkSize(width, height, samples * size, size, bytes.length);
        if (plain ? samples > bytes.length : samples * size > bytes.length - at - 1) {
            throw new ImagingException("it ends before its last pixel, it may be cut off");
        }
        at++;
        sink.begin(width, height, channels, size, PixelSink.Origin.SCALED);
        byte[] row = new byte[width * channels * size];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < width * channels; i++) {
                store(row, i, plain ? number("pixel") : sample(size), max, size);
            }
            sink.pixels(0, y, width, row, 0);
        }
    }

    private int sample(int size) {
        int high = bytes[at++] & 0xff;
        return size == 1 ? high : high << 8 | bytes[at++] & 0xff;
    }

    /** Brings a sample from [0, max] to the full range of its bytes. */
    private static void store(byte[] row, int i, int value, int max, int size) throws ImagingException {
        if (value > max) {
            throw new ImagingException("it has a pixel of " + value + " above its maximum of " + max);
        }
        int scaled = Bits.scale(value, max, size == 1 ? 255 : 65535);
        if (size == 1) {
            row[i] = (byte) scaled;
        } else {
            row[2 * i] = (byte) (scaled >> 8);
            row[2 * i + 1] = (byte) scaled;
        }
    }

    private int number(String what) throws ImagingException {
        skipBlanks();
        int start = at;
        long value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && value <= Integer.MAX_VALUE) {
            value = 10 * value + bytes[at++] - '0';
        }
        if (at == start || value > Integer.MAX_VALUE) {
            throw new ImagingException("at byte " + start + " a number (" + what + ") was expected");
        }
        return (int) value;
    }

    private void skipBlanks() {
        while (at < bytes.length && (Character.isWhitespace(bytes[at]) || bytes[at] == '#')) {
            if (bytes[at] == '#') {
                while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
                    at++;
                }
            } else {
                at++;
            }
        }
    }
}
