package dev.singan.gan.config;

import static dev.singan.base.Requirement.property;
import static dev.singan.base.Requirement.value;

/**
 * How long a scale is trained, and with which Adam.
 *
 * @param iterations iterations per scale
 * @param learningRate Adam's learning rate
 * @param beta1 Adam's first decay
 * @param milestone iteration of a scale from which the learning rate is multiplied by milestoneFactor; 0 for never
 * @param milestoneFactor what the learning rate is multiplied by from the milestone on
 * @param optimizerPeriod iterations after which Adam starts anew; 0 for never. A ConSinGAN takes no notice of it
 */
public record OptimiserConfig(
        int iterations, double learningRate, double beta1, int milestone, double milestoneFactor, int optimizerPeriod) {
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final double FASTEST = 1e9;

    /**
     * @throws dev.singan.base.UserException where a value that a goal sets is out of its range; the message names the property
     * @throws IllegalArgumentException where another one is
     */
    public OptimiserConfig {
        property(
                iterations >= 1 && iterations <= MOST_ITERATIONS,
                "singan.gan.iterations",
                iterations,
                "from 1 to " + MOST_ITERATIONS);
        property(
                learningRate > 0 && learningRate <= FASTEST,
                "singan.gan.learningRate",
                learningRate,
                "above 0 and at most a billion, such as 0.0005");
        value(beta1 >= 0 && beta1 < 1, "beta1", beta1, "in [0, 1), such as 0.5");
        property(milestone >= 0, "singan.gan.milestone", milestone, "0 (never) or an iteration");
        value(milestoneFactor > 0 && milestoneFactor <= 1, "milestoneFactor", milestoneFactor, "above 0 and at most 1");
        value(optimizerPeriod >= 0, "optimizerPeriod", optimizerPeriod, "0 (never) or a number of iterations");
    }

    /** The same with other {@link #iterations}. */
    public OptimiserConfig withIterations(int value) {
        return new OptimiserConfig(value, learningRate, beta1, milestone, milestoneFactor, optimizerPeriod);
    }

    /** The same with another {@link #learningRate}. */
    public OptimiserConfig withLearningRate(double value) {
        return new OptimiserConfig(iterations, value, beta1, milestone, milestoneFactor, optimizerPeriod);
    }

    /** The same with another {@link #milestone}. */
    public OptimiserConfig withMilestone(int value) {
        return new OptimiserConfig(iterations, learningRate, beta1, value, milestoneFactor, optimizerPeriod);
    }

    /** The same with another {@link #optimizerPeriod}. */
    public OptimiserConfig withOptimizerPeriod(int value) {
        return new OptimiserConfig(iterations, learningRate, beta1, milestone, milestoneFactor, value);
    }

    /** The learning rate of an iteration of a scale, counted from 0. */
    public double learningRate(int iteration) {
        return milestone > 0 && iteration >= milestone ? learningRate * milestoneFactor : learningRate;
    }
}
