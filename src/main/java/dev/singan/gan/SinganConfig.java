package dev.singan.gan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.singan.base.UserException;
import dev.singan.tensor.GeneratorSteps;
import dev.singan.tensor.ScaleShape;
import dev.singan.tensor.StepSettings;
import org.jspecify.annotations.Nullable;

/**
 * How a SinGAN is trained. The architecture (five 3x3 convolutions) is fixed.
 *
 * @param preparation how the patch becomes the training image
 * @param imageSize side of the training image, in pixels; 0 takes the image as it is
 * @param channels 1 (grey) or 3 (three equal channels, as published)
 * @param scaleFactor ratio of neighbouring scales asked for, in (0, 1); the pyramid adjusts it
 * @param minSize shorter side of the coarsest scale, at least 11 (the receptive field)
 * @param maxSize longer side of the finest scale at most
 * @param filters filters of the coarsest four scales; doubled every four scales
 * @param maxFilters filters at most
 * @param iterations iterations per scale
 * @param learningRate Adam's learning rate
 * @param beta1 Adam's first decay
 * @param milestone iteration of a scale from which the learning rate is multiplied by milestoneFactor; 0 for never
 * @param milestoneFactor what the learning rate is multiplied by from the milestone on
 * @param optimizerPeriod iterations after which Adam starts anew; 0 for never
 * @param penaltyWeight lambda, the weight of the gradient penalty
 * @param reconstructionWeight alpha, the weight of the reconstruction
 * @param noiseAmplitude factor between the upsampled reconstruction's error and a scale's noise amplitude
 * @param criticSteps critic steps per iteration
 * @param generatorSteps generator steps per iteration
 * @param generatorMode what the generator steps go back through
 * @param reconstructionNoise the coarsest scale's reconstruction noise
 * @param engine {@code auto}, {@code exact}, {@code cuda}, {@code nd4j} or {@code onednn}
 * @param winograd whether the engine may use Winograd convolutions
 * @param checkpointInterval iterations between checkpoints within a scale, at least 1
 * @param purpose what is trained otherwise than for random samples; null for those
 * @param consingan what makes it a ConSinGAN; null for a SinGAN. A ConSinGAN has as many filters everywhere, and takes no notice of scaleFactor,
 *     maxFilters, optimizerPeriod, generatorMode and reconstructionNoise
 */
public record SinganConfig(
        Preparation preparation,
        int imageSize,
        int channels,
        double scaleFactor,
        int minSize,
        int maxSize,
        int filters,
        int maxFilters,
        int iterations,
        double learningRate,
        double beta1,
        int milestone,
        double milestoneFactor,
        int optimizerPeriod,
        double penaltyWeight,
        double reconstructionWeight,
        double noiseAmplitude,
        int criticSteps,
        int generatorSteps,
        GeneratorSteps generatorMode,
        ReconstructionNoise reconstructionNoise,
        String engine,
        boolean winograd,
        int checkpointInterval,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Purpose purpose,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ConsinganConfig consingan) {
    private static final double BETA_2 = 0.999;
    private static final double ADAM_EPSILON = 1e-8;
    private static final int SCALES_PER_DOUBLING = 4;
    private static final int CONSINGAN_FILTERS = 64;
    private static final double CONSINGAN_MILESTONE = 0.8;

    /** @throws UserException where a value is out of its range; the message names the property */
    public SinganConfig {
        require(imageSize >= 0, "singan.gan.size", imageSize, "0 (as it is) or a number of pixels");
        require(channels == 1 || channels == 3, "singan.channels", channels, "1 or 3");
        require(scaleFactor > 0 && scaleFactor < 1, "singan.gan.scaleFactor", scaleFactor, "between 0 and 1");
        require(
                minSize >= ScaleShape.RECEPTIVE_FIELD,
                "singan.gan.minSize",
                minSize,
                "at least " + ScaleShape.RECEPTIVE_FIELD + ", what one value of the critic sees");
        require(maxSize >= minSize, "singan.gan.maxSize", maxSize, "at least singan.gan.minSize, " + minSize);
        require(filters >= 1, "singan.gan.filters", filters, "at least 1");
        require(maxFilters >= filters, "singan.gan.maxFilters", maxFilters, "at least singan.gan.filters, " + filters);
        require(iterations >= 1, "singan.gan.iterations", iterations, "at least 1");
        require(learningRate > 0, "singan.gan.learningRate", learningRate, "above 0, such as 0.0005");
        require(beta1 >= 0 && beta1 < 1, "singan.gan.beta", beta1, "in [0, 1), such as 0.5");
        require(milestone >= 0, "singan.gan.milestone", milestone, "0 (never) or an iteration");
        require(milestoneFactor > 0, "singan.gan.milestoneFactor", milestoneFactor, "above 0");
        require(
                optimizerPeriod >= 0,
                "singan.gan.optimizerPeriod",
                optimizerPeriod,
                "0 (never) or a number of iterations");
        require(penaltyWeight >= 0, "singan.gan.lambda", penaltyWeight, "at least 0, such as 0.1");
        require(reconstructionWeight > 0, "singan.gan.alpha", reconstructionWeight, "above 0, such as 10");
        require(noiseAmplitude > 0, "singan.gan.noiseAmplitude", noiseAmplitude, "above 0, such as 0.1");
        require(criticSteps >= 1, "singan.gan.criticSteps", criticSteps, "at least 1");
        require(generatorSteps >= 1, "singan.gan.generatorSteps", generatorSteps, "at least 1");
        // Fewer would pass for an image.
        require(consingan == null || filters >= 4, "singan.gan.filters", filters, "at least 4 for a ConSinGAN");
        require(checkpointInterval >= 1, "singan.gan.checkpointInterval", checkpointInterval, "at least 1");
    }

    private static void require(boolean holds, String property, Object value, String expected) {
        if (!holds) {
            throw new UserException(property + " is " + value + ", but it must be " + expected + ": set -D" + property
                    + " to such a value");
        }
    }

    /** The embedded study's: one channel, 64x64, four scales of 300 iterations. */
    public static SinganConfig withDefaults() {
        return new SinganConfig(
                Preparation.SQUARE,
                64,
                1,
                0.62,
                25,
                250,
                32,
                128,
                300,
                5e-4,
                0.5,
                1600,
                0.1,
                0,
                0.1,
                10,
                0.1,
                3,
                3,
                GeneratorSteps.STALE,
                ReconstructionNoise.FIXED,
                "auto",
                false,
                100,
                null,
                null);
    }

    /** A published recipe in full: three channels, its own image preparation and length. */
    public static SinganConfig of(Recipe recipe) {
        SinganConfigBuilder published =
                withDefaults().toBuilder().channels(3).imageSize(0).scaleFactor(0.75);
        return switch (recipe) {
            case OFFICIAL -> published.iterations(2000).build();
            case THESIS_CODE ->
                published
                        .preparation(Preparation.THESIS)
                        .scaleFactor(0.8)
                        .iterations(100 * 2 * 30)
                        .milestone(0)
                        .optimizerPeriod(30)
                        .build();
            case IWBI_TEXT ->
                published
                        .preparation(Preparation.THESIS)
                        .scaleFactor(0.8)
                        .iterations(30)
                        .milestone(0)
                        .build();
        };
    }

    /**
     * The ConSinGAN of these values, as its paper has it: 64 filters, and a learning rate that falls after 80 % of the iterations, given by
     * {@link #iterations}.
     */
    public SinganConfig consingan(ConsinganConfig how) {
        return toBuilder()
                .consingan(how)
                .filters(CONSINGAN_FILTERS)
                .maxFilters(Math.max(maxFilters, CONSINGAN_FILTERS))
                .milestone((int) Math.round(CONSINGAN_MILESTONE * iterations))
                .build();
    }

    /** A builder that starts from these values. */
    public SinganConfigBuilder toBuilder() {
        return new SinganConfigBuilder(this);
    }

    /** Whether the generators' input is bordered by noise instead of zeros. */
    boolean noisePadding() {
        return purpose == Purpose.ANIMATION;
    }

    /** The filters of a scale, counted from the coarsest one. */
    public int filters(int scale) {
        if (consingan != null) {
            return filters;
        }
        return (int) Math.min((long) filters << Math.min(scale / SCALES_PER_DOUBLING, 30), maxFilters);
    }

    /** The learning rate of an iteration of a scale, counted from 0. */
    public double learningRate(int iteration) {
        return milestone > 0 && iteration >= milestone ? learningRate * milestoneFactor : learningRate;
    }

    /** The constants of the steps. */
    @JsonIgnore
    public StepSettings stepSettings() {
        return new StepSettings(beta1, BETA_2, ADAM_EPSILON, penaltyWeight, reconstructionWeight);
    }
}
