package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Passes.Linear;

/** The gradient g at a batch norm's output, summed up by channel. */
final class NormGradient {
    /** Mean of g. */
    final float[] mean0;

    /** Mean of g·x̂. */
    final float[] mean1;

    /** Gradient of gamma: the sum of g·x̂. */
    final float[] gamma;

    /** Gradient of beta: the sum of g. */
    final float[] beta;

    NormGradient(int channels) {
        mean0 = new float[channels];
        mean1 = new float[channels];
        gamma = new float[channels];
        beta = new float[channels];
    }

    void set(GradientSums sums, BatchStatistics norm, int positions) {
        float[] g = sums.total(0);
        float[] products = sums.total(1);
        for (int c = 0; c < mean0.length; c++) {
            beta[c] = g[c];
            gamma[c] = products[c] * norm.inverse[c];
            mean0[c] = g[c] / positions;
            mean1[c] = gamma[c] / positions;
        }
    }

    /**
     * The gradient at z, γr(g − mean0 − x̂·mean1), as a linear function of g and z.
     *
     * @param gammas as they are now, which need not be those of the forward pass
     */
    void linear(BatchStatistics norm, float[] gammas, Linear to) {
        for (int c = 0; c < mean0.length; c++) {
            float gr = gammas[c] * norm.inverse[c];
            float slope = gr * norm.inverse[c] * mean1[c];
            to.byG[c] = gr;
            to.byZ[c] = -slope;
            to.constant[c] = Math.fma(slope, norm.mean[c], -(gr * mean0[c]));
        }
    }
}
