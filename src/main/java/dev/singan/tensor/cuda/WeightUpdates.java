package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;

/** The gradients of a network's weights, and Adam's step with them. */
final class WeightUpdates {
    private static final int NARROW = 16;
    private static final int WIDE = 32;
    private static final int ELEMENTS = 36;
    private static final int TAPS = 9;
    private static final int THREADS_OF_NARROW = 288;
    private static final int UPDATE_THREADS = 576;
    private static final int SUM_THREADS = 256;

    /** Memory for the parts of a gradient that are summed up in order; where there are more, they come in several goes. */
    private static final long SCRATCH_BYTES = 384L << 20;

    private final NetMemory net;
    private final Workspace workspace;
    private final int slots;
    private final int launchChunks;
    private final Region scratch;
    private final Region sums;

    /**
     * @param largest the extent of the largest gradient at a hidden convolution's output
     * @param slots maps that the gradient is summed over
     */
    WeightUpdates(NetMemory net, Extent largest, int slots, Workspace workspace) {
        this.net = net;
        this.workspace = workspace;
        this.slots = slots;
        long chunk = elements();
        launchChunks =
                (int) Math.max(1, Math.min(slots * (long) largest.chunks(), SCRATCH_BYTES / Float.BYTES / chunk));
        scratch = workspace.arena.floats(launchChunks * chunk);
        sums = workspace.arena.floats(chunk);
    }

    private long elements() {
        return (long) ELEMENTS * net.channels * net.channels;
    }

    /**
     * A hidden convolution's.
     *
     * @param input the activations that it read, from the first slot on
     * @param dz the gradient at its outputs, likewise
     * @param outputs their extent
     */
    void hidden(int layer, Region input, Region dz, Extent outputs, AdamPlace adam) {
        int chunks = slots * outputs.chunks();
        int first = 0;
        for (; chunks - first > launchChunks; first += launchChunks) {
            gradient(input, dz, outputs, first, launchChunks);
            sum(first == 0);
        }
        gradient(input, dz, outputs, first, chunks - first);
        workspace.launch(
                "update_hidden",
                Dim.of(net.channels * net.channels / NARROW),
                Dim.of(UPDATE_THREADS),
                scratch,
                first > 0 ? sums : Region.NONE,
                net.weights(net.values, layer),
                net.weights(net.gradient, layer),
                net.weights(net.first, layer),
                net.weights(net.second, layer),
                net.transformed(layer),
                net.flipped(layer),
                adam,
                net.channels,
                chunks - first);
    }

    private void gradient(Region input, Region dz, Extent outputs, int firstChunk, int chunks) {
        int wide = net.channels / WIDE;
        boolean fills = wide * wide * chunks >= workspace.gpu.device.multiprocessors();
        int width = net.channels % WIDE == 0 && fills ? WIDE : NARROW;
        int columns = net.channels / width;
        workspace.launch(
                "gradient_hidden_" + width,
                new Dim(columns * columns, chunks, 1),
                Dim.of(THREADS_OF_NARROW * (width / NARROW)),
                input,
                dz,
                scratch,
                outputs.height() + 2,
                outputs.width() + 2,
                net.channels,
                outputs.chunks(),
                outputs.rowsPerChunk(),
                firstChunk);
    }

    private void sum(boolean first) {
        workspace.launch(
                "sum_chunks",
                Dim.of(Extent.ceil(elements(), SUM_THREADS)),
                Dim.of(SUM_THREADS),
                scratch,
                sums,
                net.channels,
                launchChunks,
                first ? 1 : 0,
                0);
    }

    /** The first convolution's, or the generator's last one's, from sums of rows. */
    void few(int layer, Region rowSums, int rows, AdamPlace adam) {
        int few = layer == 0 ? net.layout.channels() : net.layout.outputs(layer);
        workspace.launch(
                "update_few",
                Dim.of(TAPS * few * net.channels / NARROW),
                new Dim(NARROW, WIDE, 1),
                rowSums,
                net.weights(net.values, layer),
                net.weights(net.gradient, layer),
                net.weights(net.first, layer),
                net.weights(net.second, layer),
                adam,
                slots,
                rows,
                net.channels,
                few);
    }

    /** The norms'. */
    void norms(Region norms, long normStride, AdamPlace adam) {
        workspace.launch(
                "update_norms",
                Dim.of(NetLayout.BLOCKS),
                Dim.of(net.channels),
                norms,
                normStride,
                net.gammas(net.values),
                net.gammas(net.gradient),
                net.gammas(net.first),
                net.gammas(net.second),
                net.betas(net.values),
                net.betas(net.gradient),
                net.betas(net.first),
                net.betas(net.second),
                adam,
                net.channels,
                net.layout.net() == Net.CRITIC ? 1 : 0);
    }
}
