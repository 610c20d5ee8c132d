package dev.singan.gan.train;

import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.Crop;
import dev.singan.gan.model.GeneratorChain;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.ScaleModel;
import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.Iterations;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepEngine.GeneratorLosses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The iterations of one scale, in the official code's order ({@code train_single_scale}). Random numbers are drawn in this order:
 * the reconstruction noise (coarsest scale; once, or at the start of each iteration), then per iteration the scale's noise, then per
 * critic step the noises of the scales below, coarsest first, and the mixing weight.
 */
final class ScaleTrainer implements AutoCloseable {
    private final SinganConfig config;
    private final int scale;
    private final GeneratorChain below;
    private final Noise noise;
    private final Pyramid.Size noiseSize;
    private final UnaryOperator<FloatImage> injected;
    private final StepEngine steps;

    /** Whole iterations by the engine, where it makes them. */
    private final @Nullable IterationBlocks blocks;

    private final FloatImage reconstructionBelow;
    private final float noiseAmplitude;
    private float[] reconstructionNoise;
    private int iteration;

    /** Begins a scale whose images from below enter it as they are. */
    ScaleTrainer(
            SinganConfig config,
            FloatImage real,
            GeneratorChain below,
            Engine engine,
            NetState generator,
            NetState critic,
            Noise noise) {
        this(config, real, below, engine, generator, critic, noise, null);
    }

    /**
     * Begins a scale.
     *
     * @param real the scale's image
     * @param below the scales below
     * @param noise where the random numbers come from
     * @param injected what the images from the scales below go through before they enter the scale, such as the quantisation of colours;
     *     the noise's amplitude is found before that; nothing where they enter it as they are
     */
    ScaleTrainer(
            SinganConfig config,
            FloatImage real,
            GeneratorChain below,
            Engine engine,
            NetState generator,
            NetState critic,
            Noise noise,
            @Nullable UnaryOperator<FloatImage> injected) {
        this.config = config;
        this.below = below;
        this.noise = noise;
        scale = below.scales();
        this.injected = injected == null ? UnaryOperator.identity() : injected;
        Pyramid.Size size = new Pyramid.Size(real.height(), real.width());
        ScaleShape shape = new ScaleShape(real.channels(), real.height(), real.width(), config.filters(scale));
        FloatImage reconstruction = below.reconstructionBelow(real.channels());
        noiseAmplitude =
                scale == 0 ? 1 : (float) (config.steps().noiseAmplitude() * rootMeanSquare(real, reconstruction));
        reconstructionBelow = this.injected.apply(reconstruction);
        noiseSize = config.noisePadding() ? GeneratorChain.padded(size) : size;
        reconstructionNoise = new float[real.channels() * noiseSize.height() * noiseSize.width()];
        blocks = injected == null ? IterationBlocks.of(config, shape, below, engine, noiseAmplitude, noise) : null;
        steps = blocks == null ? engine.open(shape, config.stepSettings()) : blocks.steps();
        steps.load(generator);
        steps.load(critic);
        steps.setReal(real.data());
    }

    private static double rootMeanSquare(FloatImage a, FloatImage b) {
        double sum = 0;
        for (int i = 0; i < a.data().length; i++) {
            double d = a.data()[i] - b.data()[i];
            sum += d * d;
        }
        return Math.sqrt(sum / a.data().length);
    }

    /** Draws what is drawn once per scale. Not called where {@link #resume} is. */
    void begin() {
        if (scale == 0 && config.steps().reconstructionNoise() == ReconstructionNoise.FIXED) {
            reconstructionNoise = draw();
        }
        setReconstruction();
    }

    /** Goes on after an iteration with the reconstruction noise that was drawn before. */
    void resume(int iterationsDone, float[] savedReconstructionNoise) {
        iteration = iterationsDone;
        reconstructionNoise = savedReconstructionNoise;
        setReconstruction();
    }

    private float[] draw() {
        return GeneratorChain.draw(scale, steps.shape().channels(), noiseSize, noise);
    }

    private void setReconstruction() {
        steps.setReconstruction(input(reconstructionNoise, reconstructionBelow), reconstructionBelow.data());
    }

    /** The generator's input, with its border where that is noise. */
    private float[] input(float[] z, FloatImage previous) {
        FloatImage placed = config.noisePadding() ? Crop.pad(previous, ScaleShape.PADDING) : previous;
        return GeneratorChain.mix(noiseAmplitude, z, placed.data());
    }

    /** Iterations done. */
    int iteration() {
        return iteration;
    }

    /**
     * Some iterations, at least one.
     *
     * @param most how many at most
     */
    List<LossRow> iterate(int most) {
        int period = config.optimiser().optimizerPeriod();
        if (period > 0 && iteration > 0 && iteration % period == 0) {
            steps.load(steps.save(Net.GENERATOR).withFreshOptimizer());
            steps.load(steps.save(Net.CRITIC).withFreshOptimizer());
        }
        if (blocks == null) {
            return List.of(iterate());
        }
        int count = blocks.length(period > 0 ? Math.min(most, period - iteration % period) : most);
        List<LossRow> rows = new ArrayList<>();
        for (Iterations.Losses losses : blocks.iterate(iteration, count)) {
            rows.add(row(losses.critic(), losses.generator()));
        }
        reconstructionNoise = blocks.reconstructionNoise().orElse(reconstructionNoise);
        return rows;
    }

    /** One iteration, step by step. */
    private LossRow iterate() {
        if (scale == 0 && config.steps().reconstructionNoise() == ReconstructionNoise.OFFICIAL) {
            reconstructionNoise = draw();
            setReconstruction();
        }
        double rate = config.optimiser().learningRate(iteration);
        float[] z = draw();
        CriticLosses critic = new CriticLosses(0, 0, 0);
        for (int i = 0; i < config.steps().criticSteps(); i++) {
            FloatImage previous = injected.apply(below.randomBelow(steps.shape().channels(), noise));
            steps.generate(input(z, previous), previous.data());
            critic = steps.criticStep(noise.uniform(), rate);
        }
        GeneratorLosses generator = new GeneratorLosses(0, 0);
        for (int i = 0; i < config.steps().generatorSteps(); i++) {
            generator = steps.generatorStep(config.steps().generatorMode(), rate);
        }
        return row(critic, generator);
    }

    private LossRow row(CriticLosses critic, GeneratorLosses generator) {
        return LossRow.of(scale, iteration++, critic, generator, config.losses().reconstructionWeight());
    }

    /** The scale as it is now. */
    ScaleModel model() {
        return new ScaleModel(
                steps.shape(),
                steps.save(Net.GENERATOR),
                steps.save(Net.CRITIC),
                noiseAmplitude,
                new FloatImage(
                        steps.shape().channels(), noiseSize.height(), noiseSize.width(), reconstructionNoise.clone()));
    }

    @Override
    public void close() {
        steps.close();
    }
}
