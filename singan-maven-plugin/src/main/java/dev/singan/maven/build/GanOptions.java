package dev.singan.maven.build;

import dev.singan.base.Words;
import dev.singan.gan.config.NetworkConfig;
import dev.singan.gan.config.PyramidConfig;
import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.RunConfig;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.config.TrainerKind;
import dev.singan.maven.TrainMojo;
import dev.singan.maven.image.AbstractImageTrainMojo;
import dev.singan.tensor.engine.GeneratorSteps;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a goal that trains make of a configuration. A parameter without a value, null, leaves the one that is there.
 *
 * <p>Maven fills fields that a goal's own classes declare: of an object inside of a goal it would know neither {@code -D} properties nor
 * the documentation. So the parameters are declared in {@link TrainMojo} and {@link AbstractImageTrainMojo}, with their defaults
 * there, and what they mean stands here alone.
 */
public record GanOptions(SinganConfig config) {
    /** The number of iterations: before {@link #trainer}, as a ConSinGAN's milestone follows from it. */
    public GanOptions iterations(@Nullable Integer iterations) {
        return new GanOptions(config.withOptimiser(o -> o.withIterations(given(iterations, o.iterations()))));
    }

    /** The way of training, and what a ConSinGAN alone has: before all others, as it changes what they start from. */
    public GanOptions trainer(
            @Nullable String trainer,
            @Nullable Integer stages,
            @Nullable Integer concurrentStages,
            @Nullable Double rateScale,
            @Nullable Double slope) {
        if (trainer == null || TrainerKind.of(trainer) == TrainerKind.SINGAN) {
            return this;
        }
        Trainer.Consingan published = Trainer.Consingan.published();
        return new GanOptions(config.consingan(new Trainer.Consingan(
                given(stages, published.stages()),
                given(concurrentStages, published.trained()),
                given(rateScale, published.rateScale()),
                given(slope, published.slope()))));
    }

    /** The image and the sizes at which it is learned. */
    public GanOptions pyramid(
            @Nullable Integer size,
            @Nullable Integer channels,
            @Nullable Double scaleFactor,
            @Nullable Integer minSize,
            @Nullable Integer maxSize) {
        return new GanOptions(config.withPyramid(p -> new PyramidConfig(
                p.preparation(),
                given(size, p.imageSize()),
                given(channels, p.channels()),
                given(scaleFactor, p.scaleFactor()),
                given(minSize, p.minSize()),
                given(maxSize, p.maxSize()))));
    }

    /** The networks' width. */
    public GanOptions networks(@Nullable Integer filters, @Nullable Integer maxFilters) {
        return new GanOptions(config.withNetworks(
                n -> new NetworkConfig(given(filters, n.filters()), given(maxFilters, n.maxFilters()))));
    }

    /** The learning rate and when it falls. */
    public GanOptions optimiser(@Nullable Double learningRate, @Nullable Integer milestone) {
        return new GanOptions(config.withOptimiser(o -> o.withLearningRate(given(learningRate, o.learningRate()))
                .withMilestone(given(milestone, o.milestone()))));
    }

    /** The weights of the losses. */
    public GanOptions losses(@Nullable Double lambda, @Nullable Double alpha) {
        return new GanOptions(config.withLosses(l -> l.withPenaltyWeight(given(lambda, l.penaltyWeight()))
                .withReconstructionWeight(given(alpha, l.reconstructionWeight()))));
    }

    /** What an iteration is made of, in words. */
    public GanOptions steps(@Nullable String generatorSteps, @Nullable String reconstructionNoise) {
        return new GanOptions(config.withSteps(
                s -> s.withGeneratorMode(generatorSteps == null ? s.generatorMode() : mode(generatorSteps))
                        .withReconstructionNoise(
                                reconstructionNoise == null
                                        ? s.reconstructionNoise()
                                        : ReconstructionNoise.of(reconstructionNoise))));
    }

    /** What computes, and how often it is kept. */
    public GanOptions run(@Nullable String engine, @Nullable Integer checkpointInterval) {
        return new GanOptions(config.withRun(
                r -> new RunConfig(given(engine, r.engine()), given(checkpointInterval, r.checkpointInterval()))));
    }

    private static <T> T given(@Nullable T value, T there) {
        return value == null ? there : value;
    }

    private static GeneratorSteps mode(String word) {
        return Words.choice("singan.gan.generatorSteps", word, GeneratorSteps.class);
    }
}
