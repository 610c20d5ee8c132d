package dev.singan.tensor.growing;

import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepEngine.GeneratorLosses;
import dev.singan.tensor.engine.StepSettings;
import java.util.List;

/**
 * The steps that train the newest stages of a generator, and the critic of the newest, as the reference implementation computes them. A
 * deterministic function of the calls made: all randomness comes in as arguments. Images are channel by channel, row by row. Not thread-safe.
 *
 * <p>One iteration is {@link #generate}, the critic's steps, then {@link #generatorStep}.
 */
public final class GrowingSteps implements AutoCloseable {
    private static final int FAKE = 0;
    private static final int RECONSTRUCTION = 1;
    private static final int SLOTS = 2;

    private final Layers layers;
    private final GrowingShape shape;
    private final StepSettings settings;
    private final int oldest;
    private final NetWeights generator;
    private final GeneratorPlan plan;
    private final GeneratorBackward backward;
    private final CriticSteps critic;
    private final List<Runnable> frozen;
    private final List<Runnable> trained;
    private final float[] generatorGradient;
    private float[] real = {};
    private float[] fake = {};
    private float[] reconstruction = {};
    private long step;

    /**
     * @param layers what computes; closed with this
     * @param shape the sizes of all stages so far
     * @param trained how many of the newest stages are trained; the head is where all are, the tail always
     */
    public GrowingSteps(
            Layers layers,
            GrowingShape shape,
            int trained,
            StepSettings settings,
            NetWeights generator,
            NetWeights critic) {
        this.layers = layers;
        this.shape = shape;
        this.settings = settings;
        this.generator = generator.copy();
        step = generator.step();
        oldest = Math.max(0, shape.stages() - trained);
        plan = new GeneratorPlan(layers, shape, SLOTS);
        plan.set(generator.parameters(), 0);
        backward = new GeneratorBackward(plan, oldest);
        this.critic = new CriticSteps(layers, shape, settings, critic);
        frozen = plan.forward(0, oldest, FAKE, 1);
        this.trained = plan.forward(oldest, shape.stages(), FAKE, SLOTS);
        this.trained.addAll(plan.tail(FAKE, SLOTS));
        generatorGradient = new float[generator.layout().length()];
    }

    /** Sets the newest stage's image. */
    public void setReal(float[] image) {
        real = image.clone();
        critic.real(image);
    }

    /**
     * Sets what the reconstruction is made from.
     *
     * @param noise per stage amplitude x reconstruction noise, {@link GrowingShape#noiseLength} values
     */
    public void setReconstruction(List<float[]> noise) {
        for (int k = 0; k < shape.stages(); k++) {
            plan.noise(k, RECONSTRUCTION, noise.get(k));
        }
        plan.forward(0, oldest, RECONSTRUCTION, 1).forEach(Runnable::run);
    }

    /**
     * Makes the fake, and the reconstruction beside it: both depend on the generator alone, which does not change before its step.
     *
     * @param noise per stage amplitude x noise, as for {@link #setReconstruction}
     */
    public void generate(List<float[]> noise) {
        for (int k = 0; k < shape.stages(); k++) {
            plan.noise(k, FAKE, noise.get(k));
        }
        frozen.forEach(Runnable::run);
        trained.forEach(Runnable::run);
        fake = plan.result(FAKE);
        reconstruction = plan.result(RECONSTRUCTION);
        critic.fake(fake);
    }

    /** The last fake made. */
    public float[] fake() {
        return fake.clone();
    }

    /** The last reconstruction made. */
    public float[] reconstruction() {
        return reconstruction.clone();
    }

    /**
     * One step of the critic on {@code -mean D(real) + mean D(fake) + penalty}, as {@link dev.singan.tensor.engine.StepEngine#criticStep}
     * describes them.
     *
     * @param alpha mixing weight of the real image in [0, 1)
     */
    public CriticLosses criticStep(float alpha, double learningRate) {
        return critic.step(fake, alpha, learningRate);
    }

    /**
     * Steps of the generator on {@code -mean D(fake) + reconstructionWeight x MSE(reconstruction, real)}: the gradient is computed once, and
     * Adam makes all steps on it.
     *
     * @param steps how many
     * @param learningRate of the tail and the newest stage
     * @param ratio between the learning rates of a stage and of the one above it; the head has the coarsest stage's
     */
    public GeneratorLosses generatorStep(int steps, double learningRate, double ratio) {
        double adversarial = -critic.fakeMean();
        float[] slope = critic.fakeGradient();
        float[] towardsFake = new float[slope.length];
        float[] towardsReal = new float[slope.length];
        double squares = 0;
        double factor = 2 * settings.reconstructionWeight() / slope.length;
        for (int i = 0; i < slope.length; i++) {
            double distance = (double) reconstruction[i] - real[i];
            squares += distance * distance;
            towardsFake[i] = -slope[i] * (1 - fake[i] * fake[i]);
            towardsReal[i] = (float) (factor * distance * (1 - (double) reconstruction[i] * reconstruction[i]));
        }
        backward.set(FAKE, towardsFake);
        backward.set(RECONSTRUCTION, towardsReal);
        backward.run(generatorGradient);
        for (int i = 0; i < steps; i++) {
            step++;
            adam(learningRate, ratio);
        }
        plan.set(generator.parameters(), oldest == 0 ? 0 : plan.layout.first(oldest));
        return new GeneratorLosses(adversarial, settings.reconstructionWeight() * squares / slope.length);
    }

    private void adam(double learningRate, double ratio) {
        ConvolutionLayout layout = plan.layout;
        int newest = shape.stages() - 1;
        if (oldest == 0) {
            apply(0, 1, learningRate * StrictMath.pow(ratio, newest));
        }
        for (int k = oldest; k <= newest; k++) {
            apply(layout.first(k), layout.first(k + 1), learningRate * StrictMath.pow(ratio, newest - k));
        }
        apply(layout.size() - 1, layout.size(), learningRate);
    }

    private void apply(int from, int to, double learningRate) {
        generator.adam(generatorGradient, settings, from, to, learningRate, step);
    }

    /** The gradient that the network's last step applied, laid out as the parameters are; zero for what is not trained. */
    public float[] gradient(Net net) {
        return net == Net.GENERATOR ? generatorGradient.clone() : critic.gradient();
    }

    /** A copy of a network's state. */
    public NetWeights save(Net net) {
        if (net == Net.CRITIC) {
            return critic.save();
        }
        NetWeights copy = generator.copy();
        return new NetWeights(copy.layout(), copy.parameters(), copy.firstMoment(), copy.secondMoment(), step);
    }

    @Override
    public void close() {
        layers.close();
    }
}
