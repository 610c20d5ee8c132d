package dev.singan.tensor.exact.program;

import dev.singan.tensor.BatchNorm;
import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.FoldedConvolution;
import dev.singan.tensor.exact.kernel.Channels;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.Room;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A convolutional network by the rule of the engine {@code exact}: the same bits on every processor. Values are batch x height x width x
 * channels (NHWC), their channels filled up to whole blocks with zeros.
 *
 * <p>Each thread that runs the program is given activations of its own; they share the weights.
 */
public final class ExactConvolutionProgram implements ConvolutionProgram {
    /**
     * A value.
     *
     * @param stride values from a position to the next
     * @param number which of the numbered places in memory it has
     */
    record Place(int channels, int height, int width, int stride, int number) implements Value {
        int positions() {
            return height * width;
        }
    }

    /** Something to be done to a thread's places. */
    @FunctionalInterface
    private interface Step {
        void run(float[][] places, Room room);
    }

    private final Kernels kernels;
    private final int batch;
    private final Place input;
    private final List<Integer> lengths = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<BatchMoments> norms = new ArrayList<>();
    private final Queue<Memory> idle = new ConcurrentLinkedQueue<>();
    private @Nullable Place output;

    /** One thread's. */
    private record Memory(float[][] places, Room room) {}

    /**
     * A program without steps.
     *
     * @param batch images at once
     * @param height rows of an image
     * @param width columns of an image
     * @param channels channels of an image
     */
    public ExactConvolutionProgram(int batch, int height, int width, int channels) {
        this(Kernels.best(), batch, height, width, channels);
    }

    ExactConvolutionProgram(Kernels kernels, int batch, int height, int width, int channels) {
        this.kernels = kernels;
        this.batch = batch;
        this.input = allocate(channels, height, width, channels);
    }

    @Override
    public Value input() {
        return input;
    }

    @Override
    public Value convolve(Value x, FoldedConvolution convolution, int stride, int padding, boolean rectified) {
        Place from = (Place) x;
        WindowProducts products = new WindowProducts(kernels, convolution, stride, padding, from);
        Place to = allocate(convolution.outputs(), products.height(), products.width());
        steps.add((places, room) ->
                products.run(batch, places[from.number()], places[to.number()], false, rectified, room));
        return to;
    }

    @Override
    public Value convolveOnto(Value x, FoldedConvolution convolution, int stride, int padding, Value shortcut) {
        Place from = (Place) x;
        Place to = (Place) shortcut;
        WindowProducts products = new WindowProducts(kernels, convolution, stride, padding, from);
        steps.add((places, room) -> products.run(batch, places[from.number()], places[to.number()], true, true, room));
        return to;
    }

    /**
     * Appends a batch norm in training mode, in place: it normalises by the batch's own mean and variance, which {@link #drift} hands on.
     * An image's result then depends on the images beside it. One thread at a time runs such a program.
     *
     * @param epsilon added to the variance
     */
    public Value normalise(Value x, BatchNorm norm, double epsilon) {
        Place place = (Place) x;
        BatchMoments moments = new BatchMoments(norm, epsilon, place.stride(), batch * place.positions());
        norms.add(moments);
        steps.add((places, room) -> moments.normalise(places[place.number()]));
        return x;
    }

    /** Lets all batch norms drift by the statistics of the batch that was run last. */
    public void drift() {
        norms.forEach(BatchMoments::drift);
    }

    /** Appends a rectifier, in place. */
    public Value rectify(Value x) {
        Place place = (Place) x;
        steps.add((places, room) -> PositionPasses.rectify(places[place.number()], length(place)));
        return x;
    }

    /** Appends the sum of two values of one shape, in place of the first. */
    public Value add(Value x, Value other) {
        int to = ((Place) x).number();
        int from = ((Place) other).number();
        int length = length((Place) x);
        steps.add((places, room) -> PositionPasses.add(places[from], 0, places[to], 0, length));
        return x;
    }

    @Override
    public Value maximum(Value x, int kernel, int stride, int padding) {
        Place from = (Place) x;
        Windows windows = new Windows(kernel, stride, padding, from.height(), from.width(), from.stride());
        Place to = allocate(x.channels(), windows.height(), windows.width());
        steps.add((places, room) -> PositionPasses.maximum(batch, windows, places[from.number()], places[to.number()]));
        return to;
    }

    @Override
    public void release(Value x) {
        free.add(((Place) x).number());
    }

    @Override
    public void finishWithMean(Value x) {
        Place from = (Place) x;
        Place to = allocate(x.channels(), 1, 1);
        steps.add((places, room) -> PositionPasses.mean(
                batch, from.positions(), from.stride(), places[from.number()], places[to.number()]));
        output = to;
    }

    @Override
    public void finishWith(Value x) {
        output = (Place) x;
    }

    @Override
    public float[] run(float[] images) {
        if (output == null) {
            throw new IllegalStateException("the program has no end");
        }
        if (images.length != length(input)) {
            throw new IllegalArgumentException(images.length + " values, expected " + length(input));
        }
        Memory own = idle.poll();
        if (own == null) {
            own = memory();
        }
        System.arraycopy(images, 0, own.places[input.number()], 0, images.length);
        for (Step step : steps) {
            step.run(own.places, own.room);
        }
        float[] result = read(own.places[output.number()], output);
        idle.add(own);
        return result;
    }

    private Memory memory() {
        float[][] places = new float[lengths.size()][];
        Arrays.setAll(places, i -> new float[lengths.get(i)]);
        return new Memory(places, new Room());
    }

    /** The values of a place without the channels that fill up its last block. */
    private float[] read(float[] from, Place place) {
        int positions = batch * place.positions();
        int channels = place.channels();
        float[] result = new float[positions * channels];
        for (int p = 0; p < positions; p++) {
            System.arraycopy(from, p * place.stride(), result, p * channels, channels);
        }
        return result;
    }

    @Override
    public void close() {
        idle.clear();
        steps.clear();
    }

    private int length(Place place) {
        return batch * place.positions() * place.stride();
    }

    private Place allocate(int channels, int height, int width) {
        return allocate(channels, height, width, Channels.fill(channels));
    }

    /** The smallest free place that is large enough, or a new one. */
    private Place allocate(int channels, int height, int width, int stride) {
        int need = Math.multiplyExact(Math.multiplyExact(batch, height * width), stride);
        Integer best = null;
        for (Integer candidate : free) {
            if (lengths.get(candidate) >= need && (best == null || lengths.get(candidate) < lengths.get(best))) {
                best = candidate;
            }
        }
        if (best == null) {
            best = lengths.size();
            lengths.add(need);
        } else {
            free.remove(best);
        }
        return new Place(channels, height, width, stride, best);
    }
}
