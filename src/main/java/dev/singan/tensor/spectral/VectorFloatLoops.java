package dev.singan.tensor.spectral;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** As many values at a time as a vector holds, the last few one after the other. */
final class VectorFloatLoops implements FloatLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static FloatVector of(float[] values, int from) {
        return FloatVector.fromArray(SPECIES, values, from);
    }

    @Override
    public void multiplyAdd(
            float[] values, int first, float[] factors, int firstFactor, float[] sums, int firstSum, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            // Not fused, for the bits of the plain loop.
            FloatVector product = of(values, first + i).mul(of(factors, firstFactor + i));
            of(sums, firstSum + i).add(product).intoArray(sums, firstSum + i);
        }
        for (; i < length; i++) {
            sums[firstSum + i] += values[first + i] * factors[firstFactor + i];
        }
    }
}
