package dev.singan.tensor.onednn.kernel;

import dev.singan.tensor.engine.Resampling;
import dev.singan.tensor.onednn.kernel.BlockedMap.Plane;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** The passes between convolutions without normalisation, for the lanes that begin at channel {@code c} of one image. */
public final class LayerKernels {
    private LayerKernels() {}

    /** z becomes LeakyReLU(z + bias). */
    public static void activate(Plane z, float[] biases, float slope, int c) {
        AlignedBuffer data = z.data();
        FloatVector bias = OneDnnLanes.of(biases, c);
        int end = z.offset() + z.positions() * OneDnnLanes.STRIDE;
        for (int p = z.offset(); p < end; p += OneDnnLanes.STRIDE) {
            FloatVector y = data.load(p).add(bias);
            data.store(p, y.max(y.mul(slope)));
        }
    }

    /** to = gradient x LeakyReLU's derivative where it gave a. */
    public static void through(Plane gradient, Plane a, float slope, Plane to) {
        FloatVector below = OneDnnLanes.of(slope);
        FloatVector one = OneDnnLanes.of(1f);
        int end = a.offset() + a.positions() * OneDnnLanes.STRIDE;
        int from = gradient.offset() - a.offset();
        int into = to.offset() - a.offset();
        for (int p = a.offset(); p < end; p += OneDnnLanes.STRIDE) {
            FloatVector factor = below.blend(one, a.data().load(p).compare(VectorOperators.GT, 0f));
            to.data().store(p + into, gradient.data().load(p + from).mul(factor));
        }
    }

    /** Adds the sums over the positions to those at a channel. */
    public static void sum(Plane gradient, float[] sums, int c) {
        AlignedBuffer data = gradient.data();
        int end = gradient.offset() + gradient.positions() * OneDnnLanes.STRIDE;
        FloatVector sum = OneDnnLanes.of(sums, c);
        for (int chunk = gradient.offset(); chunk < end; chunk += OneDnnLanes.CHUNK) {
            FloatVector part = OneDnnLanes.zero();
            int stop = Math.min(end, chunk + OneDnnLanes.CHUNK);
            for (int p = chunk; p < stop; p += OneDnnLanes.STRIDE) {
                part = part.add(data.load(p));
            }
            sum = sum.add(part);
        }
        sum.intoArray(sums, c);
    }

    /**
     * to = rows x from x columns + addend.
     *
     * @param row room for a row of the input
     */
    public static void resample(
            Plane from, Resampling rows, Resampling columns, @Nullable Plane addend, Plane to, AlignedBuffer row) {
        int width = columns.inputs();
        int out = to.offset();
        int added = addend == null ? 0 : addend.offset() - to.offset();
        for (int y = 0; y < rows.outputs(); y++) {
            blend(from, rows, y, width, row);
            for (int x = 0; x < columns.outputs(); x++) {
                FloatVector sum =
                        addend == null ? OneDnnLanes.zero() : addend.data().load(out + added);
                for (int t = columns.start(x); t < columns.start(x + 1); t++) {
                    sum = row.load(columns.source(t) * OneDnnLanes.STRIDE).fma(OneDnnLanes.of(columns.weight(t)), sum);
                }
                to.data().store(out, sum);
                out += OneDnnLanes.STRIDE;
            }
        }
    }

    private static void blend(Plane from, Resampling rows, int y, int width, AlignedBuffer row) {
        int length = width * OneDnnLanes.STRIDE;
        for (int p = 0; p < length; p += OneDnnLanes.STRIDE) {
            FloatVector sum = OneDnnLanes.zero();
            for (int t = rows.start(y); t < rows.start(y + 1); t++) {
                int at = from.offset() + rows.source(t) * length + p;
                sum = from.data().load(at).fma(OneDnnLanes.of(rows.weight(t)), sum);
            }
            row.store(p, sum);
        }
    }
}
