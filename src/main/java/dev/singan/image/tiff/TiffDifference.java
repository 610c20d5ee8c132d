package dev.singan.image.tiff;

/** Horizontal differencing (TIFF 6.0, section 14). */
final class TiffDifference {
    private TiffDifference() {}

    /** Brings a row of samples of 8, 16 or 32 bits, each stored less its left neighbour, back in place. */
    static void undo(TiffLayout layout, byte[] data, int from, int columns) {
        int size = layout.bits() / Byte.SIZE;
        int step = layout.samplesTogether() * size;
        int end = from + columns * step;
        if (size == 1) {
            for (int at = from + step; at < end; at++) {
                data[at] += data[at - step];
            }
            return;
        }
        int low = layout.bigEndian() ? size - 1 : 0;
        int up = layout.bigEndian() ? -1 : 1;
        for (int at = from + step; at < end; at += size) {
            int carry = 0;
            for (int b = 0; b < size; b++) {
                int i = at + low + b * up;
                int sum = (data[i] & 0xff) + (data[i - step] & 0xff) + carry;
                data[i] = (byte) sum;
                carry = sum >> Byte.SIZE;
            }
        }
    }
}
