package dev.singan.tensor.engine;

/**
 * The generator of a finished scale in eval mode: running statistics, so that each batch norm is folded into its
 * convolution. Works at any size. Deterministic; not thread-safe.
 */
public interface FrozenGenerator extends AutoCloseable {
    /**
     * generator(pad(input)) + previous.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @param input noise amplitude x noise + previous, CHW, not padded; padded with zeros by {@link ScaleShape#PADDING}
     * @param previous the upsampled image from the scale below (zeros at the coarsest scale), CHW, not padded
     * @return a new array, CHW; not clamped
     */
    float[] apply(int height, int width, float[] input, float[] previous);

    /** Frees the buffers. */
    @Override
    void close();
}
