package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.FormulaWeights;
import dev.singan.gan.config.Purpose;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.GeneratorChain;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.ScaleModel;
import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engines.Engines;
import dev.singan.tensor.file.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Training with noise around the generators' input (animation), and on few colours (paint), follows PyTorch's autograd in float64: five iterations of
 * a scale above another. Expected losses: {@code src/test/reference/modes_training.py}.
 */
class ModesTrainingTest {
    private static final int CHANNELS = 3;
    private static final int FILTERS = 8;
    private static final double FIRST = 2e-4;
    private static final double LATER = 1e-3;
    /** A value on the border between two colours may fall to either: float32 and float64 then go on with another picture. */
    private static final double LATER_PAINTED = 5e-3;

    private static final float[] CENTRES = {-0.8f, -0.3f, 0, 0.4f, 0.9f};
    private static final List<Pyramid.Size> SIZES = List.of(new Pyramid.Size(15, 18), new Pyramid.Size(20, 24));

    @ParameterizedTest
    @CsvSource({"animation,exact", "paint,exact", "animation,nd4j", "paint,nd4j"})
    void lossesAreThoseOfPyTorch(String mode, String engineName) throws Exception {
        Safetensors file = Safetensors.read(Path.of(ModesTrainingTest.class
                .getResource("/singan/modes-training.safetensors")
                .toURI()));
        boolean animation = mode.equals("animation");
        SinganConfig config = SinganConfig.withDefaults()
                .withPyramid(p -> p.withChannels(CHANNELS))
                .withNetworks(n -> n.withFilters(FILTERS))
                .withPurpose(animation ? Purpose.ANIMATION : null);
        UnaryOperator<FloatImage> injected = animation ? UnaryOperator.identity() : ModesTrainingTest::quantize;
        Engine engine = Engines.of(engineName);
        FloatImage real = image("real", 1, SIZES.get(1), 0);
        float[] losses = file.get(mode).data();
        try (GeneratorChain below = new GeneratorChain(new Pyramid(0.75, SIZES), engine)) {
            below.add(new ScaleModel(
                    new ScaleShape(CHANNELS, 15, 18, FILTERS),
                    state("below", Net.GENERATOR),
                    state("critic", Net.CRITIC),
                    1,
                    image("z_opt", 3, SIZES.get(0), animation ? 10 : 0)));
            try (ScaleTrainer trainer = new ScaleTrainer(
                    config,
                    real,
                    below,
                    engine,
                    state("generator", Net.GENERATOR),
                    state("critic", Net.CRITIC),
                    new Draws(),
                    injected)) {
                trainer.begin();
                assertThat(trainer.model().noiseAmplitude())
                        .isCloseTo(file.get("amplitudes").data()[animation ? 0 : 1], within(1e-5f));
                for (int i = 0; i < losses.length; i += 5) {
                    compare(trainer.iterate(1).get(0), losses, i, i == 0 ? FIRST : animation ? LATER : LATER_PAINTED);
                }
            }
        }
    }

    private static void compare(LossRow row, float[] losses, int from, double bound) {
        double[] actual = {
            row.criticReal(), row.criticFake(), row.gradientPenalty(), row.generatorAdversarial(), row.reconstruction()
        };
        for (int c = 0; c < actual.length; c++) {
            double loss = losses[from + c];
            assertThat(actual[c])
                    .as("column %d of %s", c, row)
                    .isCloseTo(loss, within(bound * Math.max(1, Math.abs(loss))));
        }
    }

    private static FloatImage image(String name, float scale, Pyramid.Size size, int border) {
        int height = size.height() + border;
        int width = size.width() + border;
        return new FloatImage(CHANNELS, height, width, scaled(name, CHANNELS * height * width, scale));
    }

    private static float[] scaled(String name, int count, float scale) {
        float[] values = FormulaWeights.numbers(name, count);
        for (int i = 0; i < count; i++) {
            values[i] *= scale;
        }
        return values;
    }

    /** Each value becomes the nearest of five. */
    private static FloatImage quantize(FloatImage image) {
        float[] data = image.data().clone();
        for (int i = 0; i < data.length; i++) {
            float nearest = CENTRES[0];
            for (float centre : CENTRES) {
                nearest = Math.abs(data[i] - centre) < Math.abs(data[i] - nearest) ? centre : nearest;
            }
            data[i] = nearest;
        }
        return new FloatImage(image.channels(), image.height(), image.width(), data);
    }

    /** A network whose parameters are within 0.1, batch norm's weights within 0.1 of 1. */
    private static NetState state(String name, Net net) {
        NetLayout layout = new NetLayout(net, CHANNELS, FILTERS);
        float[] parameters = FormulaWeights.numbers(name, layout.length());
        for (NetLayout.Segment segment : layout.segments()) {
            double centre = segment.name().endsWith("norm.weight") ? 1 : 0;
            for (int i = segment.offset(); i < segment.offset() + segment.length(); i++) {
                parameters[i] = (float) (centre + 0.2 * parameters[i]);
            }
        }
        return NetState.fresh(layout, parameters);
    }

    /** The reference's random numbers, one after the other. */
    private static final class Draws implements Noise {
        private int count;

        @Override
        public float[] normal(int channels, int height, int width) {
            count++;
            return scaled("draw-" + count, channels * height * width, 3);
        }

        @Override
        public float uniform() {
            count++;
            return FormulaWeights.numbers("draw-" + count, 1)[0] + 0.5f;
        }
    }
}
