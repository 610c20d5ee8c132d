package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.Filter;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.Maps;
import dev.singan.tensor.engine.Resampling;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers on ND4J's operations; resampling is plain Java. */
final class Nd4jLayers implements Layers {
    /** Input channels up to which {@code conv2d_bp} is not worth it. */
    private static final int FEW = 3;

    private final Nd4jArena arena = new Nd4jArena();
    private final double slope;

    Nd4jLayers(double slope) {
        this.slope = slope;
    }

    private static Nd4jMaps maps(Maps maps) {
        return (Nd4jMaps) maps;
    }

    private static Nd4jFilter filter(Filter filter) {
        return (Nd4jFilter) filter;
    }

    @Override
    public Maps images(int slots, int channels, int height, int width) {
        return maps(slots, channels, height, width);
    }

    @Override
    public Maps maps(int slots, int channels, int height, int width) {
        return new Nd4jMaps(arena.zeros(slots, height, width, channels));
    }

    @Override
    public Filter filter(int inputs, int outputs, int height, int width) {
        return new Nd4jFilter(inputs, outputs, arena);
    }

    @Override
    public Runnable convolve(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        return new Program(arena)
                .convolve(maps(from).slots(first, count), filter(filter).weights, maps(to).slots(firstTo, count));
    }

    @Override
    public Runnable layer(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        INDArray y = maps(to).positions(firstTo, count);
        INDArray mask = arena.zeros(y.shape());
        return new Program(arena)
                .convolve(maps(from).slots(first, count), filter(filter).weights, maps(to).slots(firstTo, count))
                .addRow(y, filter(filter).biases)
                .leakyMask(y, slope, mask)
                .multiply(y, mask, y);
    }

    @Override
    public Runnable inputGradient(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        return new Program(arena)
                .inputGradient(maps(from).slots(first, count), filter(filter).flipped, maps(to).slots(firstTo, count));
    }

    @Override
    public Runnable weightGradient(
            Maps inputs, int first, Maps gradients, int firstGradient, int count, Filter filter) {
        INDArray x = maps(inputs).slots(first, count);
        INDArray gradient = maps(gradients).slots(firstGradient, count);
        Nd4jFilter to = filter(filter);
        if (to.inputs <= FEW) {
            return new Program(arena).weightGradient(x, gradient, to.weightGradient);
        }
        INDArray unused = arena.zeros(x.shape());
        return new Program(arena).gradients(x, to.weights, gradient, unused, to.weightGradient);
    }

    @Override
    public Runnable biasGradient(Maps gradients, int first, int count, Filter filter) {
        return new Program(arena).columnSums(maps(gradients).positions(first, count), 1, filter(filter).biasGradient);
    }

    @Override
    public Runnable throughLeaky(Maps gradient, int slot, Maps activation, int activationSlot, Maps to, int slotTo) {
        INDArray y = maps(activation).positions(activationSlot, 1);
        INDArray mask = arena.zeros(y.shape());
        return new Program(arena)
                .leakyMask(y, slope, mask)
                .multiply(maps(gradient).positions(slot, 1), mask, maps(to).positions(slotTo, 1));
    }

    @Override
    public Runnable resample(
            Maps from, int slot, Resampling rows, Resampling columns, @Nullable Maps addend, Maps to, int slotTo) {
        return () -> {
            float[] values = columns(maps(from).values(slot), columns, from.channels());
            float[] result = rows(values, rows, columns.outputs() * from.channels());
            if (addend != null) {
                float[] added = maps(addend).values(slotTo);
                for (int i = 0; i < result.length; i++) {
                    result[i] += added[i];
                }
            }
            maps(to).assign(slotTo, result);
        };
    }

    private static float[] columns(float[] image, Resampling columns, int channels) {
        int rows = image.length / channels / columns.inputs();
        float[] result = new float[rows * columns.outputs() * channels];
        for (int y = 0; y < rows; y++) {
            int row = y * columns.inputs() * channels;
            for (int x = 0; x < columns.outputs(); x++) {
                int to = (y * columns.outputs() + x) * channels;
                for (int t = columns.start(x); t < columns.start(x + 1); t++) {
                    addScaled(image, row + columns.source(t) * channels, columns.weight(t), result, to, channels);
                }
            }
        }
        return result;
    }

    private static float[] rows(float[] image, Resampling rows, int length) {
        float[] result = new float[rows.outputs() * length];
        for (int y = 0; y < rows.outputs(); y++) {
            for (int t = rows.start(y); t < rows.start(y + 1); t++) {
                addScaled(image, rows.source(t) * length, rows.weight(t), result, y * length, length);
            }
        }
        return result;
    }

    private static void addScaled(float[] from, int begin, float weight, float[] to, int beginTo, int length) {
        for (int i = 0; i < length; i++) {
            to[beginTo + i] += weight * from[begin + i];
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
