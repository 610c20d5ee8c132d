package dev.singan.tensor.spectral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A filter applied in the frequency domain together with the subsampling of its result: the spectrum is multiplied and
 * folded onto the smaller one, which is the spectrum of every stride-th pixel times stride^2 (aliases included). Frequencies
 * at which the filter is below 1e-8 of its largest value are skipped. Immutable.
 */
public final class SpectralFilter {
    private static final double NEGLIGIBLE = 1e-8;
    private static final FloatLoops LOOPS = FloatLoops.best();

    private final int targetSize;
    private final float[] values;
    private final int[] from;
    private final int[] to;
    private final int[] lengths;

    /**
     * @param spectrum the filter's real spectrum, height x width
     * @param stride every which pixel of the result is kept; divides height and width
     */
    public SpectralFilter(double[] spectrum, int height, int width, int stride) {
        if (height % stride != 0 || width % stride != 0) {
            throw new IllegalArgumentException(stride + " does not divide " + height + "x" + width);
        }
        double largest = 0;
        for (double v : spectrum) {
            largest = Math.max(largest, Math.abs(v));
        }
        int smallWidth = width / stride;
        int smallHeight = height / stride;
        List<int[]> runs = new ArrayList<>();
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int start = column;
                int end = (column / smallWidth + 1) * smallWidth;
                while (column < end && Math.abs(spectrum[row * width + column]) > largest * NEGLIGIBLE) {
                    column++;
                }
                if (column > start) {
                    int target = row % smallHeight * smallWidth + start % smallWidth;
                    runs.add(new int[] {row * width + start, target, column - start});
                    column--;
                }
            }
        }
        this.targetSize = smallHeight * smallWidth;
        this.from = runs.stream().mapToInt(r -> r[0]).toArray();
        this.to = runs.stream().mapToInt(r -> r[1]).toArray();
        this.lengths = runs.stream().mapToInt(r -> r[2]).toArray();
        this.values = new float[runs.stream().mapToInt(r -> r[2]).sum()];
        int k = 0;
        for (int[] run : runs) {
            for (int i = 0; i < run[2]; i++) {
                values[k++] = (float) spectrum[run[0] + i];
            }
        }
    }

    /**
     * Multiplies and folds.
     *
     * @param re the image's spectrum, real parts, height x width
     * @param im its imaginary parts
     * @param toRe overwritten with the result's real parts, (height / stride) x (width / stride)
     * @param toIm overwritten with its imaginary parts
     */
    public void apply(float[] re, float[] im, float[] toRe, float[] toIm) {
        Arrays.fill(toRe, 0, targetSize, 0);
        Arrays.fill(toIm, 0, targetSize, 0);
        int k = 0;
        for (int run = 0; run < lengths.length; run++) {
            LOOPS.multiplyAdd(re, from[run], values, k, toRe, to[run], lengths[run]);
            LOOPS.multiplyAdd(im, from[run], values, k, toIm, to[run], lengths[run]);
            k += lengths[run];
        }
    }
}
