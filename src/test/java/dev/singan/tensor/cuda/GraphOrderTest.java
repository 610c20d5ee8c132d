package dev.singan.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.image.Bicubic;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.IterationPlan;
import dev.singan.tensor.engine.Iterations;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A graph's kernels may run in any order that its dependencies allow, and a block's threads in any: a GPU does as it likes. The fake driver takes
 * them in other orders; where something is read before it is written, or written over before it is read, the bits differ.
 */
@ExtendWith(FakeCuda.Installed.class)
class GraphOrderTest {
    private static final ScaleShape SHAPE = new ScaleShape(1, 14, 13, 10);
    private static final int ORDERS = 4;

    private FakeCuda.Controls fake;

    @BeforeEach
    void driver() {
        fake = FakeCuda.use();
    }

    @AfterEach
    void asBefore() {
        fake.fake_cuda_reset();
    }

    @ParameterizedTest
    @EnumSource(GeneratorSteps.class)
    void noOrderOfTheKernelsChangesABit(GeneratorSteps mode) {
        List<float[]> expected = train(mode);
        for (int order = 1; order <= ORDERS; order++) {
            fake.fake_cuda_order(order);
            List<float[]> actual = train(mode);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i)).as("result %d in order %d", i, order).isEqualTo(expected.get(i));
            }
        }
        assertThat(expected.get(0)).doesNotContain(Float.NaN);
    }

    private static List<float[]> train(GeneratorSteps mode) {
        Random random = new Random(3);
        NetLayout layoutBelow = new ScaleShape(1, 11, 11, 6).layout(Net.GENERATOR);
        IterationPlan.Lower below = new IterationPlan.Lower(
                NetState.fresh(layoutBelow, values(layoutBelow.length(), random)),
                1,
                11,
                11,
                Bicubic.officialAxis(11, SHAPE.height(), 1.3),
                Bicubic.officialAxis(11, SHAPE.width(), 1.3));
        IterationPlan plan = new IterationPlan(2, 2, mode, false, 0.5f, 11, List.of(below));
        List<float[]> results = new ArrayList<>();
        try (Iterations iterations = new CudaEngine().open(SHAPE, StepSettings.published(), plan)) {
            for (Net net : Net.values()) {
                NetLayout layout = SHAPE.layout(net);
                iterations.load(NetState.fresh(layout, values(layout.length(), random)));
            }
            iterations.setReal(values(SHAPE.imageLength(), random));
            iterations.setReconstruction(new float[SHAPE.imageLength()], new float[SHAPE.imageLength()]);
            for (Iterations.Losses losses : iterations.iterate(new double[] {5e-4, 5e-4}, 5)) {
                results.add(new float[] {
                    (float) losses.critic().penalty(),
                    (float) losses.generator().reconstruction()
                });
            }
            for (Net net : Net.values()) {
                NetState state = iterations.save(net);
                results.add(state.parameters());
                results.add(state.secondMoment());
                results.add(state.runningMean());
                results.add(state.runningVar());
            }
        }
        return results;
    }

    private static float[] values(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return values;
    }
}
