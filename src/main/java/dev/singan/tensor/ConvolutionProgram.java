package dev.singan.tensor;

/**
 * The forward pass of a convolutional network as a fixed list of steps, made once for batches of one size. A value that no
 * later step needs is released, and its memory used again.
 *
 * <p>An image's result does not depend on the images beside it. Any number of threads may run a finished program.
 */
public interface ConvolutionProgram extends AutoCloseable {
    /** A step's result. */
    interface Value {
        /** Channels. */
        int channels();

        /** Rows. */
        int height();

        /** Columns. */
        int width();
    }

    /** Where the images come in. */
    Value input();

    /**
     * Appends a convolution.
     *
     * @param padding zeros on each side
     * @param rectified whether negative results become zero
     */
    Value convolve(Value x, FoldedConvolution convolution, int stride, int padding, boolean rectified);

    /**
     * Appends a convolution to whose result another value of its shape is added; the sum is rectified. It may take the other
     * value's place: no later step can use that one.
     *
     * @param padding zeros on each side
     */
    Value convolveOnto(Value x, FoldedConvolution convolution, int stride, int padding, Value shortcut);

    /** Appends the maximum over square windows. */
    Value maximum(Value x, int kernel, int stride, int padding);

    /** Says that no later step needs a value. */
    void release(Value x);

    /** Ends the program: its result is the mean over the positions, batch x channels. */
    void finishWithMean(Value x);

    /** Ends the program: its result is the whole value, batch x height x width x channels. */
    void finishWith(Value x);

    /**
     * Runs the program.
     *
     * @param images batch x height x width x channels values
     * @return the result's values
     */
    float[] run(float[] images);

    /** Gives the native memory back. */
    @Override
    void close();
}
