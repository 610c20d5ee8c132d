package dev.singan.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.exact.ExactEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The GPU's engine gives the bits of the processor's, {@code exact}: of images, losses, gradients, states and samples. */
@ExtendWith(FakeCuda.Installed.class)
class CudaBitsTest {
    private static final double RATE = 5e-4;

    /** One and three channels, odd sizes, every number of channels that the kernels treat otherwise; large ones where a GPU computes them. */
    static Stream<ScaleShape> shapes() {
        Stream<ScaleShape> small = Stream.of(
                new ScaleShape(1, 11, 11, 4),
                new ScaleShape(3, 19, 26, 16),
                new ScaleShape(1, 25, 25, 32),
                new ScaleShape(3, 22, 13, 40));
        Stream<ScaleShape> large = Stream.of(
                new ScaleShape(1, 64, 64, 32),
                new ScaleShape(3, 75, 101, 64),
                new ScaleShape(3, 128, 128, 64),
                new ScaleShape(3, 141, 250, 128));
        return FakeCuda.onDevice() ? Stream.concat(small, large) : small;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void stepsHaveTheBitsOfTheProcessors(ScaleShape shape) {
        Engine exact =
                new ExactEngine(FakeCuda.onDevice() ? Runtime.getRuntime().availableProcessors() : 1);
        Engine cuda = new CudaEngine();
        List<float[]> expected = trace(exact, shape);
        List<float[]> actual = trace(cuda, shape);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(firstDifference(actual.get(i), expected.get(i)))
                    .as("first differing value of result %d of %s", i, shape)
                    .isEqualTo(-1);
        }
    }

    private static int firstDifference(float[] actual, float[] expected) {
        return Arrays.equals(actual, expected) ? -1 : Arrays.mismatch(actual, expected);
    }

    /** Two iterations with steps of both kinds, and all that comes of them. */
    private static List<float[]> trace(Engine engine, ScaleShape shape) {
        Random random = new Random(7);
        List<float[]> results = new ArrayList<>();
        try (StepEngine steps = engine.open(shape, StepSettings.published())) {
            for (Net net : Net.values()) {
                steps.load(state(shape.layout(net), random));
            }
            steps.setReal(image(shape, random));
            steps.setReconstruction(image(shape, random), image(shape, random));
            for (int i = 0; i < 2; i++) {
                float[] input = image(shape, random);
                float[] previous = image(shape, random);
                steps.generate(input, previous);
                results.add(steps.fake());
                StepEngine.CriticLosses critic = steps.criticStep(random.nextFloat(), RATE);
                results.add(bits(critic.real(), critic.fake(), critic.penalty()));
                results.add(steps.gradient(Net.CRITIC));
                for (GeneratorSteps kind : List.of(GeneratorSteps.STALE, GeneratorSteps.STALE, GeneratorSteps.FRESH)) {
                    StepEngine.GeneratorLosses generator = steps.generatorStep(kind, RATE);
                    results.add(bits(generator.adversarial(), generator.reconstruction()));
                    results.add(steps.reconstruction());
                    results.add(steps.gradient(Net.GENERATOR));
                }
            }
            for (Net net : Net.values()) {
                NetState state = steps.save(net);
                results.addAll(List.of(
                        state.parameters(),
                        state.firstMoment(),
                        state.secondMoment(),
                        state.runningMean(),
                        state.runningVar()));
            }
            try (FrozenGenerator frozen = engine.freeze(steps.save(Net.GENERATOR))) {
                results.add(frozen.apply(shape.height(), shape.width(), image(shape, random), image(shape, random)));
            }
        }
        return results;
    }

    /** The bits of doubles, 16 in a float each. */
    private static float[] bits(double... values) {
        float[] bits = new float[4 * values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i / 4]) >>> 16 * (i % 4) & 0xffff;
        }
        return bits;
    }

    private static NetState state(NetLayout layout, Random random) {
        float[] parameters = new float[layout.length()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (0.02 * random.nextGaussian());
        }
        for (int b = 0; b < NetLayout.BLOCKS; b++) {
            for (int c = 0; c < layout.filters(); c++) {
                parameters[layout.gamma(b) + c] += 1;
            }
        }
        return NetState.fresh(layout, parameters);
    }

    private static float[] image(ScaleShape shape, Random random) {
        float[] values = new float[shape.imageLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }
}
