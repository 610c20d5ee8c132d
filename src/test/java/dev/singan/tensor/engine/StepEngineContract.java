package dev.singan.tensor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What every engine must compute: the numbers of PyTorch's autograd. Bounds are relative distances of whole vectors; PyTorch's own
 * float32 lies within 1e-6 of the float64 that is compared with.
 */
public abstract class StepEngineContract {
    protected static final String[] FIXTURES = StepFixture.NAMES;

    private static final double RATE = 5e-4;
    /** Adam's first steps move each weight by about the learning rate whatever its gradient's size: small gradients are noisy. */
    private static final double AFTER_ADAM = 1e-4;

    /** The engine under test. */
    protected abstract Engine engine();

    /** The largest relative distance of a gradient. */
    protected double tolerance() {
        return 2e-5;
    }

    @ParameterizedTest
    @FieldSource("FIXTURES")
    protected void stepsAreThoseOfPyTorch(String name) {
        StepFixture f = StepFixture.read(name);
        float[] losses = f.get("losses");
        try (StepEngine steps = f.open(engine())) {
            steps.generate(f.get("input"), f.get("previous"));
            close(steps.fake(), f.get("fake"), "fake");
            check(steps.criticStep(0.3f, RATE), losses, 0);
            close(steps.gradient(Net.CRITIC), f.get("critic.gradient"), "critic's gradient");
            after(steps, Net.CRITIC, f.get("critic.1"));
            check(steps.generatorStep(GeneratorSteps.STALE, RATE), losses, 3);
            close(steps.gradient(Net.GENERATOR), f.get("generator.gradient.1"), "generator's gradient");
            after(steps, Net.GENERATOR, f.get("generator.1"));
            check(steps.generatorStep(GeneratorSteps.STALE, RATE), losses, 5);
            close(steps.gradient(Net.GENERATOR), f.get("generator.gradient.2"), "second stale gradient");
            check(steps.generatorStep(GeneratorSteps.FRESH, RATE), losses, 7);
            close(steps.gradient(Net.GENERATOR), f.get("generator.gradient.3"), "fresh gradient");
            after(steps, Net.GENERATOR, f.get("generator.3"));
            check(steps.criticStep(0.8f, RATE), losses, 9);
            close(steps.gradient(Net.CRITIC), f.get("critic.gradient.2"), "critic's second gradient");
            after(steps, Net.CRITIC, f.get("critic.2"));
        }
    }

    @ParameterizedTest
    @FieldSource("FIXTURES")
    protected void runningStatisticsAndEvalModeAreThoseOfPyTorch(String name) {
        StepFixture f = StepFixture.read(name);
        try (StepEngine steps = f.open(engine())) {
            steps.generate(f.get("input"), f.get("previous"));
            steps.criticStep(0.3f, RATE);
            steps.generatorStep(GeneratorSteps.STALE, RATE);
            steps.generatorStep(GeneratorSteps.STALE, RATE);
            steps.generatorStep(GeneratorSteps.FRESH, RATE);
            steps.criticStep(0.8f, RATE);
            for (Net net : Net.values()) {
                String prefix = net == Net.GENERATOR ? "generator" : "critic";
                NetState state = steps.save(net);
                assertThat(state.batches()).isEqualTo((long) f.get(prefix + ".batches")[0]);
                close(state.runningMean(), f.get(prefix + ".running_mean"), "running mean");
                close(state.runningVar(), f.get(prefix + ".running_var"), "running variance");
            }
            ScaleShape shape = f.shape();
            try (FrozenGenerator frozen = engine().freeze(steps.save(Net.GENERATOR))) {
                float[] image = frozen.apply(shape.height(), shape.width(), f.get("input"), f.get("previous"));
                close(image, f.get("eval"), "eval mode");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("FIXTURES")
    protected void savedAndLoadedElsewhereGoesOnWithTheSameBits(String name) {
        StepFixture f = StepFixture.read(name);
        try (StepEngine one = f.open(engine());
                StepEngine other = f.open(engine())) {
            iterate(one, f);
            other.load(one.save(Net.GENERATOR));
            other.load(one.save(Net.CRITIC));
            iterate(one, f);
            iterate(other, f);
            for (Net net : Net.values()) {
                assertThat(other.save(net).parameters()).isEqualTo(one.save(net).parameters());
                assertThat(other.save(net).firstMoment())
                        .isEqualTo(one.save(net).firstMoment());
                assertThat(other.save(net).secondMoment())
                        .isEqualTo(one.save(net).secondMoment());
                assertThat(other.save(net).runningVar()).isEqualTo(one.save(net).runningVar());
                assertThat(other.save(net).step()).isEqualTo(one.save(net).step());
            }
        }
    }

    /** The JVM interprets the first steps and compiles them on the way: neither may change a bit. */
    @Test
    protected void theSameStepsGiveTheSameBitsBeforeAndAfterTheJvmHasCompiledThem() {
        StepFixture f = StepFixture.read(FIXTURES[0]);
        float[] first = afterSomeSteps(f);
        for (int run = 0; run < runs(); run++) {
            assertThat(Arrays.equals(afterSomeSteps(f), first))
                    .as("run %d", run)
                    .isTrue();
        }
    }

    /** How often, so that the JVM compiles what it runs. */
    protected int runs() {
        return 100;
    }

    private float[] afterSomeSteps(StepFixture f) {
        try (StepEngine steps = f.open(engine())) {
            iterate(steps, f);
            iterate(steps, f);
            return steps.save(Net.GENERATOR).parameters();
        }
    }

    private static void iterate(StepEngine steps, StepFixture f) {
        steps.generate(f.get("input"), f.get("previous"));
        steps.criticStep(0.6f, RATE);
        steps.generatorStep(GeneratorSteps.STALE, RATE);
        steps.generatorStep(GeneratorSteps.STALE, RATE);
    }

    private void close(float[] actual, float[] expected, String what) {
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(StepFixture.distance(actual, expected)).as(what).isLessThan(tolerance());
    }

    private static void after(StepEngine steps, Net net, float[] expected) {
        assertThat(StepFixture.distance(steps.save(net).parameters(), expected))
                .as("%s after Adam", net)
                .isLessThan(AFTER_ADAM);
    }

    private static void check(StepEngine.CriticLosses actual, float[] expected, int from) {
        assertThat(actual.real()).isCloseTo(expected[from], within(1e-5));
        assertThat(actual.fake()).isCloseTo(expected[from + 1], within(1e-5));
        assertThat(actual.penalty()).isCloseTo(expected[from + 2], within(1e-5));
    }

    private static void check(StepEngine.GeneratorLosses actual, float[] expected, int from) {
        assertThat(actual.adversarial()).isCloseTo(expected[from], within(1e-5));
        assertThat(actual.reconstruction())
                .isCloseTo(expected[from + 1], within(1e-5 * Math.max(1, expected[from + 1])));
    }
}
