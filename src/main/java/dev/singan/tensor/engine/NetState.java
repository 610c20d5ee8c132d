package dev.singan.tensor.engine;

import java.util.Arrays;

/**
 * Everything that training a network depends on and changes: parameters, running statistics, Adam's moments and step.
 * Saving it, loading it elsewhere and going on gives the same bits as going on at once.
 *
 * <p>Arrays are handed over, not copied: whoever gets a state does not write to it.
 *
 * @param layout where each parameter lies
 * @param parameters the parameters, {@link NetLayout#length()} values
 * @param runningMean running means of the batch norms, {@link NetLayout#statisticsLength()} values
 * @param runningVar running variances (unbiased) of the batch norms, as many
 * @param batches forward passes that went into the running statistics: PyTorch's {@code num_batches_tracked}
 * @param firstMoment Adam's running mean of the gradient, as long as the parameters
 * @param secondMoment Adam's running mean of the squared gradient, as long as the parameters
 * @param step Adam's steps so far
 */
public record NetState(
        NetLayout layout,
        float[] parameters,
        float[] runningMean,
        float[] runningVar,
        long batches,
        float[] firstMoment,
        float[] secondMoment,
        long step) {

    public NetState {
        int n = layout.length();
        int m = layout.statisticsLength();
        if (parameters.length != n
                || firstMoment.length != n
                || secondMoment.length != n
                || runningMean.length != m
                || runningVar.length != m) {
            throw new IllegalArgumentException("a state of " + layout + " has " + n + " parameters and " + m
                    + " statistics, not " + parameters.length + " and " + runningMean.length);
        }
    }

    /** A network before its first step: running mean 0, running variance 1, no moments. */
    public static NetState fresh(NetLayout layout, float[] parameters) {
        float[] ones = new float[layout.statisticsLength()];
        Arrays.fill(ones, 1f);
        return new NetState(
                layout,
                parameters,
                new float[layout.statisticsLength()],
                ones,
                0,
                new float[layout.length()],
                new float[layout.length()],
                0);
    }

    /** The same network with a new optimiser: moments and step 0. */
    public NetState withFreshOptimizer() {
        return new NetState(
                layout,
                parameters,
                runningMean,
                runningVar,
                batches,
                new float[layout.length()],
                new float[layout.length()],
                0);
    }
}
