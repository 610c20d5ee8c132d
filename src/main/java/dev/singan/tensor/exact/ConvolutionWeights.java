package dev.singan.tensor.exact;

import static dev.singan.tensor.engine.NetLayout.BLOCKS;

import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.exact.kernel.Channels;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Products;

/** A network's weights as its convolutions read them, made anew whenever they have changed. */
final class ConvolutionWeights {
    private static final int TAPS = ImageConvolution.TAPS;

    private final Kernels kernels;
    private final NetLayout layout;
    private final int channels;
    private final WinogradWeights[] hidden = new WinogradWeights[BLOCKS];
    private final float[] head;
    private final float[] headBackward;
    private final float[] tail;
    private final float[] tailBackward;

    ConvolutionWeights(Kernels kernels, NetLayout layout) {
        this.kernels = kernels;
        this.layout = layout;
        channels = Channels.fill(layout.filters());
        for (int l = 1; l < BLOCKS; l++) {
            hidden[l] = new WinogradWeights(kernels, channels, channels);
        }
        head = new float[TAPS * layout.channels() * channels];
        headBackward = new float[head.length];
        tail = new float[TAPS * layout.outputs(BLOCKS) * channels];
        tailBackward = new float[tail.length];
    }

    /** Of hidden layer 1 to 3. */
    WinogradWeights hidden(int layer) {
        return hidden[layer];
    }

    /** The first layer's, packed, for {@link ImageConvolution#fewToMany}. */
    float[] head() {
        return head;
    }

    /** The first layer's for the gradient at the image, {@code [image channel][ky][kx][hidden channel]}, turned by half a turn. */
    float[] headBackward() {
        return headBackward;
    }

    /** The last layer's, {@code [image channel][ky][kx][hidden channel]}. */
    float[] tail() {
        return tail;
    }

    /** The last layer's for the gradient at its input, packed, turned by half a turn. */
    float[] tailBackward() {
        return tailBackward;
    }

    /** Takes weights out of a network's parameters. */
    void set(float[] values, int[] at) {
        int f = layout.channels();
        pack(kernels, values, at[0], f, channels, false, head);
        if (layout.net() == Net.CRITIC) {
            byImageChannel(values, at[0], f, channels, true, headBackward);
        }
        for (int l = 1; l < BLOCKS; l++) {
            hidden[l].set(values, at[l]);
            hidden[l].setBackward(values, at[l]);
        }
        byImageChannel(values, at[BLOCKS], layout.outputs(BLOCKS), channels, false, tail);
        pack(kernels, values, at[BLOCKS], layout.outputs(BLOCKS), channels, true, tailBackward);
    }

    /** {@code [ky][kx][image channel][hidden channel]} to a packed matrix of 9 x image channels rows. */
    static void pack(Kernels kernels, float[] values, int at, int f, int channels, boolean turned, float[] to) {
        Products products = kernels.products();
        int rows = TAPS * f;
        for (int tap = 0; tap < TAPS; tap++) {
            int source = turned ? TAPS - 1 - tap : tap;
            for (int i = 0; i < f; i++) {
                for (int c = 0; c < channels; c++) {
                    to[products.packed(tap * f + i, c, rows, channels)] = values[at + (source * f + i) * channels + c];
                }
            }
        }
    }

    /** The same to {@code [image channel][ky][kx][hidden channel]}. */
    static void byImageChannel(float[] values, int at, int f, int channels, boolean turned, float[] to) {
        for (int tap = 0; tap < TAPS; tap++) {
            int source = turned ? TAPS - 1 - tap : tap;
            for (int i = 0; i < f; i++) {
                System.arraycopy(values, at + (source * f + i) * channels, to, (i * TAPS + tap) * channels, channels);
            }
        }
    }
}
