package dev.singan.tensor.exact.program;

import java.util.Arrays;

/** What is done value by value to the channels of positions; loops that the compiler makes vectors of by itself. */
final class PositionPasses {
    private PositionPasses() {}

    static void add(float[] from, int from0, float[] to, int to0, int length) {
        for (int i = 0; i < length; i++) {
            to[to0 + i] += from[from0 + i];
        }
    }

    static void rectify(float[] values, int length) {
        for (int i = 0; i < length; i++) {
            values[i] = Math.max(values[i], 0f);
        }
    }

    private static void maximum(float[] from, int from0, float[] to, int to0, int length) {
        for (int i = 0; i < length; i++) {
            to[to0 + i] = Math.max(to[to0 + i], from[from0 + i]);
        }
    }

    /** The maximum over windows; what lies outside does not count. */
    static void maximum(int images, Windows w, float[] from, float[] to) {
        int positions = w.height() * w.width();
        for (int i = 0; i < images * positions; i++) {
            int y = w.first(i % positions / w.width());
            int x = w.first(i % w.width());
            int at = i / positions * w.rows() * w.columns();
            int begin = i * w.stride();
            Arrays.fill(to, begin, begin + w.stride(), Float.NEGATIVE_INFINITY);
            for (int row = Math.max(0, y); row < Math.min(w.rows(), y + w.kernel()); row++) {
                for (int column = Math.max(0, x); column < Math.min(w.columns(), x + w.kernel()); column++) {
                    maximum(from, (at + row * w.columns() + column) * w.stride(), to, begin, w.stride());
                }
            }
        }
    }

    /** The mean over an image's positions: their sum in ascending order, divided by their number. */
    static void mean(int images, int positions, int stride, float[] from, float[] to) {
        Arrays.fill(to, 0, images * stride, 0f);
        for (int p = 0; p < images * positions; p++) {
            add(from, p * stride, to, p / positions * stride, stride);
        }
        for (int i = 0; i < images * stride; i++) {
            to[i] /= positions;
        }
    }
}
