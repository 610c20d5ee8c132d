package dev.singan.tensor.spectral;

/** One value after the other. */
final class PlainFloatLoops implements FloatLoops {
    @Override
    public void multiplyAdd(
            float[] values, int first, float[] factors, int firstFactor, float[] sums, int firstSum, int length) {
        for (int i = 0; i < length; i++) {
            sums[firstSum + i] += values[first + i] * factors[firstFactor + i];
        }
    }
}
