package dev.singan.tensor.exact;

/**
 * The gradient penalty (Gulrajani et al., Improved training of Wasserstein GANs, NIPS 2017), as SinGAN's official code has it: the norm of the
 * gradient at each position of the mixture of the real image and the fake, over the channels alone, is drawn to one.
 *
 * <p>Penalty = weight · mean over positions of (‖g‖ − 1)². How its derivative goes on through the critic a second time: {@link CriticStep}.
 */
final class GradientPenalty {
    private final double weight;

    /** @param weight {@code singan.gan.lambda} */
    GradientPenalty(double weight) {
        this.weight = weight;
    }

    /**
     * The penalty.
     *
     * @param gradient of the sum of the critic's scores, at the mixture
     * @param derivative is set to that of the penalty by the gradient
     */
    double of(FeatureMap gradient, FeatureMap derivative) {
        int channels = gradient.channels();
        float scale = (float) (2 * weight / gradient.positions());
        double sum = 0;
        for (int y = 0; y < gradient.height(); y++) {
            double row = 0;
            for (int p = gradient.row(y); p < gradient.row(y + 1); p += channels) {
                float norm = norm(gradient.data(), p, channels);
                row += (norm - 1.0) * (norm - 1.0);
                // PyTorch's norm has the derivative zero at zero.
                float factor = norm > 0 ? scale * (1 - 1 / norm) : 0;
                for (int i = p; i < p + channels; i++) {
                    derivative.data()[i] = gradient.data()[i] * factor;
                }
            }
            sum += row;
        }
        return weight * sum / gradient.positions();
    }

    private static float norm(float[] values, int from, int channels) {
        float squares = 0;
        for (int i = from; i < from + channels; i++) {
            squares = Math.fma(values[i], values[i], squares);
        }
        return (float) Math.sqrt(squares);
    }
}
