package dev.singan.tensor.exact;

import dev.singan.tensor.engine.Filter;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.Maps;
import dev.singan.tensor.engine.Resampling;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.Room.Use;
import dev.singan.tensor.exact.team.Team;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations of ConSinGAN's networks. */
final class ExactLayers implements Layers {
    private final Kernels kernels;
    private final Team team;
    private final float slope;

    ExactLayers(Kernels kernels, int threads, float slope) {
        this.kernels = kernels;
        this.slope = slope;
        team = new Team(threads);
    }

    private static FeatureMap slot(Maps maps, int slot) {
        return ((LayerMaps) maps).slot(slot);
    }

    private static List<FeatureMap> slots(Maps maps, int first, int count) {
        List<FeatureMap> slots = new ArrayList<>();
        for (int s = first; s < first + count; s++) {
            slots.add(slot(maps, s));
        }
        return slots;
    }

    private static LayerFilter filter(Filter filter) {
        return (LayerFilter) filter;
    }

    @Override
    public Maps images(int slots, int channels, int height, int width) {
        return maps(slots, channels, height, width);
    }

    @Override
    public Maps maps(int slots, int channels, int height, int width) {
        return new LayerMaps(channels, FeatureMap.slots(slots, height, width, LayerMaps.stored(channels)));
    }

    @Override
    public Filter filter(int inputs, int outputs, int height, int width) {
        return new LayerFilter(kernels, inputs, outputs);
    }

    @Override
    public Runnable convolve(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        return () -> {
            for (int s = 0; s < count; s++) {
                filter(filter).forward(team, slot(from, first + s), slot(to, firstTo + s));
            }
        };
    }

    @Override
    public Runnable layer(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        Runnable convolution = convolve(from, first, count, filter, to, firstTo);
        return () -> {
            convolution.run();
            for (FeatureMap z : slots(to, firstTo, count)) {
                float[] data = z.data();
                kernels.passes()
                        .activate(
                                data,
                                z.row(0),
                                data,
                                z.row(0),
                                z.positions(),
                                z.channels(),
                                filter(filter).biases,
                                slope);
            }
        };
    }

    @Override
    public Runnable inputGradient(Maps from, int first, int count, Filter filter, Maps to, int firstTo) {
        return () -> {
            for (int s = 0; s < count; s++) {
                filter(filter).backward(team, slot(from, first + s), slot(to, firstTo + s));
            }
        };
    }

    @Override
    public Runnable weightGradient(
            Maps inputs, int first, Maps gradients, int firstGradient, int count, Filter filter) {
        return () -> filter(filter)
                .weightGradient(team, slots(inputs, first, count), slots(gradients, firstGradient, count));
    }

    @Override
    public Runnable biasGradient(Maps gradients, int first, int count, Filter filter) {
        return () -> filter(filter).biasGradient(slots(gradients, first, count));
    }

    @Override
    public Runnable throughLeaky(Maps gradient, int slot, Maps activation, int activationSlot, Maps to, int slotTo) {
        float[] g = slot(gradient, slot).data();
        float[] a = slot(activation, activationSlot).data();
        FeatureMap out = slot(to, slotTo);
        return () -> kernels.passes().throughLeaky(g, a, out.data(), out.row(0), out.end() - out.row(0), slope);
    }

    @Override
    public Runnable resample(
            Maps from, int slot, Resampling rows, Resampling columns, @Nullable Maps addend, Maps to, int slotTo) {
        FeatureMap source = slot(from, slot);
        FeatureMap target = slot(to, slotTo);
        float[] added = addend == null ? null : slot(addend, slotTo).data();
        return () -> team.run(target.height(), (y, room) -> {
            float[] row = room.of(Use.STRIP, source.line());
            blend(source, rows, y, row);
            int at = target.row(y);
            if (added == null) {
                Arrays.fill(target.data(), at, at + target.line(), 0f);
            } else {
                System.arraycopy(added, at, target.data(), at, target.line());
            }
            stretch(row, columns, source.channels(), target.data(), at);
        });
    }

    private void blend(FeatureMap source, Resampling rows, int y, float[] row) {
        Arrays.fill(row, 0, source.line(), 0f);
        for (int t = rows.start(y); t < rows.start(y + 1); t++) {
            int from = source.row(rows.source(t));
            kernels.passes().addScaled(source.data(), from, rows.weight(t), row, 0, source.line());
        }
    }

    private void stretch(float[] row, Resampling columns, int n, float[] to, int at) {
        for (int x = 0; x < columns.outputs(); x++) {
            for (int t = columns.start(x); t < columns.start(x + 1); t++) {
                kernels.passes().addScaled(row, columns.source(t) * n, columns.weight(t), to, at + x * n, n);
            }
        }
    }

    @Override
    public void close() {
        team.close();
    }
}
