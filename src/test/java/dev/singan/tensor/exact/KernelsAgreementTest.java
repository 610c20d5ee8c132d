package dev.singan.tensor.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.exact.kernel.Kernels;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Vectors and plain Java, one thread and several, compute the same bits at any size. */
class KernelsAgreementTest {
    @Property(tries = 25)
    void everyParameterIsTheSame(
            @ForAll boolean color,
            @ForAll @IntRange(min = 11, max = 40) int height,
            @ForAll @IntRange(min = 11, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 70) int filters,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll long seed) {
        ScaleShape shape = new ScaleShape(color ? 3 : 1, height, width, filters);
        float[][] expected = steps(new ExactEngine(Kernels.plain(), 1), shape, seed);
        float[][] actual = steps(new ExactEngine(Kernels.best(), threads), shape, seed);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isEqualTo(expected[i]);
        }
    }

    private static float[][] steps(ExactEngine engine, ScaleShape shape, long seed) {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(seed);
        try (StepEngine steps = engine.open(shape, StepSettings.published())) {
            for (Net net : Net.values()) {
                NetLayout layout = shape.layout(net);
                float[] parameters = values(layout.length(), 0.05f, random);
                for (int b = 0; b < NetLayout.BLOCKS; b++) {
                    for (int c = 0; c < layout.filters(); c++) {
                        parameters[layout.gamma(b) + c] += 1;
                    }
                }
                steps.load(NetState.fresh(layout, parameters));
            }
            int length = shape.imageLength();
            steps.setReal(values(length, 1, random));
            steps.setReconstruction(values(length, 1, random), values(length, 1, random));
            steps.generate(values(length, 1, random), values(length, 1, random));
            steps.criticStep(0.3f, 5e-4);
            steps.generatorStep(GeneratorSteps.STALE, 5e-4);
            steps.generatorStep(GeneratorSteps.FRESH, 5e-4);
            steps.criticStep(0.6f, 5e-4);
            return new float[][] {
                steps.save(Net.GENERATOR).parameters(),
                steps.save(Net.CRITIC).parameters(),
                steps.save(Net.CRITIC).runningVar(),
                steps.fake(),
                steps.reconstruction()
            };
        }
    }

    private static float[] values(int length, float range, UniformRandomProvider random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = range * (2 * random.nextFloat() - 1);
        }
        return values;
    }
}
