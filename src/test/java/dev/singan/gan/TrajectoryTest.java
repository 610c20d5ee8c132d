package dev.singan.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.image.FloatImage;
import dev.singan.tensor.Engine;
import dev.singan.tensor.Engines;
import dev.singan.tensor.GeneratorSteps;
import dev.singan.tensor.Net;
import dev.singan.tensor.NetLayout;
import dev.singan.tensor.NetState;
import dev.singan.tensor.Safetensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Training follows PyTorch: two scales of 20 iterations from the same weights with the same random numbers, each loss within 1e-3 of its
 * size or 3 times what rounding alone does to PyTorch's own (the envelope of its float64 run and of float32 runs whose weights start moved by
 * their rounding). Expected values: {@code trajectory()} of {@code src/test/reference/singan_reference.py}.
 */
class TrajectoryTest {
    private static final int ITERATIONS = 20;
    private static final int COLUMNS = 5;

    @ParameterizedTest
    @CsvSource({"1,STALE", "1,FRESH", "3,STALE", "3,FRESH"})
    void everyLossOfTwoScalesIsPyTorchs(int channels, GeneratorSteps mode) throws Exception {
        Safetensors file = Safetensors.read(Path.of(TrajectoryTest.class
                .getResource("/singan/trajectory-" + channels + ".safetensors")
                .toURI()));
        Engine engine = Engines.of("nd4j", false);
        SinganConfig config = SinganConfig.withDefaults().toBuilder()
                .channels(channels)
                .filters(Integer.parseInt(file.metadata().get("filters")))
                .scaleFactor(0.75)
                .minSize(16)
                .iterations(ITERATIONS)
                .generatorMode(mode)
                .build();
        int[] shape = file.get("image").shape();
        FloatImage image =
                new FloatImage(channels, shape[1], shape[2], file.get("image").data());
        Pyramid pyramid = Pyramid.of(image.height(), image.width(), config);
        List<FloatImage> reals = pyramid.images(image, config);
        String prefix = mode.name().toLowerCase(Locale.ROOT) + ".";
        int strict;
        Draws draws = new Draws(file.get("draws").data());
        try (GeneratorChain chain = new GeneratorChain(pyramid, engine)) {
            NetState generator = state(file, "scale-0.generator", Net.GENERATOR, config);
            NetState critic = state(file, "scale-0.critic", Net.CRITIC, config);
            ScaleModel coarsest;
            try (ScaleTrainer trainer =
                    new ScaleTrainer(config, reals.get(0), chain, engine, generator, critic, draws)) {
                trainer.begin();
                strict = compare(trainer, file, prefix, 0);
                coarsest = trainer.model();
            }
            NetState trained = trained(file, prefix, config);
            chain.add(new ScaleModel(coarsest.shape(), trained, critic, 1, coarsest.reconstructionNoise()));
            NetState critic1 = state(file, prefix + "trained.critic", Net.CRITIC, config);
            try (ScaleTrainer trainer = new ScaleTrainer(
                    config, reals.get(1), chain, engine, trained.withFreshOptimizer(), critic1, draws)) {
                trainer.begin();
                assertThat(trainer.model().noiseAmplitude())
                        .isCloseTo(file.get(prefix + "amplitude.1").data()[0], within(1e-5f));
                strict += compare(trainer, file, prefix, ITERATIONS);
            }
        }
        assertThat(strict).as("iterations held to 1e-3").isPositive();
        assertThat(draws.left()).isZero();
    }

    /** The number of iterations that were held to 1e-3. */
    private static int compare(ScaleTrainer trainer, Safetensors file, String prefix, int from) {
        float[] expected = file.get(prefix + "losses").data();
        float[] gap = file.get(prefix + "gap").data();
        int strict = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            LossRow row = trainer.iterate();
            double[] actual = {
                row.criticReal(),
                row.criticFake(),
                row.gradientPenalty(),
                row.generatorAdversarial(),
                row.reconstruction()
            };
            for (int c = 0; c < COLUMNS; c++) {
                double loss = expected[(from + i) * COLUMNS + c];
                double bound = Math.max(1e-3 * Math.max(1, Math.abs(loss)), 3 * gap[from + i]);
                assertThat(actual[c]).as("column %d of %s", c, row).isCloseTo(loss, within(bound));
            }
            strict += 3 * gap[from + i] <= 1e-3 ? 1 : 0;
        }
        return strict;
    }

    private static NetState state(Safetensors file, String name, Net net, SinganConfig config) {
        NetLayout layout = new NetLayout(net, config.channels(), config.filters());
        return NetState.fresh(layout, file.get(name).data());
    }

    private static NetState trained(Safetensors file, String prefix, SinganConfig config) {
        NetState fresh = state(file, prefix + "trained.generator", Net.GENERATOR, config);
        return new NetState(
                fresh.layout(),
                fresh.parameters(),
                file.get(prefix + "trained.running_mean").data(),
                file.get(prefix + "trained.running_var").data(),
                0,
                fresh.firstMoment(),
                fresh.secondMoment(),
                0);
    }

    /** The reference's random numbers, one after the other. */
    private static final class Draws implements Noise {
        private final float[] values;
        private int next;

        Draws(float[] values) {
            this.values = values;
        }

        @Override
        public float[] normal(int channels, int height, int width) {
            next += channels * height * width;
            return Arrays.copyOfRange(values, next - channels * height * width, next);
        }

        @Override
        public float uniform() {
            return values[next++];
        }

        int left() {
            return values.length - next;
        }
    }
}
