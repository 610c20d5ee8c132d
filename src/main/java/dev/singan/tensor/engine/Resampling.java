package dev.singan.tensor.engine;

import java.util.Arrays;

/** A sparse matrix that makes rows (or columns) of an image out of those of another. */
public final class Resampling {
    /** The constant of the cubic kernel in PyTorch's {@code interpolate(mode='bicubic')}. */
    private static final double A = -0.75;

    private static final int TAPS = 4;

    private final int inputs;
    private final int[] starts;
    private final int[] sources;
    private final float[] weights;

    private Resampling(int inputs, int[] starts, int[] sources, float[] weights) {
        this.inputs = inputs;
        this.starts = starts;
        this.sources = sources;
        this.weights = weights;
    }

    /**
     * PyTorch's bicubic interpolation with aligned corners, between two borders of zeros.
     *
     * @param inputs rows to begin with
     * @param outputs rows of the result, without the borders
     * @param border rows of zeros on each side
     */
    public static Resampling bicubic(int inputs, int outputs, int border) {
        int all = outputs + 2 * border;
        int[] starts = new int[all + 1];
        int[] sources = new int[TAPS * outputs];
        float[] weights = new float[TAPS * outputs];
        double step = outputs > 1 ? (inputs - 1.0) / (outputs - 1) : 0;
        for (int o = 0; o < outputs; o++) {
            int floor = (int) Math.floor(o * step);
            double t = o * step - floor;
            double[] taps = {outer(t + 1), inner(t), inner(1 - t), outer(2 - t)};
            for (int i = 0; i < TAPS; i++) {
                sources[TAPS * o + i] = Math.max(0, Math.min(inputs - 1, floor - 1 + i));
                weights[TAPS * o + i] = (float) taps[i];
            }
        }
        for (int i = 0; i <= all; i++) {
            starts[i] = TAPS * Math.max(0, Math.min(outputs, i - border));
        }
        return new Resampling(inputs, starts, sources, weights);
    }

    /** The cubic kernel up to a distance of 1. */
    private static double inner(double x) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
    }

    /** The cubic kernel from 1 to 2. */
    private static double outer(double x) {
        return ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
    }

    /** Nothing but borders of zeros. */
    public static Resampling padding(int inputs, int border) {
        int[] starts = new int[inputs + 2 * border + 1];
        int[] sources = new int[inputs];
        float[] weights = new float[inputs];
        Arrays.fill(weights, 1);
        Arrays.setAll(sources, i -> i);
        Arrays.setAll(starts, i -> Math.max(0, Math.min(inputs, i - border)));
        return new Resampling(inputs, starts, sources, weights);
    }

    /** The transposed matrix, through which gradients go back. */
    public Resampling transposed() {
        int[] ends = new int[inputs + 1];
        for (int source : sources) {
            ends[source + 1]++;
        }
        for (int i = 0; i < inputs; i++) {
            ends[i + 1] += ends[i];
        }
        int[] next = ends.clone();
        int[] rows = new int[sources.length];
        float[] values = new float[sources.length];
        for (int o = 0; o < outputs(); o++) {
            for (int i = starts[o]; i < starts[o + 1]; i++) {
                int place = next[sources[i]]++;
                rows[place] = o;
                values[place] = weights[i];
            }
        }
        return new Resampling(outputs(), ends, rows, values);
    }

    /** Rows to begin with. */
    public int inputs() {
        return inputs;
    }

    /** Rows of the result. */
    public int outputs() {
        return starts.length - 1;
    }

    /** The number of the first of an output's terms; they end where the next output's begin. */
    public int start(int output) {
        return starts[output];
    }

    /** The row that a term reads. */
    public int source(int term) {
        return sources[term];
    }

    /** What a term multiplies that row by. */
    public float weight(int term) {
        return weights[term];
    }
}
