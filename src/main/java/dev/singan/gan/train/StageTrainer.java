package dev.singan.gan.train;

import dev.singan.gan.config.Purpose;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.StepConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.StageGenerators;
import dev.singan.gan.model.TrainedConsingan;
import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepEngine.GeneratorLosses;
import dev.singan.tensor.growing.GrowingShape;
import dev.singan.tensor.growing.GrowingSteps;
import dev.singan.tensor.growing.GrownGenerator;
import dev.singan.tensor.growing.NetWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * The iterations of one stage of a ConSinGAN, in the reference implementation's order ({@code train_single_scale}). Random numbers are drawn in
 * this order: the stage's reconstruction noise, then per iteration the noises of all stages so far, coarsest first, and per critic step the
 * mixing weight. The generator's gradient is computed once per iteration, and Adam makes all its steps on it.
 */
final class StageTrainer implements AutoCloseable {
    private final SinganConfig config;
    private final Trainer.Consingan consingan;
    private final GrowingShape shape;
    private final Noise noise;
    private final GrowingSteps steps;
    private final List<TrainedConsingan.Stage> stages;
    private int iteration;

    /**
     * @param real the stage's image
     * @param shape the sizes so far
     * @param stages all stages so far, this one's too
     */
    StageTrainer(
            SinganConfig config,
            Trainer.Consingan consingan,
            FloatImage real,
            GrowingShape shape,
            List<TrainedConsingan.Stage> stages,
            Engine engine,
            NetWeights generator,
            NetWeights critic,
            Noise noise,
            int iterationsDone) {
        this.config = config;
        this.consingan = consingan;
        this.shape = shape;
        this.noise = noise;
        this.stages = List.copyOf(stages);
        iteration = iterationsDone;
        steps = new GrowingSteps(
                engine.layers(consingan.slope()), shape, consingan.trained(), config.stepSettings(), generator, critic);
        steps.setReal(real.data());
        List<float[]> held = new ArrayList<>();
        for (TrainedConsingan.Stage stage : stages) {
            held.add(StageGenerators.scaled(stage.reconstructionNoise().data(), stage.noiseAmplitude()));
        }
        steps.setReconstruction(held);
    }

    /**
     * A stage before its training: draws its reconstruction noise, and finds the amplitude of its noise, which above the coarsest one is
     * {@link StepConfig#noiseAmplitude} times the distance of the image from what the generator makes without noise in the stage.
     *
     * @param below the stages below
     * @param generator the generator with the stage
     */
    static TrainedConsingan.Stage begin(
            SinganConfig config,
            Trainer.Consingan consingan,
            FloatImage real,
            GrowingShape shape,
            List<TrainedConsingan.Stage> below,
            Engine engine,
            NetWeights generator,
            Noise noise) {
        int k = below.size();
        if (k == 0) {
            FloatImage z = config.purpose() == Purpose.ANIMATION ? draw(shape, 0, noise) : real;
            return new TrainedConsingan.Stage(1, z);
        }
        FloatImage z = draw(shape, k, noise);
        List<float[]> still = new ArrayList<>();
        for (TrainedConsingan.Stage stage : below) {
            still.add(StageGenerators.scaled(stage.reconstructionNoise().data(), stage.noiseAmplitude()));
        }
        still.add(new float[z.data().length]);
        try (GrownGenerator silent = new GrownGenerator(engine.layers(consingan.slope()), shape, generator)) {
            float[] made = silent.apply(still);
            double sum = 0;
            for (int i = 0; i < made.length; i++) {
                double d = made[i] - real.data()[i];
                sum += d * d;
            }
            return new TrainedConsingan.Stage(
                    (float) (config.steps().noiseAmplitude() * Math.sqrt(sum / made.length)), z);
        }
    }

    private static FloatImage draw(GrowingShape shape, int stage, Noise noise) {
        int channels = shape.noiseChannels(stage);
        int height = shape.noiseHeight(stage);
        int width = shape.noiseWidth(stage);
        return new FloatImage(channels, height, width, noise.normal(channels, height, width));
    }

    /** Iterations done. */
    int iteration() {
        return iteration;
    }

    /** One iteration. */
    LossRow iterate() {
        List<float[]> entering = new ArrayList<>();
        for (int k = 0; k < shape.stages(); k++) {
            float[] z = noise.normal(shape.noiseChannels(k), shape.noiseHeight(k), shape.noiseWidth(k));
            entering.add(StageGenerators.scaled(z, stages.get(k).noiseAmplitude()));
        }
        steps.generate(entering);
        double rate = config.optimiser().learningRate(iteration);
        CriticLosses critic = new CriticLosses(0, 0, 0);
        for (int i = 0; i < config.steps().criticSteps(); i++) {
            critic = steps.criticStep(noise.uniform(), rate);
        }
        GeneratorLosses generator = steps.generatorStep(config.steps().generatorSteps(), rate, consingan.rateScale());
        return LossRow.of(
                shape.stages() - 1,
                iteration++,
                critic,
                generator,
                config.losses().reconstructionWeight());
    }

    /** A network as it is now. */
    NetWeights save(Net net) {
        return steps.save(net);
    }

    /** The last reconstruction. */
    float[] reconstruction() {
        return steps.reconstruction();
    }

    @Override
    public void close() {
        steps.close();
    }
}
