package dev.singan.tensor.onednn;

/** The gradient penalty of Gulrajani et al. 2017 at one image, and its derivative by the critic's gradient there. */
final class GradientPenalty {
    private GradientPenalty() {}

    /**
     * The penalty: weight x the mean over the positions of (norm over channels of the gradient, minus 1)².
     *
     * @param gradient of the sum of the critic's map by the image, CHW; replaced by the derivative of the penalty by it
     * @param channels of the image
     * @param weight lambda
     */
    static double take(float[] gradient, int channels, double weight) {
        int positions = gradient.length / channels;
        float scale = (float) (2 * weight / positions);
        double sum = 0;
        for (int i = 0; i < positions; i++) {
            float squares = 0;
            for (int k = 0; k < channels; k++) {
                float g = gradient[k * positions + i];
                squares += g * g;
            }
            float norm = (float) Math.sqrt(squares);
            sum += (norm - 1) * (norm - 1);
            // PyTorch's norm has the derivative zero at zero.
            float factor = norm > 0 ? scale * (1 - 1 / norm) : 0;
            for (int k = 0; k < channels; k++) {
                gradient[k * positions + i] *= factor;
            }
        }
        return weight * sum / positions;
    }
}
