package dev.singan.gan.train;

import dev.singan.gan.config.Preparation;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.StagePyramid;
import java.util.List;

/** An estimate of how long a SinGAN trains: within a factor of two on a processor with AVX-512, for telling minutes from weeks. */
public final class TrainingTime {
    /**
     * Seconds of a critic and a generator step per position and product of filters, on one thread of the engine exact: measured as 1.2e-9 at
     * 128x128 with 64 filters to 1.8e-9 at 25x25 with 32.
     */
    private static final double PRODUCT = 1.4e-9;

    /** Convolutions of as many filters in as out. */
    private static final int SQUARE_CONVOLUTIONS = 3;

    /** A scale's files and checkpoints, and what the JVM takes to compile its loops. */
    private static final double SECONDS_PER_SCALE = 0.5;

    /** Convolutions of as many filters in as out, forward or for a gradient, in a ConSinGAN's critic step. */
    private static final int CRITIC_PASSES = 30;

    /** Those of an iteration in each of its generator's stages, and what the critic tells the generator. */
    private static final int GENERATOR_PASSES = 24;

    /** Seconds of such a convolution per position and product of filters. */
    private static final double SECONDS_PER_PASS = 1.3e-10;

    /**
     * Seconds of a critic and a generator step on a GPU, whatever the size, and per position and product of filters: measured on an H100 as
     * 0.77 ms at 25x25 with 32 filters, 3.2 ms at 128x128 with 64 and 32 ms at 250x250 with 128.
     */
    private static final double GPU_STEPS = 7.5e-4;

    private static final double GPU_PRODUCT = 3.1e-11;

    private TrainingTime() {}

    /**
     * Seconds that some SinGANs take.
     *
     * @param config how they are trained
     * @param patchSide side of the square patch in pixels
     * @param number how many there are
     * @param processes how many train at a time, on one thread each; on a GPU they share it, and take no less time for that
     * @param gpu whether a GPU is there for those that it can train
     */
    public static double seconds(SinganConfig config, int patchSide, int number, int processes, boolean gpu) {
        if (gpu && config.trainer() instanceof Trainer.Singan) {
            return number * onGpu(config, sizes(config, patchSide));
        }
        return Math.ceil((double) number / processes) * seconds(config, patchSide);
    }

    private static double onGpu(SinganConfig config, List<Pyramid.Size> sizes) {
        double steps = steps(config);
        double seconds = 0;
        for (int k = 0; k < sizes.size(); k++) {
            double positions = (double) sizes.get(k).width() * sizes.get(k).height();
            double filters = config.filters(k);
            seconds += SECONDS_PER_SCALE / 2 + steps * (GPU_STEPS + positions * filters * filters * GPU_PRODUCT);
        }
        return seconds;
    }

    /**
     * Seconds that one SinGAN takes on one thread.
     *
     * @param config how it is trained
     * @param patchSide side of the square patch in pixels
     */
    public static double seconds(SinganConfig config, int patchSide) {
        List<Pyramid.Size> sizes = sizes(config, patchSide);
        if (config.trainer() instanceof Trainer.Consingan) {
            return stages(config, sizes);
        }
        double steps = steps(config);
        double seconds = 0;
        for (int k = 0; k < sizes.size(); k++) {
            double positions = (double) sizes.get(k).width() * sizes.get(k).height();
            double filters = config.filters(k);
            seconds += SECONDS_PER_SCALE + steps * positions * SQUARE_CONVOLUTIONS * filters * filters * PRODUCT;
        }
        return seconds;
    }

    /** Critic and generator steps of a scale, in pairs. */
    private static double steps(SinganConfig config) {
        return (config.steps().criticSteps() + config.steps().generatorSteps())
                / 2.0
                * config.optimiser().iterations();
    }

    /** The critic's steps at a stage's size, and the generator's passes through all stages so far. */
    private static double stages(SinganConfig config, List<Pyramid.Size> sizes) {
        double filters =
                (double) config.networks().filters() * config.networks().filters();
        double seconds = 0;
        double below = 0;
        for (int k = 0; k < sizes.size(); k++) {
            double positions = (double) sizes.get(k).width() * sizes.get(k).height();
            below += positions;
            double passes = config.steps().criticSteps() * CRITIC_PASSES * positions + GENERATOR_PASSES * below;
            seconds += SECONDS_PER_SCALE + config.optimiser().iterations() * passes * filters * SECONDS_PER_PASS;
        }
        return seconds;
    }

    private static List<Pyramid.Size> sizes(SinganConfig config, int patchSide) {
        int side =
                config.pyramid().imageSize() == 0 ? patchSide : config.pyramid().imageSize();
        Preparation preparation = config.pyramid().preparation();
        int height = preparation.height(side);
        int width = preparation.width(side);
        return (config.trainer() instanceof Trainer.Consingan consingan
                        ? StagePyramid.of(height, width, config, consingan)
                        : Pyramid.of(height, width, config))
                .sizes();
    }
}
