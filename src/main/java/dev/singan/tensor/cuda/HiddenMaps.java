package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.NetLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The hidden maps of a network's four blocks (convolution, batch norm, LeakyReLU), and the passes through them that critic and generator share.
 * A block's map is kept as it is before its norm; what the norm and LeakyReLU make of it is computed where it is read.
 */
final class HiddenMaps {
    static final int TOP = NetLayout.BLOCKS - 1;

    /** Zeros around a gradient, so that it becomes as large as what the convolution had read. */
    static final int BACK = 2;

    /** Per-channel constants of a slot of a norm. */
    private static final int NORM_ROWS = 16;

    /** Sums of a tile: of the ascent there are three. */
    private static final int SUMS = 3;

    final NetMemory net;

    /** Before the norm, of each block. */
    final List<CudaMaps> z = new ArrayList<>();

    /** The activations of blocks 0 to 2, kept for the gradient of the weights. */
    final List<CudaMaps> a = new ArrayList<>();

    /** The gradients at z. */
    final List<CudaMaps> dz = new ArrayList<>();

    final Region partials;
    private final Extent image;
    private final int slots;
    private final Region norms;
    private final List<CudaMaps> gradients = new ArrayList<>();
    private final Workspace workspace;

    /**
     * @param image the extent of what the first convolution reads
     * @param slots maps of a block
     * @param backSlots gradients of a block's maps
     * @param gradientSlots gradients of a block's activations
     */
    HiddenMaps(NetMemory net, Extent image, int slots, int backSlots, int gradientSlots, Workspace workspace) {
        this.net = net;
        this.image = image;
        this.slots = slots;
        this.workspace = workspace;
        Arena arena = workspace.arena;
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            z.add(CudaMaps.reserve(arena, slots, extent(l), net.channels));
            dz.add(CudaMaps.reserve(arena, backSlots, extent(l), net.channels));
            if (l < TOP) {
                a.add(CudaMaps.reserve(arena, slots, extent(l), net.channels));
            }
        }
        // What is read for one block and what is written for the block below take turns.
        gradients.add(CudaMaps.reserve(arena, gradientSlots, extent(0), net.channels));
        gradients.add(CudaMaps.reserve(arena, gradientSlots, extent(1), net.channels));
        norms = arena.floats((long) NetLayout.BLOCKS * slots * NORM_ROWS * net.channels);
        partials = arena.floats((long) slots * SUMS * extent(0).tiles() * net.channels);
    }

    /** The extent of a block's map. */
    Extent extent(int block) {
        return image.grown(-2 * (block + 1));
    }

    /** The constants of a block's norm, from a slot's on. */
    Region norm(int block, int slot) {
        long length = (long) NORM_ROWS * net.channels;
        return norms.floats(((long) block * slots + slot) * length, (slots - slot) * length);
    }

    /** Bytes from one block's constants to the next's. */
    long normStride() {
        return (long) slots * NORM_ROWS * net.channels * Float.BYTES;
    }

    /** The gradient at a block's activations. */
    Region gradient(int block) {
        return gradients.get(block % 2).region();
    }

    /**
     * The forward pass of some slots, whose statistics are tracked in their order.
     *
     * @param images what the first convolution reads
     * @param firstImage its first slot
     * @param pad zeros around it
     * @param keep whether activations are kept
     */
    void forward(CudaMaps images, int firstImage, int pad, int slot, int count, boolean keep) {
        FewLaunch few = new FewLaunch("forward", images, firstImage, pad, count);
        few.weights = net.weights(net.values, 0);
        few.output = z.get(0).slot(slot);
        few.partials = partials;
        few.launch(workspace, net.channels);
        finishForward(0, slot, count);
        for (int l = 1; l < NetLayout.BLOCKS; l++) {
            ConvLaunch conv = new ConvLaunch("forward", extent(l - 1), 0, count);
            conv.gradientOrMap = z.get(l - 1).slot(slot);
            conv.norms = norm(l - 1, slot);
            conv.kept = keep ? a.get(l - 1).slot(slot) : Region.NONE;
            conv.weights = net.transformed(l);
            conv.output = z.get(l).slot(slot);
            conv.partials = partials;
            conv.launch(workspace, net.channels);
            finishForward(l, slot, count);
        }
    }

    private void finishForward(int block, int slot, int count) {
        FinishLaunch finish = finish("forward", block, slot, count);
        finish.tracks = 1;
        finish.launch(workspace);
    }

    /** What makes a norm's constants. */
    FinishLaunch finish(String kind, int block, int slot, int count) {
        FinishLaunch finish = new FinishLaunch(kind, net, block, extent(block), count);
        finish.partials = partials;
        finish.norms = norm(block, slot);
        return finish;
    }

    /** Counts the statistics of a slot's last forward pass once more. */
    void track(int slot) {
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            workspace.launch(
                    "track",
                    Dim.of(Extent.ceil(net.channels, TRACK_BLOCK)),
                    Dim.of(TRACK_BLOCK),
                    norm(l, slot),
                    net.layer(net.runningMean, l),
                    net.layer(net.runningVar, l),
                    net.channels,
                    1);
        }
    }

    private static final int TRACK_BLOCK = 64;

    /**
     * The way down through a convolution: the gradient at the activations of the block below.
     *
     * @param slot the first of the slots
     * @param from the gradient at this block's activations
     * @param to the gradient at those of the block below
     */
    ConvLaunch back(int block, int slot, int count, Region from, Region to) {
        ConvLaunch conv = new ConvLaunch("back", extent(block), BACK, count);
        conv.gradientOrMap = from;
        conv.z = z.get(block).slot(slot);
        conv.norms = norm(block, slot);
        conv.weights = net.flipped(block);
        conv.output = to;
        conv.partials = partials;
        conv.outZ = z.get(block - 1).slot(slot);
        conv.outNorms = norm(block - 1, slot);
        return conv;
    }
}
