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

    private final float[][] arrays = new float[Use.values().length][0];

    /** An array of at least a length. */
    public float[] of(Use use, int length) {
        int i = use.ordinal();
        if (arrays[i].length < length) {
            arrays[i] = new float[length];
        }
        return arrays[i];
    }
}
