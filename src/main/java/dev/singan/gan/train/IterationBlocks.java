package dev.singan.gan.train;

import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.GeneratorChain;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.StreamNoise;
import dev.singan.tensor.CounterRandom;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.IterationEngine;
import dev.singan.tensor.engine.IterationPlan;
import dev.singan.tensor.engine.Iterations;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A scale's iterations on an engine that makes whole ones, several per call. How many has no influence on what they compute. */
final class IterationBlocks {
    /** A call takes about so long, so that progress is seen and a request to stop is heard. */
    private static final long NANOSECONDS = 300_000_000L;

    private final SinganConfig config;
    private final ScaleShape shape;
    private final IterationPlan plan;
    private final Iterations iterations;
    private final CounterRandom random;
    private int length = 1;
    private long lastBlock;

    private IterationBlocks(
            SinganConfig config, ScaleShape shape, IterationPlan plan, Iterations iterations, CounterRandom random) {
        this.config = config;
        this.shape = shape;
        this.plan = plan;
        this.iterations = iterations;
        this.random = random;
    }

    /** Opens them where the engine, the noise and the scales below allow it. */
    static @Nullable IterationBlocks of(
            SinganConfig config, ScaleShape shape, GeneratorChain below, Engine engine, float amplitude, Noise noise) {
        if (!(engine instanceof IterationEngine able)
                || !(noise instanceof StreamNoise stream)
                || config.noisePadding()) {
            return null;
        }
        return below.lower()
                .map(lower -> new IterationPlan(
                        config.steps().criticSteps(),
                        config.steps().generatorSteps(),
                        config.steps().generatorMode(),
                        lower.isEmpty() && config.steps().reconstructionNoise() == ReconstructionNoise.OFFICIAL,
                        amplitude,
                        stream.random().key(),
                        lower))
                .map(plan -> new IterationBlocks(
                        config, shape, plan, able.open(shape, config.stepSettings(), plan), stream.random()))
                .orElse(null);
    }

    /** The single steps of the same networks; closing them frees all. */
    StepEngine steps() {
        return iterations;
    }

    /** How many iterations the next call had better make. */
    int length(int most) {
        return Math.min(Math.min(most, iterations.most()), length);
    }

    /** Makes iterations. */
    List<Iterations.Losses> iterate(int first, int count) {
        double[] rates = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] = config.optimiser().learningRate(first + i);
        }
        long begin = System.nanoTime();
        List<Iterations.Losses> losses = iterations.iterate(rates, random.position());
        lastBlock = random.position() + (count - 1) * plan.blocks(shape);
        random.seek(random.position() + count * plan.blocks(shape));
        adapt(count, System.nanoTime() - begin);
        return losses;
    }

    private void adapt(int count, long nanoseconds) {
        long fitting = Math.max(1, count * NANOSECONDS / Math.max(1, nanoseconds));
        length = (int) Math.min(fitting, 2L * length);
    }

    /** The noise that the last iteration's reconstruction was made from, where each has its own. */
    Optional<float[]> reconstructionNoise() {
        if (!plan.newReconstruction()) {
            return Optional.empty();
        }
        StreamNoise then = new StreamNoise(new CounterRandom(plan.noiseKey()));
        then.random().seek(lastBlock);
        return Optional.of(
                GeneratorChain.draw(0, shape.channels(), new Pyramid.Size(shape.height(), shape.width()), then));
    }
}
