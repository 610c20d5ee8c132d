package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Seeds;
import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.StepConfig;
import dev.singan.gan.model.GeneratorChain;
import dev.singan.gan.model.InitialWeights;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.ScaleModel;
import dev.singan.gan.model.StreamNoise;
import dev.singan.image.FloatImage;
import dev.singan.tensor.CounterRandom;
import dev.singan.tensor.cuda.CudaEngine;
import dev.singan.tensor.cuda.FakeCuda;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole iterations on the device compute the bits of the same steps one by one, with noise, images and mixtures made by Java. */
@ExtendWith(FakeCuda.Installed.class)
class WholeIterationsTest {
    private static final int ITERATIONS = 3;

    /** Hides that an engine makes whole iterations. */
    private record StepByStep(Engine engine) implements Engine {
        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public String description() {
            return engine.description();
        }

        @Override
        public StepEngine open(ScaleShape shape, StepSettings settings) {
            return engine.open(shape, settings);
        }

        @Override
        public FrozenGenerator freeze(NetState generator) {
            return engine.freeze(generator);
        }

        @Override
        public Layers layers(double slope) {
            return engine.layers(slope);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, STALE, FIXED, 0, 3, 3", "3, FRESH, OFFICIAL, 2, 2, 1", "3, STALE, OFFICIAL, 0, 1, 2"})
    void theyHaveTheBitsOfSingleSteps(
            int channels,
            GeneratorSteps mode,
            ReconstructionNoise noise,
            int period,
            int criticSteps,
            int generatorSteps) {
        SinganConfig config = SinganConfig.withDefaults()
                .withPyramid(p -> p.withChannels(channels).withImageSize(0).withMinSize(13))
                .withNetworks(n -> n.withFilters(12))
                .withOptimiser(o -> o.withIterations(ITERATIONS).withOptimizerPeriod(period))
                .withSteps(s -> new StepConfig(s.noiseAmplitude(), criticSteps, generatorSteps, mode, noise));
        Engine engine = new CudaEngine();
        Trained whole = train(engine, config);
        Trained single = train(new StepByStep(engine), config);
        assertThat(single.rows).hasSize(3 * ITERATIONS).allMatch(LossRow::isFinite);
        assertThat(whole.rows).isEqualTo(single.rows);
        for (int k = 0; k < whole.models.size(); k++) {
            same(whole.models.get(k).generator(), single.models.get(k).generator());
            same(whole.models.get(k).critic(), single.models.get(k).critic());
            assertThat(whole.models.get(k).reconstructionNoise().data())
                    .isEqualTo(single.models.get(k).reconstructionNoise().data());
        }
        assertThat(whole.position).isEqualTo(single.position);
    }

    private static void same(NetState actual, NetState expected) {
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
        assertThat(actual.firstMoment()).isEqualTo(expected.firstMoment());
        assertThat(actual.secondMoment()).isEqualTo(expected.secondMoment());
        assertThat(actual.runningMean()).isEqualTo(expected.runningMean());
        assertThat(actual.runningVar()).isEqualTo(expected.runningVar());
        assertThat(actual.batches()).isEqualTo(expected.batches());
        assertThat(actual.step()).isEqualTo(expected.step());
    }

    private record Trained(List<LossRow> rows, List<ScaleModel> models, String position) {}

    /** Three scales, so that images come from more than one below. */
    private static Trained train(Engine engine, SinganConfig config) {
        FloatImage image = waves(config.pyramid().channels(), 24, 21);
        Pyramid pyramid = Pyramid.of(24, 21, config);
        List<FloatImage> reals = pyramid.images(image, config);
        List<LossRow> rows = new ArrayList<>();
        List<ScaleModel> models = new ArrayList<>();
        StreamNoise noise = new StreamNoise(new CounterRandom(42));
        try (GeneratorChain chain = new GeneratorChain(pyramid, engine)) {
            for (int k = 0; k < 3; k++) {
                FloatImage real = reals.get(k);
                ScaleShape shape =
                        new ScaleShape(config.pyramid().channels(), real.height(), real.width(), config.filters(k));
                NetState generator = InitialWeights.draw(shape.layout(Net.GENERATOR), new Seeds(k).stream("g"));
                NetState critic = InitialWeights.draw(shape.layout(Net.CRITIC), new Seeds(k).stream("c"));
                try (ScaleTrainer trainer = new ScaleTrainer(config, real, chain, engine, generator, critic, noise)) {
                    trainer.begin();
                    while (trainer.iteration() < ITERATIONS) {
                        rows.addAll(trainer.iterate(ITERATIONS - trainer.iteration()));
                    }
                    models.add(trainer.model());
                    chain.add(trainer.model());
                }
            }
        }
        return new Trained(rows, models, noise.position());
    }

    private static FloatImage waves(int channels, int height, int width) {
        float[] data = new float[channels * height * width];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (0.8 * Math.sin(0.37 * i) * Math.cos(0.011 * i));
        }
        return new FloatImage(channels, height, width, data);
    }
}
