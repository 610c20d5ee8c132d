package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;

/** A launch that makes a norm's per-channel constants of the sums of the tiles; offsets are those of the first slot. */
final class FinishLaunch {
    private static final int CHANNELS = 8;
    private static final int LANES = 128;

    private final String kind;
    private final NetMemory net;
    private final int block;
    private final Extent map;
    private final int slots;
    Region partials = Region.NONE;
    Region norms = Region.NONE;
    Region penaltyNorms = Region.NONE;
    int tracks;
    boolean keep;
    int secondOrder = -1;
    boolean top;

    /**
     * @param kind {@code forward}, {@code backward} or {@code ascent}
     * @param map the extent of the map whose statistics they are
     */
    FinishLaunch(String kind, NetMemory net, int block, Extent map, int slots) {
        this.kind = kind;
        this.net = net;
        this.block = block;
        this.map = map;
        this.slots = slots;
    }

    void launch(Workspace workspace) {
        double n = map.positions();
        workspace.launch(
                "finish_" + kind,
                Dim.of(net.channels / CHANNELS),
                new Dim(CHANNELS, Math.max(1, Math.min(map.tileRows(), LANES / slots)), slots),
                partials,
                norms,
                penaltyNorms,
                net.layer(net.gammas(net.values), block),
                net.layer(net.betas(net.values), block),
                net.layer(net.runningMean, block),
                net.layer(net.runningVar, block),
                slots,
                map.height(),
                map.width(),
                net.channels,
                tracks,
                keep ? 1 : 0,
                secondOrder,
                top ? 1 : 0,
                (float) (n / (n - 1)),
                0);
    }
}
