package dev.singan.gan.config;

import static dev.singan.base.Requirement.property;

/** The way of training, with what it alone needs. */
public sealed interface Trainer {
    /** SinGAN: scale by scale, each with a generator of its own that takes an image (Shaham, Dekel, Michaeli, ICCV 2019). */
    record Singan() implements Trainer {}

    /**
     * ConSinGAN: one generator that grows, several of whose stages are trained at once (Hinz, Fisher, Wang, Wermter, WACV 2021).
     *
     * @param stages stages of the generator, and sizes of the pyramid; 6 in the paper
     * @param trained how many of the newest stages are trained at once; 3 in the paper
     * @param rateScale ratio of the learning rates of a stage and of the one above it, in (0, 1]; 0.1 in the paper
     * @param slope LeakyReLU's slope below zero, in (0, 1); 0.05 in the paper
     */
    record Consingan(int stages, int trained, double rateScale, double slope) implements Trainer {
        private static final int MOST_STAGES = 20;

        /** @throws dev.singan.base.UserException where a value is out of its range; the message names the property */
        public Consingan {
            property(stages >= 2 && stages <= MOST_STAGES, "singan.gan.stages", stages, "from 2 to " + MOST_STAGES);
            property(trained >= 1, "singan.gan.concurrentStages", trained, "at least 1, such as 3");
            property(
                    rateScale > 0 && rateScale <= 1,
                    "singan.gan.rateScale",
                    rateScale,
                    "above 0 and at most 1, such as 0.1");
            property(slope > 0 && slope < 1, "singan.gan.slope", slope, "between 0 and 1, such as 0.05");
        }

        /** The paper's: six stages, three of them trained at once, each with a tenth of the learning rate of the one above it. */
        public static Consingan published() {
            return new Consingan(6, 3, 0.1, 0.05);
        }
    }
}
