package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Passes.Linear;
import org.jspecify.annotations.Nullable;

/**
 * What the double backward of the gradient penalty through one batch norm and LeakyReLU needs.
 *
 * <p>Notation: g = LeakyReLU′ · inner is the gradient at the batch norm's output in the inner backward pass, v the adjoint of the inner gradient at z,
 * bars for means over the M positions, x̂ = (z − mean)·r. With B = mean(v·x̂), C = mean(g·x̂) and A/M = mean(v·g) − v̄ḡ, the adjoints are
 *
 * <ul>
 *   <li>of g: γr(v − v̄ − x̂B), which times LeakyReLU′ goes on to the next layer ({@link #adjoint});
 *   <li>of γ: rM(A/M − BC) ({@link #gamma});
 *   <li>of z: −γr²[C(v − v̄) + B(g − ḡ) + (A/M − 3BC)x̂] ({@link #secondOrder}).
 * </ul>
 */
final class PenaltyNorm {
    private final BatchStatistics norm;

    /** Means of the inner gradient: ḡ and C. */
    private final NormGradient inner;

    private final float[] meanAdjoint;
    private final float[] adjointByValue;
    private final float[] covariance;

    /**
     * @param sums of v, v·g and v·(z − mean), finished
     * @param positions M
     */
    PenaltyNorm(BatchStatistics norm, NormGradient inner, AdjointSums sums, int positions) {
        this.norm = norm;
        this.inner = inner;
        int channels = norm.mean.length;
        meanAdjoint = new float[channels];
        adjointByValue = new float[channels];
        covariance = new float[channels];
        float[] v = sums.total(0);
        float[] byGradient = sums.total(1);
        float[] byValue = sums.total(2);
        for (int c = 0; c < channels; c++) {
            meanAdjoint[c] = v[c] / positions;
            adjointByValue[c] = byValue[c] * norm.inverse[c] / positions;
            covariance[c] = Math.fma(-meanAdjoint[c], inner.mean0[c], byGradient[c] / positions);
        }
    }

    /** The adjoint of γ. */
    float gamma(int c, int positions) {
        return Math.fma(-adjointByValue[c], inner.mean1[c], covariance[c]) * norm.inverse[c] * positions;
    }

    /** The adjoint of g, before LeakyReLU′, as a linear function of v and z. */
    Linear adjoint(float[] gammas) {
        Linear to = new Linear(gammas.length);
        for (int c = 0; c < gammas.length; c++) {
            float gr = gammas[c] * norm.inverse[c];
            float slope = gr * norm.inverse[c] * adjointByValue[c];
            to.byV[c] = gr;
            to.byZ[c] = -slope;
            to.constant[c] = Math.fma(slope, norm.mean[c], -(gr * meanAdjoint[c]));
        }
        return to;
    }

    /**
     * What arrives at z, as a linear function of what arrives at the activation, of the inner gradient, v and z.
     *
     * @param above means of what arrives at the activation from the layer above; nothing at the top
     */
    Linear secondOrder(float[] gammas, @Nullable NormGradient above) {
        Linear to = new Linear(gammas.length);
        for (int c = 0; c < gammas.length; c++) {
            float r = norm.inverse[c];
            float gr = gammas[c] * r;
            float k = -(gr * r);
            to.first[c] = gr;
            to.byV[c] = k * inner.mean1[c];
            to.byG[c] = k * adjointByValue[c];
            to.byZ[c] = Math.fma(-3f * adjointByValue[c], inner.mean1[c], covariance[c]) * k * r;
            to.constant[c] = -Math.fma(to.byG[c], inner.mean0[c], to.byV[c] * meanAdjoint[c]);
            if (above != null) {
                to.byZ[c] = Math.fma(k, above.mean1[c], to.byZ[c]);
                to.constant[c] = Math.fma(-gr, above.mean0[c], to.constant[c]);
            }
            to.constant[c] = Math.fma(-to.byZ[c], norm.mean[c], to.constant[c]);
        }
        return to;
    }
}
