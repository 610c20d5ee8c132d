package dev.singan.tensor.spectral;

import dev.singan.tensor.NativeEnvironment;

/**
 * Loops over a few dozen values, which the compiler leaves scalar, as it vectorises only long ones. All implementations agree
 * to the bit.
 */
interface FloatLoops {
    /** The fastest that this process can run. */
    static FloatLoops best() {
        return NativeEnvironment.hasVectors() ? new VectorFloatLoops() : new PlainFloatLoops();
    }

    /** Adds values[first + i] x factors[firstFactor + i] to sums[firstSum + i], for i from 0 to length - 1. */
    void multiplyAdd(
            float[] values, int first, float[] factors, int firstFactor, float[] sums, int firstSum, int length);
}
