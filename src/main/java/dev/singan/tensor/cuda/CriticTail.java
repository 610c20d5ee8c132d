package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.StepSettings;

/** The critic's last convolution: its gradient is of sums over windows of the last activations, as every score has the same weight. */
final class CriticTail {
    private static final int TAPS = 9;
    private static final int CHANNELS = 16;
    private static final int LANES = 8;

    /** Real, fake, penalty. */
    private static final int PARTS = 3;

    /** Sums of the rows of each slot, of three columns of windows. */
    final Region rowSums;

    private final NetMemory net;
    private final Extent top;
    private final float mapLength;
    private final Workspace workspace;
    private final Region windowSums;

    /** Weights and bias before Adam. */
    private final Region old;

    /** @param top the extent of the last activations */
    CriticTail(NetMemory net, Extent top, int mapLength, Workspace workspace) {
        this.net = net;
        this.top = top;
        this.mapLength = mapLength;
        this.workspace = workspace;
        Arena arena = workspace.arena;
        rowSums = arena.floats((long) Critic.SLOTS * top.height() * PARTS * net.channels);
        windowSums = arena.floats((long) PARTS * TAPS * net.channels);
        old = arena.floats((long) TAPS * net.channels + 1);
    }

    /** The row sums of some slots; where all four are asked for, the last is the adjoint's. */
    void windowRows(HiddenMaps maps, int slot, int count) {
        workspace.launch(
                "window_rows",
                new Dim(top.height(), 1, count),
                Dim.of(net.channels),
                maps.z.get(HiddenMaps.TOP).slot(slot),
                maps.norm(HiddenMaps.TOP, slot),
                rowSums,
                count,
                top.height(),
                top.width(),
                net.channels,
                count == Critic.SLOTS ? Critic.PENALTY : -1,
                0);
    }

    /** The gradient, and Adam. */
    void update(AdamPlace adam) {
        int layer = NetLayout.BLOCKS;
        workspace.launch(
                "update_critic_tail",
                Dim.of(TAPS * net.channels / CHANNELS),
                new Dim(CHANNELS, LANES, PARTS),
                rowSums,
                windowSums,
                net.weights(net.values, layer),
                net.weights(net.gradient, layer),
                net.weights(net.first, layer),
                net.weights(net.second, layer),
                net.bias(net.values),
                net.bias(net.gradient),
                net.bias(net.first),
                net.bias(net.second),
                old,
                adam,
                top.height(),
                top.width(),
                net.channels,
                mapLength);
    }

    /** The losses before the step. */
    void losses(CudaMaps imageGradient, StepSettings settings, Place place) {
        workspace.launch(
                "loss_critic",
                Dim.of(1),
                Dim.of(Workspace.BLOCK),
                windowSums,
                old,
                imageGradient.region(),
                place.criticLosses(),
                place.cursor(),
                settings.penaltyWeight(),
                imageGradient.extent().height(),
                imageGradient.extent().width(),
                net.channels,
                imageGradient.channels(),
                mapLength,
                0);
    }
}
