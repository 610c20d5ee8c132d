package dev.singan.tensor;

/**
 * Discrete Fourier transforms of complex images of one size, in float32, without scaling: the forward transform sums with
 * exp(-2 pi i ...), the inverse one with exp(+2 pi i ...), and one after the other multiplies by height x width.
 *
 * <p>Real and imaginary parts are separate arrays. A pass takes {@value #BLOCK} columns at a time through all its
 * butterflies, in the first cache, and writes them as rows; two passes make a transform.
 *
 * <p>The order of the operations, and so every bit of the result, does not depend on machine or threads. Instances keep
 * scratch memory and serve one thread.
 */
public final class Fft2d {
    private static final int BLOCK = 16;

    private final int height;
    private final int width;
    private final ColumnFft vertical;
    private final ColumnFft horizontal;
    private final float[] scratchRe;
    private final float[] scratchIm;

    /**
     * @param height rows of the images, at least 1; best a product of small primes
     * @param width columns of the images, at least 1; best a product of small primes
     */
    public Fft2d(int height, int width) {
        this.height = height;
        this.width = width;
        this.vertical = new ColumnFft(height, BLOCK);
        this.horizontal = height == width ? vertical : new ColumnFft(width, BLOCK);
        this.scratchRe = new float[height * width];
        this.scratchIm = new float[height * width];
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Replaces an image of height x width by its spectrum. */
    public void forward(float[] re, float[] im) {
        pass(vertical, re, im, scratchRe, scratchIm, height, width);
        pass(horizontal, scratchRe, scratchIm, re, im, width, height);
    }

    /** Replaces a spectrum of height x width by its image, multiplied by height x width. */
    public void inverse(float[] re, float[] im) {
        // With real and imaginary parts exchanged, the forward transform is the inverse one.
        pass(vertical, im, re, scratchIm, scratchRe, height, width);
        pass(horizontal, scratchIm, scratchRe, im, re, width, height);
    }

    private static void pass(ColumnFft fft, float[] re, float[] im, float[] toRe, float[] toIm, int rows, int columns) {
        for (int from = 0; from < columns; from += BLOCK) {
            int n = Math.min(BLOCK, columns - from);
            fft.load(re, im, from, columns, n);
            fft.run();
            fft.storeTransposed(toRe, toIm, from, n);
        }
    }
}
