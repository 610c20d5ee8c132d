package dev.singan.tensor.growing;

import dev.singan.tensor.engine.Filter;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.Maps;
import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The critic of a stage: five convolutions with LeakyReLU and no normalisation. The gradient penalty (Gulrajani et al. 2017) is lambda x
 * mean((norm(g) - 1)²), where g is the gradient of the sum of the critic's map at the interpolate. LeakyReLU has no second derivative, so that
 * the penalty's gradient is that of the linear map which the signs at the interpolate leave: the adjoint of g goes forward through the
 * convolutions, and each meets there the gradient that came back.
 */
final class CriticSteps {
    /** Slots of the activations. */
    private static final int INTERPOLATE = 0;

    private static final int REAL = 1;
    private static final int FAKE = 2;
    private static final int ADJOINT = 3;

    /** Slots of the gradients. */
    private static final int GRADIENTS = 3;

    private static final int REAL_GRADIENT = 0;
    private static final int FAKE_GRADIENT = 1;
    private static final int SUM_GRADIENT = 2;
    private static final int[] BEHIND = {REAL, FAKE, INTERPOLATE};

    private final Layers layers;
    private final GrowingShape shape;
    private final StepSettings settings;
    private final ConvolutionLayout layout;
    private final List<Filter> filters = new ArrayList<>();
    private final Maps[] activation;
    private final Maps[] gradient;
    private final Maps imageGradient;
    private final Maps out;
    private final NetWeights weights;
    private long step;
    private final float[] last;
    private float[] real = {};

    private final List<Runnable> values;
    private final List<Runnable> slopes;
    private final List<Runnable> penalty;
    private final List<Runnable> parameters;
    private final List<Runnable> fakeValue;
    private final List<Runnable> fakeSlope;

    CriticSteps(Layers layers, GrowingShape shape, StepSettings settings, NetWeights state) {
        this.layers = layers;
        this.shape = shape;
        this.settings = settings;
        layout = state.layout();
        weights = state.copy();
        step = state.step();
        last = new float[layout.length()];
        int hidden = layout.size() - 1;
        int h = shape.height(shape.stages() - 1);
        int w = shape.width(shape.stages() - 1);
        activation = new Maps[hidden + 1];
        gradient = new Maps[hidden + 1];
        activation[0] = layers.images(ADJOINT + 1, shape.channels(), h, w);
        imageGradient = layers.maps(GRADIENTS, shape.channels(), h, w);
        gradient[0] = imageGradient;
        for (int l = 0; l <= hidden; l++) {
            ConvolutionLayout.Convolution convolution = layout.get(l);
            filters.add(layers.filter(convolution.inputs(), convolution.outputs(), h - 2 * l, w - 2 * l));
            if (l < hidden) {
                activation[l + 1] = layers.maps(ADJOINT + 1, convolution.outputs(), h - 2 * l - 2, w - 2 * l - 2);
                gradient[l + 1] = layers.maps(GRADIENTS, convolution.outputs(), h - 2 * l - 2, w - 2 * l - 2);
            }
        }
        out = layers.maps(ADJOINT, 1, h - 2 * hidden - 2, w - 2 * hidden - 2);
        Maps outGradient = layers.maps(GRADIENTS, 1, out.height(), out.width());
        fill(outGradient);
        values = values(INTERPOLATE, ADJOINT);
        slopes = slopes(outGradient, 0, GRADIENTS);
        slopes.add(layers.inputGradient(gradient[1], SUM_GRADIENT, 1, filters.get(0), imageGradient, SUM_GRADIENT));
        penalty = penalty();
        parameters = parameters(outGradient);
        fakeValue = values(FAKE, 1);
        fakeSlope = slopes(outGradient, FAKE_GRADIENT, 1);
        fakeSlope.add(
                layers.inputGradient(gradient[1], FAKE_GRADIENT, 1, filters.get(0), imageGradient, FAKE_GRADIENT));
        set();
    }

    private void fill(Maps outGradient) {
        float[] slope = new float[out.height() * out.width()];
        float[] values = {-1f / slope.length, 1f / slope.length, 1f};
        for (int s = 0; s < GRADIENTS; s++) {
            Arrays.fill(slope, values[s]);
            outGradient.write(s, slope, 0);
        }
    }

    private List<Runnable> values(int first, int count) {
        List<Runnable> steps = new ArrayList<>();
        int tail = filters.size() - 1;
        for (int l = 0; l < tail; l++) {
            steps.add(layers.layer(activation[l], first, count, filters.get(l), activation[l + 1], first));
        }
        steps.add(layers.convolve(activation[tail], first, count, filters.get(tail), out, first));
        return steps;
    }

    private List<Runnable> slopes(Maps outGradient, int first, int count) {
        List<Runnable> steps = new ArrayList<>();
        Maps from = outGradient;
        for (int l = filters.size() - 1; l > 0; l--) {
            steps.add(layers.inputGradient(from, first, count, filters.get(l), gradient[l], first));
            for (int s = first; s < first + count; s++) {
                steps.add(layers.throughLeaky(gradient[l], s, activation[l], BEHIND[s], gradient[l], s));
            }
            from = gradient[l];
        }
        return steps;
    }

    private List<Runnable> penalty() {
        List<Runnable> steps = new ArrayList<>();
        for (int l = 0; l < filters.size() - 1; l++) {
            Maps to = activation[l + 1];
            steps.add(layers.convolve(activation[l], ADJOINT, 1, filters.get(l), to, ADJOINT));
            steps.add(layers.throughLeaky(to, ADJOINT, to, INTERPOLATE, to, ADJOINT));
        }
        return steps;
    }

    /** Real and fake meet their own gradients, the adjoint that of the sum: slots side by side. Biases do not change the penalty. */
    private List<Runnable> parameters(Maps outGradient) {
        List<Runnable> steps = new ArrayList<>();
        for (int l = 0; l < filters.size(); l++) {
            Maps from = l == filters.size() - 1 ? outGradient : gradient[l + 1];
            steps.add(layers.weightGradient(activation[l], REAL, from, REAL_GRADIENT, GRADIENTS, filters.get(l)));
            steps.add(layers.biasGradient(from, REAL_GRADIENT, 2, filters.get(l)));
        }
        return steps;
    }

    private void set() {
        for (int l = 0; l < filters.size(); l++) {
            filters.get(l).set(weights.parameters(), layout.get(l).offset());
        }
    }

    /** The stage's image. */
    void real(float[] image) {
        real = image.clone();
        activation[0].write(REAL, image, 0);
    }

    /** The image whose distance from the real one is to be told. */
    void fake(float[] image) {
        activation[0].write(FAKE, image, 0);
    }

    /** A step of Adam; see {@link GrowingSteps#criticStep}. */
    CriticLosses step(float[] fake, float alpha, double learningRate) {
        float[] mixed = new float[real.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = alpha * real[i] + (1 - alpha) * fake[i];
        }
        activation[0].write(INTERPOLATE, mixed, 0);
        values.forEach(Runnable::run);
        slopes.forEach(Runnable::run);
        double weighted = adjoint(imageGradient.read(SUM_GRADIENT));
        penalty.forEach(Runnable::run);
        parameters.forEach(Runnable::run);
        for (int l = 0; l < filters.size(); l++) {
            filters.get(l).gradient(last, layout.get(l).offset());
        }
        // Real and fake cancel here; Adam would make whole steps of what rounding leaves.
        last[last.length - 1] = 0;
        CriticLosses losses = new CriticLosses(-mean(REAL), mean(FAKE), weighted);
        step++;
        weights.adam(last, settings, 0, layout.size(), learningRate, step);
        set();
        return losses;
    }

    /** The weighted penalty; its derivative by g, 2 lambda / M (1 - 1 / norm) g, becomes the adjoint's image. */
    private double adjoint(float[] g) {
        int positions = g.length / shape.channels();
        float[] adjoint = new float[g.length];
        double sum = 0;
        for (int p = 0; p < positions; p++) {
            double squares = 0;
            for (int i = p; i < g.length; i += positions) {
                squares += (double) g[i] * g[i];
            }
            double norm = Math.sqrt(squares);
            sum += (norm - 1) * (norm - 1);
            // Where g is 0, so is PyTorch's gradient of its norm.
            double factor = norm == 0 ? 0 : 2 * settings.penaltyWeight() / positions * (1 - 1 / norm);
            for (int i = p; i < g.length; i += positions) {
                adjoint[i] = (float) (factor * g[i]);
            }
        }
        activation[0].write(ADJOINT, adjoint, 0);
        return settings.penaltyWeight() * sum / positions;
    }

    private double mean(int slot) {
        double sum = 0;
        float[] map = out.read(slot);
        for (float v : map) {
            sum += v;
        }
        return sum / map.length + weights.parameters()[layout.length() - 1];
    }

    /** What the critic says of the fake, mean D(fake). */
    double fakeMean() {
        fakeValue.forEach(Runnable::run);
        return mean(FAKE);
    }

    /** The gradient of that at the fake's values; after {@link #fakeMean}. */
    float[] fakeGradient() {
        fakeSlope.forEach(Runnable::run);
        return imageGradient.read(FAKE_GRADIENT);
    }

    /** The gradient of the last step. */
    float[] gradient() {
        return last.clone();
    }

    /** A copy of the parameters. */
    NetWeights save() {
        NetWeights copy = weights.copy();
        return new NetWeights(layout, copy.parameters(), copy.firstMoment(), copy.secondMoment(), step);
    }
}
