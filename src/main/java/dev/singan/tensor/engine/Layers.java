package dev.singan.tensor.engine;

import org.jspecify.annotations.Nullable;

/**
 * The operations of which networks of 3x3 convolutions without padding, LeakyReLU and resampling are put together, forward and backward. Each
 * is made once for its operands and run many times. Results do not depend on how often that was. Closing frees all maps and filters made
 * here.
 */
public interface Layers extends AutoCloseable {
    /**
     * Room for what a network's first convolution reads.
     *
     * @param slots number of images
     */
    Maps images(int slots, int channels, int height, int width);

    /**
     * Room for feature maps, or gradients of either.
     *
     * @param slots number of images
     */
    Maps maps(int slots, int channels, int height, int width);

    /**
     * A convolution's weights.
     *
     * @param inputs channels in
     * @param outputs channels out
     * @param height rows of the input that it is used for
     * @param width columns of it
     */
    Filter filter(int inputs, int outputs, int height, int width);

    /** to = from * weights, without biases, for neighbouring slots. */
    Runnable convolve(Maps from, int first, int count, Filter filter, Maps to, int firstTo);

    /** to = LeakyReLU(from * weights + biases), for neighbouring slots. */
    Runnable layer(Maps from, int first, int count, Filter filter, Maps to, int firstTo);

    /** The gradient at a convolution's input, from that at its output. */
    Runnable inputGradient(Maps from, int first, int count, Filter filter, Maps to, int firstTo);

    /**
     * The gradient of a filter's weights, summed over neighbouring slots: replaces what was there.
     *
     * @param first the first slot of the inputs
     * @param firstGradient the first slot of the gradients
     */
    Runnable weightGradient(Maps inputs, int first, Maps gradients, int firstGradient, int count, Filter filter);

    /** The gradient of a filter's biases, summed over neighbouring slots of the gradient at its output: replaces what was there. */
    Runnable biasGradient(Maps gradients, int first, int count, Filter filter);

    /** to = gradient x LeakyReLU's derivative, known from the sign of what it gave; to may be the gradient's slot. */
    Runnable throughLeaky(Maps gradient, int slot, Maps activation, int activationSlot, Maps to, int slotTo);

    /**
     * to = rows x from x columns + addend, channel by channel.
     *
     * @param addend of the size of the result, may be the result's own; the slot is that of the result
     */
    Runnable resample(
            Maps from, int slot, Resampling rows, Resampling columns, @Nullable Maps addend, Maps to, int slotTo);

    @Override
    void close();
}
