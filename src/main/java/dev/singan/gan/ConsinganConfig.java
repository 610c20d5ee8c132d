package dev.singan.gan;

import dev.singan.base.UserException;

/**
 * What a ConSinGAN has beyond {@link SinganConfig} (Hinz, Fisher, Wang, Wermter, WACV 2021).
 *
 * @param stages stages of the generator, and sizes of the pyramid; 6 in the paper
 * @param trained how many of the newest stages are trained at once; 3 in the paper
 * @param rateScale ratio of the learning rates of a stage and of the one above it, in (0, 1]; 0.1 in the paper
 * @param slope LeakyReLU's slope below zero, in (0, 1); 0.05 in the paper
 */
public record ConsinganConfig(int stages, int trained, double rateScale, double slope) {
    private static final int MOST_STAGES = 20;

    /** @throws UserException where a value is out of its range; the message names the property */
    public ConsinganConfig {
        require(stages >= 2 && stages <= MOST_STAGES, "singan.gan.stages", stages, "from 2 to " + MOST_STAGES);
        require(trained >= 1, "singan.gan.concurrentStages", trained, "at least 1, such as 3");
        require(
                rateScale > 0 && rateScale <= 1,
                "singan.gan.rateScale",
                rateScale,
                "above 0 and at most 1, such as 0.1");
        require(slope > 0 && slope < 1, "singan.gan.slope", slope, "between 0 and 1, such as 0.05");
    }

    private static void require(boolean holds, String property, Object value, String expected) {
        if (!holds) {
            throw new UserException(property + " is " + value + ", but it must be " + expected + ": set -D" + property
                    + " to such a value");
        }
    }

    /** The paper's: six stages, three of them trained at once, each with a tenth of the learning rate of the one above it. */
    public static ConsinganConfig published() {
        return new ConsinganConfig(6, 3, 0.1, 0.05);
    }
}
