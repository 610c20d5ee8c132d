package dev.singan.tensor.engine;

/**
 * The constants of the steps, the same throughout a scale.
 *
 * @param beta1 Adam's decay of the mean gradient, 0.5 in the published settings
 * @param beta2 Adam's decay of the mean squared gradient, 0.999
 * @param epsilon what Adam adds to the root of the bias-corrected mean squared gradient (PyTorch's place for it), 1e-8
 * @param penaltyWeight lambda, the weight of the gradient penalty, 0.1
 * @param reconstructionWeight alpha, the weight of the reconstruction's mean squared error, 10; positive
 */
public record StepSettings(
        double beta1, double beta2, double epsilon, double penaltyWeight, double reconstructionWeight) {
    /** The published settings. */
    public static StepSettings published() {
        return new StepSettings(0.5, 0.999, 1e-8, 0.1, 10);
    }
}
