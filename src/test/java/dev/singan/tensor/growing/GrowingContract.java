package dev.singan.tensor.growing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.FormulaWeights;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepEngine.GeneratorLosses;
import dev.singan.tensor.engine.StepFixture;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.file.Safetensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every engine's layers must compute: ConSinGAN's steps as PyTorch's autograd computes them in float64, written by
 * {@code src/test/reference/consingan.py}. Bounds are relative distances of whole vectors.
 */
public abstract class GrowingContract {
    private static final double RATE = 5e-4;
    private static final double RATIO = 0.1;
    private static final double SLOPE = 0.05;
    private static final int GENERATOR_STEPS = 3;
    private static final double AFTER_ADAM = 1e-4;

    /** The engine under test. */
    protected abstract Engine engine();

    /** The largest relative distance of a gradient. */
    protected double tolerance() {
        return 2e-5;
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "frozen", "four"})
    protected void stepsOfSeveralStagesAreThoseOfPyTorch(String name) throws Exception {
        Fixture f = Fixture.read(name);
        float[] losses = f.get("losses");
        try (GrowingSteps steps = f.open(engine())) {
            steps.generate(f.noise("noise"));
            close(steps.fake(), f.get("fake"), "fake");
            close(steps.reconstruction(), f.get("reconstruction"), "reconstruction");
            check(steps.criticStep(0.3f, RATE), losses, 0);
            close(steps.gradient(Net.CRITIC), f.get("critic.gradient"), "critic's gradient");
            check(steps.criticStep(0.8f, RATE), losses, 3);
            after(steps, Net.CRITIC, f.get("critic.2"));
            check(steps.generatorStep(GENERATOR_STEPS, RATE, RATIO), losses, 6);
            close(steps.gradient(Net.GENERATOR), f.get("generator.gradient"), "generator's gradient");
            after(steps, Net.GENERATOR, f.get("generator.1"));
            steps.generate(f.noise("fixed"));
            check(steps.criticStep(0.5f, RATE), losses, 8);
            check(steps.generatorStep(GENERATOR_STEPS, RATE, RATIO), losses, 11);
            after(steps, Net.GENERATOR, f.get("generator.2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "four"})
    protected void theGeneratorAloneMakesTheSameImage(String name) throws Exception {
        Fixture f = Fixture.read(name);
        NetWeights weights = f.weights("generator", f.generator());
        try (GrownGenerator generator = new GrownGenerator(engine().layers(SLOPE), f.shape, weights)) {
            close(generator.apply(f.noise("noise")), f.get("fake"), "fake");
            close(generator.apply(f.noise("fixed")), f.get("reconstruction"), "reconstruction");
        }
    }

    /** What is saved and loaded elsewhere goes on to the same bits. */
    @ParameterizedTest
    @ValueSource(strings = "frozen")
    protected void savedStepsGoOnToTheSameBits(String name) throws Exception {
        Fixture f = Fixture.read(name);
        float[] whole;
        NetWeights generator;
        NetWeights critic;
        try (GrowingSteps steps = f.open(engine())) {
            iterate(steps, f, "noise");
            generator = steps.save(Net.GENERATOR);
            critic = steps.save(Net.CRITIC);
            iterate(steps, f, "fixed");
            whole = steps.save(Net.GENERATOR).parameters();
        }
        try (GrowingSteps steps = f.open(engine(), generator, critic)) {
            iterate(steps, f, "fixed");
            assertThat(steps.save(Net.GENERATOR).parameters()).isEqualTo(whole);
        }
    }

    private static void iterate(GrowingSteps steps, Fixture f, String noise) {
        steps.generate(f.noise(noise));
        steps.criticStep(0.4f, RATE);
        steps.generatorStep(GENERATOR_STEPS, RATE, RATIO);
    }

    private void check(CriticLosses actual, float[] losses, int from) {
        close(new float[] {(float) actual.real(), (float) actual.fake(), (float) actual.penalty()}, losses, from);
    }

    private void check(GeneratorLosses actual, float[] losses, int from) {
        close(new float[] {(float) actual.adversarial(), (float) actual.reconstruction()}, losses, from);
    }

    private static void close(float[] actual, float[] losses, int from) {
        for (int i = 0; i < actual.length; i++) {
            float expected = losses[from + i];
            assertThat(actual[i])
                    .as("loss %d", from + i)
                    .isCloseTo(expected, within((float) AFTER_ADAM * Math.max(1, Math.abs(expected))));
        }
    }

    private void close(float[] actual, float[] expected, String what) {
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(StepFixture.distance(actual, expected)).as(what).isLessThan(tolerance());
    }

    private static void after(GrowingSteps steps, Net net, float[] expected) {
        assertThat(StepFixture.distance(steps.save(net).parameters(), expected))
                .as("%s after Adam", net)
                .isLessThan(AFTER_ADAM);
    }

    /** A case of the reference's, and the formula's weights and noise. */
    private record Fixture(String name, GrowingShape shape, int trained, Safetensors file) {
        static Fixture read(String name) throws Exception {
            Safetensors file = Safetensors.read(Path.of(GrowingContract.class
                    .getResource("/singan/consingan-" + name + ".safetensors")
                    .toURI()));
            List<GrowingShape.Size> sizes = new ArrayList<>();
            for (String size : file.metadata().get("sizes").split(",")) {
                String[] sides = size.split("x");
                sizes.add(new GrowingShape.Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
            }
            int channels = Integer.parseInt(file.metadata().get("channels"));
            int filters = Integer.parseInt(file.metadata().get("filters"));
            int trained = Integer.parseInt(file.metadata().get("trained"));
            return new Fixture(name, new GrowingShape(channels, filters, sizes), trained, file);
        }

        float[] get(String tensor) {
            return file.get(tensor).data();
        }

        ConvolutionLayout generator() {
            return ConvolutionLayout.generator(shape.channels(), shape.filters(), shape.stages());
        }

        NetWeights weights(String net, ConvolutionLayout layout) {
            return FormulaConvolutions.weights(name + "/" + net, layout);
        }

        List<float[]> noise(String kind) {
            List<float[]> noise = new ArrayList<>();
            for (int k = 0; k < shape.stages(); k++) {
                noise.add(FormulaWeights.numbers(name + "/" + kind + "-" + k, shape.noiseLength(k)));
            }
            return noise;
        }

        GrowingSteps open(Engine engine) {
            return open(
                    engine,
                    weights("generator", generator()),
                    weights("critic", ConvolutionLayout.critic(shape.channels(), shape.filters())));
        }

        GrowingSteps open(Engine engine, NetWeights generator, NetWeights critic) {
            GrowingSteps steps =
                    new GrowingSteps(engine.layers(SLOPE), shape, trained, StepSettings.published(), generator, critic);
            steps.setReal(FormulaWeights.numbers(name + "/real", shape.imageLength()));
            steps.setReconstruction(noise("fixed"));
            return steps;
        }

        @Override
        public String toString() {
            return name + Arrays.toString(shape.sizes().toArray());
        }
    }
}
