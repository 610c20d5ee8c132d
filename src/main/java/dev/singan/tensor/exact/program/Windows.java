package dev.singan.tensor.exact.program;

import java.util.Arrays;

/**
 * Square windows that a convolution or pooling moves over a value.
 *
 * @param kernel side of the windows
 * @param step positions from a window to the next
 * @param padding positions outside on each side
 * @param rows of the value
 * @param columns of the value
 * @param stride values from a position to the next
 */
record Windows(int kernel, int step, int padding, int rows, int columns, int stride) {
    /** Windows below each other. */
    int height() {
        return extent(rows);
    }

    /** Windows beside each other. */
    int width() {
        return extent(columns);
    }

    private int extent(int side) {
        return (side + 2 * padding - kernel) / step + 1;
    }

    /** Values in a window. */
    int length() {
        return kernel * kernel * stride;
    }

    /** Whether a window is one position, and the next window the next position: the value is the list of its windows. */
    boolean isWhole() {
        return kernel == 1 && step == 1 && padding == 0;
    }

    /** First row or column of a window, which may lie outside. */
    int first(int index) {
        return index * step - padding;
    }

    /**
     * Lists windows, each row by row; what lies outside is zero.
     *
     * @param value starts at {@code at} in {@code from}
     * @param window number of the first
     */
    void list(float[] from, int at, int window, int count, float[] to) {
        int width = width();
        for (int w = 0; w < count; w++) {
            int y = first((window + w) / width);
            int x = first((window + w) % width);
            for (int i = 0; i < kernel; i++) {
                line(from, at, y + i, x, to, (w * kernel + i) * kernel * stride);
            }
        }
    }

    private void line(float[] from, int at, int y, int x, float[] to, int begin) {
        int end = begin + kernel * stride;
        if (y < 0 || y >= rows) {
            Arrays.fill(to, begin, end, 0f);
            return;
        }
        int left = Math.min(kernel, Math.max(0, -x)) * stride;
        int right = Math.min(kernel, Math.max(0, x + kernel - columns)) * stride;
        Arrays.fill(to, begin, begin + left, 0f);
        int values = Math.max(0, kernel * stride - left - right);
        System.arraycopy(from, at + (y * columns + x) * stride + left, to, begin + left, values);
        Arrays.fill(to, begin + left + values, end, 0f);
    }
}
