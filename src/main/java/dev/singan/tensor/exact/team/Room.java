package dev.singan.tensor.exact.team;

/** Scratch arrays of one thread, which grow to the largest size asked for. What they hold at first is undefined. */
public final class Room {
    /** What the arrays are for; no two uses at the same time share one. */
    public enum Use {
        STRIP,
        GRADIENT_STRIP,
        HALF,
        INPUTS,
        PRODUCTS,
        EDGE,
        CHUNK,
        TILES,
        TILES_2,
        TILES_3
    }

    /**
     * Where the data of the busiest arrays begin. A vector of 512 bits that lies across two lines of the cache takes twice the time: an array's
     * header has 16 bytes, and objects begin with a line ({@link dev.singan.tensor.NativeEnvironment}), so that the data do, too, after 12 values more.
     */
    public static final int START = 12;

    private final float[][] arrays = new float[Use.values().length][0];

    /** An array of at least a length, after its start. */
    public float[] of(Use use, int length) {
        int i = use.ordinal();
        if (arrays[i].length < START + length) {
            arrays[i] = new float[START + length];
        }
        return arrays[i];
    }
}
