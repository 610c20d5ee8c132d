package dev.singan.tensor.exact.kernel;

import dev.singan.tensor.engine.StepSettings;

/**
 * The numbers of one step of Adam as PyTorch computes it: epsilon is added after the bias correction (Kingma and Ba 2015, algorithm 1). The
 * step rate/correction1 · m / (√v/root2 + ε) is multiplied through by root2.
 *
 * @param keep1 share of the old mean gradient
 * @param take1 share of the new gradient
 * @param keep2 share of the old mean squared gradient
 * @param take2 share of the new squared gradient
 * @param rate what the quotient is multiplied by, negative
 * @param epsilon what is added to the root
 */
public record Adam(float keep1, float take1, float keep2, float take2, float rate, float epsilon) {
    /** @param step from 1 on */
    public static Adam of(StepSettings settings, double learningRate, long step) {
        double correction1 = 1 - StrictMath.pow(settings.beta1(), step);
        double root2 = Math.sqrt(1 - StrictMath.pow(settings.beta2(), step));
        return new Adam(
                (float) settings.beta1(),
                (float) (1 - settings.beta1()),
                (float) settings.beta2(),
                (float) (1 - settings.beta2()),
                (float) (-learningRate / correction1 * root2),
                (float) (settings.epsilon() * root2));
    }
}
