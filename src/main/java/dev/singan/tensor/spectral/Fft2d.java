package dev.singan.tensor.spectral;

/**
 * Discrete Fourier transforms of complex images of one size, in float32, without scaling: the forward transform sums with
 * exp(-2 pi i ...), the inverse one with exp(+2 pi i ...), and one after the other multiplies by height x width.
 *
 * <p>Images are kept row by row; spectra column by column, that is transposed, which saves half of the transpositions.
 *
 * <p>Real and imaginary parts are separate arrays. A pass takes a few columns at a time through all its butterflies,
 * in the first cache; two passes with a transposition between them make a transform.
 *
 * <p>The order of the operations, and so every bit of the result, does not depend on machine or threads. Instances keep
 * scratch memory and serve one thread.
 */
public final class Fft2d {
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
        this.vertical = ColumnFft.of(height);
        this.horizontal = height == width ? vertical : ColumnFft.of(width);
        this.scratchRe = new float[height * width];
        this.scratchIm = new float[height * width];
    }

    /** Replaces an image of height x width by its spectrum, width x height. */
    public void forward(float[] re, float[] im) {
        columnsToRows(vertical, re, im, width);
        columns(horizontal, re, im, height);
    }

    /** Replaces a spectrum of width x height by its image, height x width, multiplied by height x width. */
    public void inverse(float[] re, float[] im) {
        // With real and imaginary parts exchanged, the forward transform is the inverse one.
        columnsToRows(horizontal, im, re, height);
        columns(vertical, im, re, width);
    }

    /** Transforms the columns of an array of some width and leaves them as the rows of the scratch memory. */
    private void columnsToRows(ColumnFft fft, float[] re, float[] im, int columns) {
        for (int first = 0; first < columns; first += ColumnFft.BLOCK) {
            int count = Math.min(ColumnFft.BLOCK, columns - first);
            fft.load(re, im, first, columns, count);
            fft.run();
            fft.storeTransposed(scratchRe, scratchIm, first, count);
        }
    }

    /** Transforms the columns of the scratch memory, of some width, and leaves them as columns. */
    private void columns(ColumnFft fft, float[] re, float[] im, int columns) {
        for (int first = 0; first < columns; first += ColumnFft.BLOCK) {
            int count = Math.min(ColumnFft.BLOCK, columns - first);
            fft.load(scratchRe, scratchIm, first, columns, count);
            fft.run();
            fft.store(re, im, first, columns, count);
        }
    }
}
