package dev.singan.tensor.cuda.driver;

/**
 * A part of an arena.
 *
 * @param offset its first byte, or -1 for none
 * @param bytes its length
 */
public record Region(long offset, long bytes) {
    /** What kernels take for something that is not there. */
    public static final Region NONE = new Region(-1, 0);

    /**
     * A part of this region.
     *
     * @param first its first value, of four bytes
     * @param count its values
     */
    public Region floats(long first, long count) {
        long from = first * Float.BYTES;
        long length = count * Float.BYTES;
        if (first < 0 || count < 0 || from + length > bytes) {
            throw new IndexOutOfBoundsException(first + " to " + (first + count) + " of " + bytes / Float.BYTES);
        }
        return new Region(offset + from, length);
    }

    /** Number of values of four bytes. */
    public long length() {
        return bytes / Float.BYTES;
    }
}
