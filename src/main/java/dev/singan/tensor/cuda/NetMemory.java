package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.cuda.driver.Transfers;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;

/**
 * A network on the device: parameters, gradient and Adam's two moments in one arrangement each, the running statistics, and what
 * Winograd's convolutions read of the weights. Channels are filled up with zeros to {@link #channels}.
 */
final class NetMemory {
    private static final int ELEMENTS = 36;

    final NetLayout layout;
    final WeightOrder order;

    /** Channels of the hidden maps. */
    final int channels;

    final Region values;
    final Region gradient;
    final Region first;
    final Region second;

    /** Running means, and variances, of the four layers. */
    final Region runningMean;

    final Region runningVar;
    private final Region transformed;
    private final Region flipped;
    private final Workspace workspace;
    private long batches;
    private long step;

    NetMemory(NetLayout layout, Workspace workspace) {
        this.layout = layout;
        this.workspace = workspace;
        order = new WeightOrder(layout);
        channels = order.channels();
        Arena arena = workspace.arena;
        values = arena.floats(order.length());
        gradient = arena.floats(order.length());
        first = arena.floats(order.length());
        second = arena.floats(order.length());
        runningMean = arena.floats((long) NetLayout.BLOCKS * channels);
        runningVar = arena.floats((long) NetLayout.BLOCKS * channels);
        transformed = arena.floats((long) (NetLayout.BLOCKS - 1) * ELEMENTS * channels * channels);
        flipped = arena.floats((long) (NetLayout.BLOCKS - 1) * ELEMENTS * channels * channels);
    }

    /** A convolution's weights, or what lies in another arrangement at their place. */
    Region weights(Region of, int layer) {
        return of.floats(order.weight(layer), order.weightLength(layer));
    }

    /** The batch norms' weights, four layers. */
    Region gammas(Region of) {
        return of.floats(order.gamma(), (long) NetLayout.BLOCKS * channels);
    }

    /** The batch norms' biases, four layers. */
    Region betas(Region of) {
        return of.floats(order.beta(), (long) NetLayout.BLOCKS * channels);
    }

    /** The last convolution's biases. */
    Region bias(Region of) {
        return of.floats(order.bias(), layout.outputs(NetLayout.BLOCKS));
    }

    /** A layer's channels of a region that holds all four layers. */
    Region layer(Region of, int layer) {
        return of.floats((long) layer * channels, channels);
    }

    /** The weights of convolution 1 to 3 as Winograd's forward convolution reads them. */
    Region transformed(int layer) {
        return elements(transformed, layer);
    }

    /** The same of the flipped and transposed weights. */
    Region flipped(int layer) {
        return elements(flipped, layer);
    }

    private Region elements(Region of, int layer) {
        long length = (long) ELEMENTS * channels * channels;
        return of.floats((layer - 1) * length, length);
    }

    /** Adam's steps so far. */
    long step() {
        return step;
    }

    /** Counts steps of Adam that were launched. */
    void stepped(long count) {
        step += count;
    }

    /** Counts forward passes whose statistics were tracked. */
    void tracked(long count) {
        batches += count;
    }

    /** Takes over a state. */
    void load(NetState state) {
        if (!state.layout().equals(layout)) {
            throw new IllegalArgumentException("a state of " + state.layout() + " for " + layout);
        }
        Transfers transfers = workspace.transfers();
        transfers.upload(values, order.toDevice(state.parameters()));
        transfers.upload(first, order.toDevice(state.firstMoment()));
        transfers.upload(second, order.toDevice(state.secondMoment()));
        transfers.upload(runningMean, order.widen(state.runningMean()));
        transfers.upload(runningVar, order.widen(state.runningVar()));
        batches = state.batches();
        step = state.step();
        for (int l = 1; l < NetLayout.BLOCKS; l++) {
            transform(workspace, channels, weights(values, l), transformed(l), flipped(l));
        }
    }

    /** Makes what Winograd's convolutions read of a layer's weights. */
    static void transform(Workspace workspace, int channels, Region weights, Region transformed, Region flipped) {
        workspace.run(() -> workspace.launch(
                "make_u",
                Dim.of(Extent.ceil((long) channels * channels, Workspace.BLOCK)),
                Dim.of(Workspace.BLOCK),
                weights,
                transformed,
                flipped,
                channels,
                0));
    }

    /** A copy of the state as it is now. */
    NetState save() {
        Transfers transfers = workspace.transfers();
        return new NetState(
                layout,
                order.fromDevice(transfers.floats(values)),
                order.narrow(transfers.floats(runningMean)),
                order.narrow(transfers.floats(runningVar)),
                batches,
                order.fromDevice(transfers.floats(first)),
                order.fromDevice(transfers.floats(second)),
                step);
    }

    /** A copy of the last gradient, laid out as the state's parameters are. */
    float[] gradient() {
        return order.fromDevice(workspace.transfers().floats(gradient));
    }
}
