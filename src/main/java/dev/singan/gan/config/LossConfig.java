package dev.singan.gan.config;

import static dev.singan.base.Requirement.property;

/**
 * The weights of the losses beside the adversarial one.
 *
 * @param penaltyWeight lambda, the weight of the gradient penalty
 * @param reconstructionWeight alpha, the weight of the reconstruction
 */
public record LossConfig(double penaltyWeight, double reconstructionWeight) {
    private static final double LARGEST = 1e6;

    /** @throws dev.singan.base.UserException where a value is out of its range; the message names the property */
    public LossConfig {
        property(
                penaltyWeight >= 0 && penaltyWeight <= LARGEST,
                "singan.gan.lambda",
                penaltyWeight,
                "from 0 to a million, such as 0.1");
        property(
                reconstructionWeight > 0 && reconstructionWeight <= LARGEST,
                "singan.gan.alpha",
                reconstructionWeight,
                "above 0 and at most a million, such as 10");
    }

    /** The same with another {@link #penaltyWeight}. */
    public LossConfig withPenaltyWeight(double value) {
        return new LossConfig(value, reconstructionWeight);
    }

    /** The same with another {@link #reconstructionWeight}. */
    public LossConfig withReconstructionWeight(double value) {
        return new LossConfig(penaltyWeight, value);
    }
}
