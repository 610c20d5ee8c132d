package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.StepSettings;

/**
 * Where a launch finds Adam's constants.
 *
 * @param schedule rate and epsilon of each step, pairs of floats
 * @param cursor the number of the iteration; without one the first row is read
 * @param index which of the iteration's steps
 * @param perIteration steps of an iteration
 * @param settings the decays
 */
record AdamPlace(Region schedule, Region cursor, int index, int perIteration, StepSettings settings) {
    /** The fields of the kernels' struct of this name, in its order. */
    Object[] fields() {
        return new Object[] {
            schedule,
            cursor,
            index,
            perIteration,
            (float) settings.beta1(),
            (float) (1 - settings.beta1()),
            (float) settings.beta2(),
            (float) (1 - settings.beta2())
        };
    }

    /**
     * What a step multiplies by and adds, in the bias-corrected form: rate = -lr / (1 - b1^t) * root, epsilon = eps * root, with
     * root = sqrt(1 - b2^t).
     *
     * @param step the step's number t, from 1 on
     */
    static float[] constants(StepSettings settings, double learningRate, long step) {
        double root = Math.sqrt(1 - StrictMath.pow(settings.beta2(), step));
        double correction = 1 - StrictMath.pow(settings.beta1(), step);
        return new float[] {(float) (-learningRate / correction * root), (float) (settings.epsilon() * root)};
    }
}
