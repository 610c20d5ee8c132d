package dev.singan.tensor.growing;

import static dev.singan.tensor.growing.ConvolutionLayout.BLOCKS;

import dev.singan.tensor.HyperbolicTangent;
import dev.singan.tensor.engine.Filter;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.Maps;
import dev.singan.tensor.engine.Resampling;
import java.util.ArrayList;
import java.util.List;

/**
 * The generator's forward pass for several images at once. The coarsest noise goes through the head, is stretched by two rows and columns,
 * bordered by zeros and goes through the first stage. Each later stage takes the feature maps of the one below, stretched to its size with a
 * border and with noise added, and adds its answer to those maps stretched to its size. The tail makes an image of the last maps.
 */
final class GeneratorPlan {
    private static final int STRETCH = 2;
    private static final int ZEROS = BLOCKS - 1;

    final GrowingShape shape;
    final Layers layers;
    final int slots;
    final ConvolutionLayout layout;
    final List<Filter> filters = new ArrayList<>();

    /** The coarsest noise with a border of zeros. */
    final Maps image;

    /** What the head makes of it. */
    final Maps head;

    /** Noise of the stages from 1 on. */
    final Maps[] noise;

    /** What the stages' first convolutions read. */
    final Maps[] input;

    /** Activations of a stage's convolutions. */
    final Maps[][] activation;

    /** What the stages hand on. */
    final Maps[] sum;

    /** What the tail reads. */
    final Maps tailInput;

    /** The image before the hyperbolic tangent and the tail's biases. */
    final Maps output;

    private final float[] tailBias;

    GeneratorPlan(Layers layers, GrowingShape shape, int slots) {
        this.layers = layers;
        this.shape = shape;
        this.slots = slots;
        layout = ConvolutionLayout.generator(shape.channels(), shape.filters(), shape.stages());
        int n = shape.filters();
        int stages = shape.stages();
        image = layers.images(slots, shape.channels(), shape.height(0) + 2, shape.width(0) + 2);
        head = layers.maps(slots, n, shape.height(0), shape.width(0));
        noise = new Maps[stages];
        input = new Maps[stages];
        activation = new Maps[stages][BLOCKS];
        sum = new Maps[stages];
        filters.add(filter(0, image));
        for (int k = 0; k < stages; k++) {
            int h = shape.height(k) + 2 * BLOCKS;
            int w = shape.width(k) + 2 * BLOCKS;
            input[k] = layers.maps(slots, n, h, w);
            noise[k] = k == 0 ? image : layers.maps(slots, n, h, w);
            for (int b = 0; b < BLOCKS; b++) {
                filters.add(filter(layout.first(k) + b, b == 0 ? input[k] : activation[k][b - 1]));
                activation[k][b] = layers.maps(slots, n, h - 2 * b - 2, w - 2 * b - 2);
            }
            sum[k] = k == 0 ? activation[k][BLOCKS - 1] : layers.maps(slots, n, shape.height(k), shape.width(k));
        }
        Maps last = sum[stages - 1];
        tailInput = layers.maps(slots, n, last.height() + 2, last.width() + 2);
        filters.add(filter(layout.size() - 1, tailInput));
        output = layers.maps(slots, shape.channels(), last.height(), last.width());
        tailBias = new float[shape.channels()];
    }

    private Filter filter(int number, Maps input) {
        ConvolutionLayout.Convolution convolution = layout.get(number);
        return layers.filter(convolution.inputs(), convolution.outputs(), input.height(), input.width());
    }

    /** The filter of a stage's convolution. */
    Filter filter(int stage, int block) {
        return filters.get(layout.first(stage) + block);
    }

    /** The filter of the last convolution. */
    Filter tail() {
        return filters.get(filters.size() - 1);
    }

    /** Rows of a stage's input out of those of the stage below (of the head, at the coarsest one). */
    Resampling rowsIn(int stage) {
        return stage == 0
                ? Resampling.bicubic(shape.height(0), shape.height(0) + STRETCH, ZEROS)
                : Resampling.bicubic(shape.height(stage - 1), shape.height(stage) + 2 * BLOCKS, 0);
    }

    /** Columns likewise. */
    Resampling columnsIn(int stage) {
        return stage == 0
                ? Resampling.bicubic(shape.width(0), shape.width(0) + STRETCH, ZEROS)
                : Resampling.bicubic(shape.width(stage - 1), shape.width(stage) + 2 * BLOCKS, 0);
    }

    /** Rows of what a stage from 1 on adds its answer to. */
    Resampling rowsPast(int stage) {
        return Resampling.bicubic(shape.height(stage - 1), shape.height(stage), 0);
    }

    /** Columns likewise. */
    Resampling columnsPast(int stage) {
        return Resampling.bicubic(shape.width(stage - 1), shape.width(stage), 0);
    }

    /** Takes the parameters of the convolutions from a number on. */
    void set(float[] parameters, int from) {
        for (int i = from; i < layout.size(); i++) {
            filters.get(i).set(parameters, layout.get(i).offset());
        }
        System.arraycopy(parameters, layout.length() - tailBias.length, tailBias, 0, tailBias.length);
    }

    /** Sets the noise that enters a stage: at the coarsest an image, above feature maps with their border, each times the amplitude. */
    void noise(int stage, int slot, float[] values) {
        noise[stage].write(slot, values, stage == 0 ? 1 : 0);
    }

    /** The stages from one (inclusive) to another (exclusive), the head before the coarsest, for neighbouring slots. */
    List<Runnable> forward(int from, int to, int first, int count) {
        List<Runnable> steps = new ArrayList<>();
        for (int k = from; k < to; k++) {
            if (k == 0) {
                steps.add(layers.layer(image, first, count, filters.get(0), head, first));
            }
            enter(k, first, count, steps);
            for (int b = 0; b < BLOCKS; b++) {
                Maps in = b == 0 ? input[k] : activation[k][b - 1];
                steps.add(layers.layer(in, first, count, filter(k, b), activation[k][b], first));
            }
            for (int s = first; k > 0 && s < first + count; s++) {
                Maps answer = activation[k][BLOCKS - 1];
                steps.add(layers.resample(sum[k - 1], s, rowsPast(k), columnsPast(k), answer, sum[k], s));
            }
        }
        return steps;
    }

    private void enter(int stage, int first, int count, List<Runnable> steps) {
        for (int s = first; s < first + count; s++) {
            Maps from = stage == 0 ? head : sum[stage - 1];
            steps.add(layers.resample(
                    from, s, rowsIn(stage), columnsIn(stage), stage == 0 ? null : noise[stage], input[stage], s));
        }
    }

    /** The last convolution, for neighbouring slots. */
    List<Runnable> tail(int first, int count) {
        List<Runnable> steps = new ArrayList<>();
        Maps last = sum[shape.stages() - 1];
        Resampling rows = Resampling.padding(last.height(), 1);
        Resampling columns = Resampling.padding(last.width(), 1);
        for (int s = first; s < first + count; s++) {
            steps.add(layers.resample(last, s, rows, columns, null, tailInput, s));
        }
        steps.add(layers.convolve(tailInput, first, count, tail(), output, first));
        return steps;
    }

    /** A slot's image. */
    float[] result(int slot) {
        float[] values = output.read(slot);
        int positions = values.length / tailBias.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = HyperbolicTangent.of(values[i] + tailBias[i / positions]);
        }
        return values;
    }
}
