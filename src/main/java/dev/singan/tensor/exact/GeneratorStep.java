package dev.singan.tensor.exact;

import static dev.singan.tensor.engine.NetLayout.BLOCKS;

import dev.singan.tensor.HyperbolicTangent;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.Team;
import java.util.Arrays;
import java.util.List;

/** The generator's forward passes for the fake and the reconstruction, and its training step on both. */
final class GeneratorStep {
    private static final int FAKE = 0;
    private static final int RECONSTRUCTION = 1;
    private static final int SLOTS = 2;
    private static final int TOP = BLOCKS - 1;

    private final Kernels kernels;
    private final Team team;
    private final Parameters parameters;
    private final StepSettings settings;
    private final ScaleShape shape;
    private final Blocks blocks;
    private final Buffers gradients;

    /** Outputs of the hyperbolic tangent, and the gradients at its inputs. */
    private final FeatureMap[] tanh;

    private final FeatureMap[] outputGradient;
    private final FeatureMap[] previous;
    private final FeatureMap real;

    GeneratorStep(
            Kernels kernels,
            Team team,
            Parameters parameters,
            ScaleShape shape,
            StepSettings settings,
            Buffers gradients) {
        this.kernels = kernels;
        this.team = team;
        this.parameters = parameters;
        this.settings = settings;
        this.shape = shape;
        this.gradients = gradients;
        int padding = 2 * ScaleShape.PADDING;
        blocks = new Blocks(kernels, team, parameters, SLOTS, shape.height() + padding, shape.width() + padding);
        tanh = images();
        outputGradient = images();
        previous = images();
        real = images()[0];
    }

    private FeatureMap[] images() {
        return FeatureMap.slots(SLOTS, shape.height(), shape.width(), shape.channels());
    }

    void setReal(float[] image) {
        real.write(image, shape.channels(), 0);
    }

    /** Sets what the reconstruction is made from. */
    void setReconstruction(float[] input, float[] below) {
        set(RECONSTRUCTION, input, below);
    }

    private void set(int slot, float[] input, float[] below) {
        // An input without its border leaves that to the zeros in the buffer.
        int margin = input.length == shape.paddedLength() ? 0 : ScaleShape.PADDING;
        blocks.image[slot].write(input, shape.channels(), margin);
        previous[slot].write(below, shape.channels(), 0);
    }

    /** Makes the fake. */
    void generate(float[] input, float[] below) {
        set(FAKE, input, below);
        forward(FAKE);
    }

    /** Makes the reconstruction. */
    void reconstruct() {
        forward(RECONSTRUCTION);
    }

    /** Makes the fake again, and the reconstruction. */
    void generateAndReconstruct() {
        forward(FAKE);
        forward(RECONSTRUCTION);
    }

    private void forward(int slot) {
        blocks.forward(slot);
        float[] weights = parameters.weights.tail();
        ImageConvolution.manyToFew(kernels, team, blocks.activations(TOP, slot), 0, weights, tanh[slot]);
        float[] values = tanh[slot].data();
        int channels = shape.channels();
        for (int p = tanh[slot].row(0); p < tanh[slot].end(); p += channels) {
            for (int c = 0; c < channels; c++) {
                values[p + c] = HyperbolicTangent.of(values[p + c] + parameters.bias(c));
            }
        }
        blocks.track(slot);
    }

    float[] fake() {
        return sum(FAKE);
    }

    float[] reconstruction() {
        return sum(RECONSTRUCTION);
    }

    private float[] sum(int slot) {
        float[] image = tanh[slot].read(shape.channels());
        float[] below = previous[slot].read(shape.channels());
        for (int i = 0; i < image.length; i++) {
            image[i] += below[i];
        }
        return image;
    }

    /**
     * The step itself: backward from both images, then Adam.
     *
     * @param critic the gradient of the sum of the critic's scores at the fake
     * @return the weighted reconstruction loss before the step
     */
    double update(FeatureMap critic, double learningRate) {
        adversarialGradient(critic);
        double error = reconstructionGradient();
        biasGradient();
        back();
        parameters.update(settings, learningRate);
        return settings.reconstructionWeight() * error / shape.imageLength();
    }

    private void adversarialGradient(FeatureMap critic) {
        float factor = -1f / shape.mapLength();
        float[] t = tanh[FAKE].data();
        for (int i = critic.row(0); i < critic.end(); i++) {
            outputGradient[FAKE].data()[i] = critic.data()[i] * factor * Math.fma(-t[i], t[i], 1f);
        }
    }

    /** @return the sum of the squared errors */
    private double reconstructionGradient() {
        float factor = (float) (2 * settings.reconstructionWeight() / shape.imageLength());
        float[] t = tanh[RECONSTRUCTION].data();
        float[] below = previous[RECONSTRUCTION].data();
        double sum = 0;
        for (int y = 0; y < real.height(); y++) {
            double row = 0;
            for (int i = real.row(y); i < real.row(y + 1); i++) {
                float d = t[i] + below[i] - real.data()[i];
                row += (double) d * d;
                outputGradient[RECONSTRUCTION].data()[i] = d * factor * Math.fma(-t[i], t[i], 1f);
            }
            sum += row;
        }
        return sum;
    }

    private void biasGradient() {
        int channels = shape.channels();
        int at = parameters.biasGradient();
        Arrays.fill(parameters.gradient, at, at + channels, 0f);
        for (FeatureMap gradient : outputGradient) {
            for (int from = gradient.row(0); from < gradient.end(); from += gradient.line()) {
                for (int c = 0; c < channels; c++) {
                    float row = 0;
                    for (int i = from + c; i < from + gradient.line(); i += channels) {
                        row += gradient.data()[i];
                    }
                    parameters.gradient[at + c] += row;
                }
            }
        }
    }

    private void back() {
        ImageConvolution.tailGradient(
                kernels,
                team,
                List.of(blocks.activations(TOP, FAKE), blocks.activations(TOP, RECONSTRUCTION)),
                List.of(outputGradient),
                parameters.gradient,
                parameters.weight(BLOCKS));
        GradientSums[] sums = new GradientSums[SLOTS];
        for (int slot = 0; slot < SLOTS; slot++) {
            sums[slot] = sums(TOP, slot);
            ImageConvolution.fewToMany(
                    kernels,
                    team,
                    outputGradient[slot],
                    2,
                    parameters.weights.tailBackward(),
                    map(TOP, slot),
                    sums[slot]);
        }
        for (int l = TOP; l >= 0; l--) {
            backThroughBlock(l, sums);
        }
    }

    private FeatureMap map(int block, int slot) {
        return gradients.map(block, slot, blocks.z[block][slot]);
    }

    private GradientSums sums(int block, int slot) {
        return new GradientSums(kernels, map(block, slot), blocks.z[block][slot], blocks.norm(block, slot), 1f);
    }

    private void backThroughBlock(int block, GradientSums[] sums) {
        int at = parameters.gammaGradient(block);
        Arrays.fill(parameters.gradient, at, at + 2 * blocks.channels(), 0f);
        Rows[] dz = new Rows[SLOTS];
        for (int slot = 0; slot < SLOTS; slot++) {
            NormGradient means = new NormGradient(blocks.channels());
            dz[slot] = blocks.backward(block, slot, map(block, slot), 1f, sums[slot], means);
            blocks.addNormGradients(block, means);
            if (block > 0) {
                sums[slot] = sums(block - 1, slot);
                blocks.inputGradient(block, dz[slot], map(block - 1, slot), sums[slot]);
            }
        }
        if (block > 0) {
            List<Rows> inputs =
                    List.of(blocks.activations(block - 1, FAKE), blocks.activations(block - 1, RECONSTRUCTION));
            blocks.weightGradient(block, inputs, List.of(dz));
        } else {
            ImageConvolution.weightGradient(
                    kernels, team, List.of(blocks.image), List.of(dz), parameters.gradient, parameters.weight(0));
        }
    }
}
