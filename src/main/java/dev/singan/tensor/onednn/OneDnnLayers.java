package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.Filter;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.Maps;
import dev.singan.tensor.engine.Resampling;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.BlockedMap.Plane;
import dev.singan.tensor.onednn.kernel.LayerKernels;
import dev.singan.tensor.onednn.kernel.OneDnn;
import dev.singan.tensor.onednn.kernel.OneDnnPasses;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The layers on oneDNN's convolutions, with passes of vectors between them. */
final class OneDnnLayers implements Layers {
    private final OneDnnArena arena = new OneDnnArena();
    private final float slope;
    private final boolean winograd;

    OneDnnLayers(float slope, boolean winograd) {
        this.slope = slope;
        this.winograd = winograd;
    }

    private static OneDnnMaps maps(Maps maps) {
        return (OneDnnMaps) maps;
    }

    private static BlockedMap blocked(Maps maps) {
        return ((OneDnnMaps.Blocked) maps).data();
    }

    private static OneDnnFilter filter(Filter filter) {
        return (OneDnnFilter) filter;
    }

    @Override
    public Maps images(int slots, int channels, int height, int width) {
        return new OneDnnMaps.Plain(new InputImages(slots, channels, height, width, arena), channels, height, width);
    }

    @Override
    public Maps maps(int slots, int channels, int height, int width) {
        return new OneDnnMaps.Blocked(arena.maps(slots, channels, height, width));
    }

    @Override
    public Filter filter(int inputs, int outputs, int height, int width) {
        return new OneDnnFilter(inputs, outputs, height, width, winograd, arena);
    }

    @Override
    public Runnable convolve(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        OneDnnFilter f = filter(filter);
        return f.convolution(count, from.height(), from.width())
                .forward(
                        maps(from).memory(first, count, f.wideInputs),
                        f.weights(),
                        maps(to).memory(firstTo, count, f.wideOutputs));
    }

    @Override
    public Runnable layer(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        Runnable convolution = convolve(from, first, count, filter, to, firstTo);
        BlockedMap z = blocked(to);
        float[] biases = filter(filter).biases;
        return () -> {
            convolution.run();
            OneDnnPasses.run(
                    count, channels(z), (s, c) -> LayerKernels.activate(z.plane(firstTo + s, c), biases, slope, c));
        };
    }

    private static int channels(BlockedMap map) {
        return BlockedMap.paddedChannels(map.channels());
    }

    @Override
    public Runnable inputGradient(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        OneDnnFilter f = filter(filter);
        return f.convolution(count, to.height(), to.width())
                .inputGradient(
                        maps(from).memory(first, count, f.wideOutputs),
                        f.transposedWeights(),
                        maps(to).memory(firstTo, count, f.wideInputs));
    }

    @Override
    public Runnable weightGradient(
            Maps inputs, int first, Maps gradients, int firstGradient, int count, Filter filter) {
        OneDnnFilter f = filter(filter);
        return f.convolution(count, inputs.height(), inputs.width())
                .weightGradient(
                        maps(inputs).memory(first, count, f.wideInputs),
                        maps(gradients).memory(firstGradient, count, f.wideOutputs),
                        f.weightGradient());
    }

    @Override
    public Runnable biasGradient(Maps gradients, int first, int count, Filter filter) {
        BlockedMap map = blocked(gradients);
        float[] sums = filter(filter).biasGradient;
        return () -> {
            Arrays.fill(sums, 0);
            OneDnnPasses.run(count, channels(map), (s, c) -> LayerKernels.sum(map.plane(first + s, c), sums, c));
        };
    }

    @Override
    public Runnable throughLeaky(Maps gradient, int slot, Maps activation, int activationSlot, Maps to, int slotTo) {
        BlockedMap g = blocked(gradient);
        BlockedMap a = blocked(activation);
        BlockedMap out = blocked(to);
        return () -> OneDnnPasses.run(
                1,
                channels(a),
                (s, c) -> LayerKernels.through(
                        g.plane(slot, c), a.plane(activationSlot, c), slope, out.plane(slotTo, c)));
    }

    @Override
    public Runnable resample(
            Maps from, int slot, Resampling rows, Resampling columns, @Nullable Maps addend, Maps to, int slotTo) {
        BlockedMap source = blocked(from);
        BlockedMap target = blocked(to);
        BlockedMap added = addend == null ? null : blocked(addend);
        AlignedBuffer row = arena.floats((long) columns.inputs() * OneDnn.BLOCK);
        return () -> OneDnnPasses.run(1, channels(source), (s, c) -> {
            Plane plus = added == null ? null : added.plane(slotTo, c);
            LayerKernels.resample(source.plane(slot, c), rows, columns, plus, target.plane(slotTo, c), row);
        });
    }

    @Override
    public void close() {
        arena.close();
    }
}
