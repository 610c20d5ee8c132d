package dev.singan.tensor.exact.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of the kernels: neighbouring channels at one position. */
final class Lanes {
    /** System property that sets the vectors' width in bits, for tests and measurements: 64, 128, 256 or 512. Results do not depend on it. */
    static final String BITS = "singan.exact.bits";

    /** As wide as the JVM likes, but no wider than a block of channels. */
    static final VectorSpecies<Float> SPECIES = species();

    static final int LENGTH = SPECIES.length();

    private Lanes() {}

    private static VectorSpecies<Float> species() {
        int bits = Integer.getInteger(BITS, FloatVector.SPECIES_PREFERRED.vectorBitSize());
        return VectorSpecies.of(float.class, VectorShape.forBitSize(Math.min(bits, Channels.BLOCK * Float.SIZE)));
    }

    static FloatVector zero() {
        return FloatVector.zero(SPECIES);
    }

    static FloatVector of(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    static FloatVector of(float[] values, int from) {
        return FloatVector.fromArray(SPECIES, values, from);
    }

    /** Where the normalised value z·scale + shift is positive. */
    static VectorMask<Float> above(FloatVector z, FloatVector scale, FloatVector shift) {
        return z.fma(scale, shift).compare(VectorOperators.GT, 0f);
    }

    /** LeakyReLU. */
    static FloatVector leaky(FloatVector y, float slope) {
        return y.mul(slope).blend(y, y.compare(VectorOperators.GT, 0f));
    }
}
