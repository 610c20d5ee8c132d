package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.FormulaWeights;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.StageGenerators;
import dev.singan.gan.model.StagePyramid;
import dev.singan.gan.model.TrainedConsingan;
import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.StepFixture;
import dev.singan.tensor.engines.Engines;
import dev.singan.tensor.file.Safetensors;
import dev.singan.tensor.growing.ConvolutionLayout;
import dev.singan.tensor.growing.FormulaConvolutions;
import dev.singan.tensor.growing.GrowingShape;
import dev.singan.tensor.growing.NetWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole training follows PyTorch: four growing stages from the same weights with the same random numbers, each loss within 3e-3 of its size or
 * 5 times what rounding the first weights does to PyTorch's own in float64 (a LeakyReLU input that changes its sign moves the losses by that much), and
 * within 1e-5 before the first such change, which the rounding of {@code exact} brings in the second iteration with one channel. Expected values: {@code trajectory()} of
 * {@code src/test/reference/consingan.py}.
 */
class ConsinganTrajectoryTest {
    private static final int COLUMNS = 5;
    private static final double BOUND = 3e-3;

    @ParameterizedTest
    @CsvSource({"1,3,exact,1", "3,2,exact,2", "1,3,nd4j,2", "3,2,nd4j,2"})
    void everyLossOfFourStagesIsPyTorchs(int channels, int trained, String engineName, int withoutChange)
            throws Exception {
        Safetensors file = Safetensors.read(Path.of(ConsinganTrajectoryTest.class
                .getResource("/singan/consingan-trajectory-" + channels + ".safetensors")
                .toURI()));
        Trainer.Consingan consingan = new Trainer.Consingan(4, trained, 0.1, 0.05);
        SinganConfig config = SinganConfig.withDefaults()
                .consingan(consingan)
                .withPyramid(p -> p.withChannels(channels).withMinSize(13))
                .withNetworks(n -> n.withFilters(8))
                .withOptimiser(o -> o.withMilestone(0).withIterations(8));
        Engine engine = Engines.of(engineName);
        int[] extent = file.get("image").shape();
        FloatImage image =
                new FloatImage(channels, extent[1], extent[2], file.get("image").data());
        Pyramid pyramid = StagePyramid.of(image.height(), image.width(), config, consingan);
        List<FloatImage> reals = StagePyramid.images(image, pyramid, config);
        float[] losses = file.get("losses").data();
        float[] gap = file.get("gap").data();
        Draws draws = new Draws();
        List<TrainedConsingan.Stage> stages = new ArrayList<>();
        NetWeights generator =
                FormulaConvolutions.weights("train/generator", ConvolutionLayout.generator(channels, 8, 1));
        NetWeights critic = FormulaConvolutions.weights("train/critic", ConvolutionLayout.critic(channels, 8));
        int strict = 0;
        double envelope = 0;
        for (float g : gap) {
            envelope = Math.max(envelope, g);
        }
        for (int k = 0; k < 4; k++) {
            generator = k == 0 ? generator : GrowingWeights.grown(generator);
            GrowingShape shape = StageGenerators.shape(pyramid.sizes().subList(0, k + 1), channels, 8, 1, 1);
            stages.add(StageTrainer.begin(config, consingan, reals.get(k), shape, stages, engine, generator, draws));
            assertThat(stages.get(k).noiseAmplitude())
                    .isCloseTo(file.get("amplitudes").data()[k], within(1e-4f));
            try (StageTrainer trainer = new StageTrainer(
                    config, consingan, reals.get(k), shape, stages, engine, generator, critic, draws, 0)) {
                for (int i = 0; i < config.optimiser().iterations(); i++) {
                    strict += compare(
                                    trainer.iterate(),
                                    losses,
                                    gap,
                                    k * config.optimiser().iterations() + i)
                            ? 1
                            : 0;
                }
                generator = GrowingWeights.withFreshOptimizer(trainer.save(Net.GENERATOR));
                critic = GrowingWeights.withFreshOptimizer(trainer.save(Net.CRITIC));
            }
        }
        try (StageGenerators generators = new StageGenerators(engine, 0.05, pyramid, generator, stages)) {
            float[] reconstruction = generators.reconstruction().data();
            assertThat(StepFixture.distance(
                            reconstruction, file.get("reconstruction").data()))
                    .isLessThan(Math.max(1e-3, 3 * envelope));
        }
        assertThat(strict).as("iterations held to 1e-5").isGreaterThanOrEqualTo(withoutChange);
    }

    /** Whether all losses are within 1e-5. */
    private static boolean compare(LossRow row, float[] losses, float[] gap, int number) {
        double[] actual = {
            row.criticReal(), row.criticFake(), row.gradientPenalty(), row.generatorAdversarial(), row.reconstruction()
        };
        boolean strict = true;
        for (int c = 0; c < COLUMNS; c++) {
            double loss = losses[number * COLUMNS + c];
            strict &= Math.abs(actual[c] - loss) < 1e-5;
            double bound = Math.max(BOUND * Math.max(1, Math.abs(loss)), 5 * gap[number]);
            assertThat(actual[c]).as("column %d of %s", c, row).isCloseTo(loss, within(bound));
        }
        return strict;
    }

    /** The reference's random numbers, one after the other. */
    private static final class Draws implements Noise {
        private int count;

        @Override
        public float[] normal(int channels, int height, int width) {
            count++;
            float[] values = FormulaWeights.numbers("draw-" + count, channels * height * width);
            for (int i = 0; i < values.length; i++) {
                values[i] *= (float) Math.sqrt(12);
            }
            return values;
        }

        @Override
        public float uniform() {
            count++;
            return FormulaWeights.numbers("draw-" + count, 1)[0] + 0.5f;
        }
    }
}
