package dev.singan.image.codec;

/** Unsigned samples of 1 to 32 bits that lie one after the other, the upper bit first. */
public final class Bits {
    private Bits() {}

    /** The sample with this index, counted from where byte {@code from} begins. */
    public static int sample(byte[] data, int from, int index, int bits) {
        long bit = (long) index * bits;
        int at = from + (int) (bit >>> 3);
        int left = bits - (Byte.SIZE - (int) (bit & 7));
        long value = data[at] & 0xff >> (bit & 7);
        for (; left > 0; left -= Byte.SIZE) {
            value = value << Byte.SIZE | data[++at] & 0xff;
        }
        return (int) (value >>> -left);
    }

    /** The bytes that so many samples take, the last one filled up; at most the greatest number. */
    public static int bytes(long samples, int bits) {
        return (int) Math.min(Integer.MAX_VALUE, (samples * bits + 7) / 8);
    }

    /** Brings a sample from [0, max] to [0, full], rounded. */
    public static int scale(int value, int max, int full) {
        return max == full ? value : (int) (((long) value * full + max / 2) / max);
    }
}
