package dev.singan.maven;

import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import dev.singan.maven.build.GanOptions;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that trains SinGANs. A parameter without a value takes the recipe's, and without a recipe the embedded study's: one
 * channel, 64x64 pixels, four scales of 300 iterations.
 */
public abstract class AbstractGanMojo extends AbstractSourceMojo {
    /** A published recipe to start from: {@code official}, {@code thesis-code} or {@code iwbi-text}. */
    @Parameter(property = "singan.gan.recipe")
    private @Nullable String recipe;

    /** Which way of training: {@code singan}, or {@code consingan} (Hinz et al., WACV 2021), one generator that grows. */
    @Parameter(property = "singan.gan.trainer")
    private @Nullable String trainer;

    /** Stages of a ConSinGAN, 6 by default: it takes no notice of the ratio of neighbouring scales. */
    @Parameter(property = "singan.gan.stages")
    private @Nullable Integer stages;

    /** How many of the newest stages of a ConSinGAN are trained at once, 3 by default. */
    @Parameter(property = "singan.gan.concurrentStages")
    private @Nullable Integer concurrentStages;

    /** Ratio of the learning rates of a ConSinGAN's stage and of the one above it, 0.1 by default. */
    @Parameter(property = "singan.gan.rateScale")
    private @Nullable Double rateScale;

    /** Slope of a ConSinGAN's LeakyReLU below zero, 0.05 by default. */
    @Parameter(property = "singan.gan.slope")
    private @Nullable Double slope;

    /** Side of the training image in pixels, to which the patch of 224 is resized; 0 leaves it as it is. */
    @Parameter(property = "singan.gan.size")
    private @Nullable Integer size;

    /** Channels of the images: 1 (grey) or 3 (three equal ones, as published). */
    @Parameter(property = "singan.channels")
    private @Nullable Integer channels;

    /** Ratio of neighbouring scales, above 0 and below 1; the pyramid adjusts it so that the sizes come out even. */
    @Parameter(property = "singan.gan.scaleFactor")
    private @Nullable Double scaleFactor;

    /** Shorter side of the coarsest scale in pixels, at least 11. */
    @Parameter(property = "singan.gan.minSize")
    private @Nullable Integer minSize;

    /** Longer side of the finest scale in pixels, at most. */
    @Parameter(property = "singan.gan.maxSize")
    private @Nullable Integer maxSize;

    /** Filters of the four coarsest scales; they double every four scales. A ConSinGAN has 64 everywhere where none are given. */
    @Parameter(property = "singan.gan.filters")
    private @Nullable Integer filters;

    /** Filters at most. */
    @Parameter(property = "singan.gan.maxFilters")
    private @Nullable Integer maxFilters;

    /** Iterations per scale. */
    @Parameter(property = "singan.gan.iterations")
    private @Nullable Integer iterations;

    /** Learning rate of Adam. */
    @Parameter(property = "singan.gan.learningRate")
    private @Nullable Double learningRate;

    /** Iteration of a scale from which the learning rate is a tenth; 0 for never. A ConSinGAN's default is 0.8 of its iterations. */
    @Parameter(property = "singan.gan.milestone")
    private @Nullable Integer milestone;

    /** Weight of the gradient penalty. */
    @Parameter(property = "singan.gan.lambda")
    private @Nullable Double lambda;

    /** Weight of the reconstruction loss. */
    @Parameter(property = "singan.gan.alpha")
    private @Nullable Double alpha;

    /** What the generator's steps go back through: {@code stale} (as the official code did when it was written) or {@code fresh}. */
    @Parameter(property = "singan.gan.generatorSteps")
    private @Nullable String generatorSteps;

    /**
     * The coarsest scale's reconstruction noise: {@code fixed} (drawn once, as the paper says) or {@code official} (drawn anew in each iteration). The
     * recipes take {@code official}; without one it is {@code fixed}.
     */
    @Parameter(property = "singan.reconstructionNoise")
    private @Nullable String reconstructionNoise;

    /** What computes: {@code exact}, {@code cuda}, {@code nd4j}, or {@code auto}: a GPU where there is one for it, else exact. */
    @Parameter(property = "singan.engine")
    private @Nullable String engine;

    /** Iterations between two checkpoints. */
    @Parameter(property = "singan.gan.checkpointInterval")
    private @Nullable Integer checkpointInterval;

    /** How a SinGAN is trained. */
    final SinganConfig config() {
        return new GanOptions(recipe == null ? SinganConfig.withDefaults() : SinganConfig.of(Recipe.of(recipe)))
                .iterations(iterations)
                .trainer(trainer, stages, concurrentStages, rateScale, slope)
                .pyramid(size, channels, scaleFactor, minSize, maxSize)
                .networks(filters, maxFilters)
                .optimiser(learningRate, milestone)
                .losses(lambda, alpha)
                .steps(generatorSteps, reconstructionNoise)
                .run(engine, checkpointInterval)
                .config();
    }
}
