package dev.singan.tensor.onednn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of the passes: neighbouring channels of one block at one position. */
public final class OneDnnLanes {
    /** As wide as the JVM likes, but no wider than a block. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() <= OneDnn.BLOCK
            ? FloatVector.SPECIES_PREFERRED
            : VectorSpecies.of(float.class, VectorShape.forBitSize(OneDnn.BLOCK * Float.SIZE));

    public static final int LENGTH = SPECIES.length();

    /** Bytes from a channel at one position to the same channel at the next. */
    public static final int STRIDE = OneDnn.BLOCK * Float.BYTES;

    /**
     * Bytes of the positions that are summed in one go. The sums of such chunks are added up: a single running float sum over a
     * large map is several times less exact.
     */
    public static final int CHUNK = 64 * STRIDE;

    /** Slope of LeakyReLU below zero. */
    public static final float SLOPE = 0.2f;

    private OneDnnLanes() {}

    public static FloatVector zero() {
        return FloatVector.zero(SPECIES);
    }

    public static FloatVector of(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    public static FloatVector of(float[] values, int from) {
        return FloatVector.fromArray(SPECIES, values, from);
    }

    /**
     * LeakyReLU's derivative, scaled: {@code above} where the normalised value z·scale + shift is positive, {@code below}
     * elsewhere. Computed from the convolution's output as {@link NormKernels#activate} does, to the bit, which is cheaper than
     * reading the activation.
     */
    static FloatVector slope(
            FloatVector z, FloatVector scale, FloatVector shift, FloatVector below, FloatVector above) {
        return below.blend(above, z.fma(scale, shift).compare(VectorOperators.GT, 0f));
    }
}
