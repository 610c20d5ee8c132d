package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The critic's training step, with its gradient penalty, and its gradient at a fake for the generator, as launches.
 *
 * <p>Slots of its maps: real, fake, a mixture of both where the penalty is taken, and what belongs to the penalty: first the mixture's inner
 * gradient on its way down, then the adjoint of it on its way up.
 */
final class Critic {
    static final int REAL = 0;
    static final int FAKE = 1;
    static final int MIXED = 2;
    static final int PENALTY = 3;
    static final int SLOTS = 4;

    private static final int TOP = HiddenMaps.TOP;
    private static final int UPDATES = 0;
    private static final int LOSSES = 1;

    final NetMemory net;

    /** The images, {@link #SLOTS} for each critic step of an iteration, and as many for the reconstruction. */
    final CudaMaps images;

    /** The gradient of the map's sum (not the mean) at the mixture or the generator's fake. */
    final CudaMaps imageGradient;

    /** Row sums of the last activations, for the score. */
    final Region windowRows;

    private final ScaleShape shape;
    private final StepSettings settings;
    private final Workspace workspace;
    private final HiddenMaps maps;
    private final WeightUpdates updates;
    private final CriticTail tail;

    /** The inner gradient at each block's activations, kept for the double backward. */
    private final List<CudaMaps> inner = new ArrayList<>();

    private final Region rowSums;
    private final float mapLength;

    /** @param sets of {@link #SLOTS} images */
    Critic(ScaleShape shape, StepSettings settings, int sets, NetMemory net, Workspace workspace) {
        this.shape = shape;
        this.settings = settings;
        this.net = net;
        this.workspace = workspace;
        Extent image = new Extent(shape.height(), shape.width());
        Arena arena = workspace.arena;
        images = CudaMaps.reserve(arena, sets * SLOTS, image, shape.channels());
        imageGradient = CudaMaps.reserve(arena, 1, image, shape.channels());
        maps = new HiddenMaps(net, image, SLOTS, SLOTS, PENALTY, workspace);
        updates = new WeightUpdates(net, maps.extent(1), SLOTS, workspace);
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            inner.add(CudaMaps.reserve(arena, 1, maps.extent(l), net.channels));
        }
        rowSums = arena.floats((long) SLOTS
                * maps.extent(0).height()
                * net.weights(net.values, 0).length());
        tail = new CriticTail(net, maps.extent(TOP), shape.mapLength(), workspace);
        windowRows = tail.rowSums;
        mapLength = shape.mapLength();
    }

    /** Copies the scale's image to all sets. */
    void setReal(float[] pixels) {
        for (int set = 0; set < images.slots() / SLOTS; set++) {
            workspace.transfers().upload(images.slot(set * SLOTS + REAL), pixels);
        }
    }

    /** Makes the mixed image of a set, with the weight that lies there. */
    void mix(Region alpha, int set) {
        mix(set, 1, alpha, Region.NONE, 0, 0);
    }

    /**
     * Makes the mixed images of the first sets, with random weights.
     *
     * @param firstBlock of random numbers, for the first set
     * @param blocksPerSet from one set to the next
     */
    void mix(int sets, Region stream, long firstBlock, long blocksPerSet) {
        mix(0, sets, Region.NONE, stream, firstBlock, blocksPerSet);
    }

    private void mix(int set, int sets, Region alphas, Region stream, long firstBlock, long blocksPerSet) {
        workspace.launch(
                "mix_images",
                new Dim(Extent.ceil(images.length(), Workspace.BLOCK), 1, sets),
                Dim.of(Workspace.BLOCK),
                images.slot(set * SLOTS),
                SLOTS * images.bytes(),
                alphas,
                Region.NONE,
                stream,
                firstBlock,
                blocksPerSet,
                sets,
                images.length());
    }

    /**
     * One training step.
     *
     * @param set which images
     * @param losses whether the losses are wanted
     */
    void step(int set, AdamPlace adam, Place place, boolean losses) {
        maps.forward(images, set * SLOTS, 0, REAL, PENALTY, true);
        innerGradient(REAL, PENALTY);
        descend(images.slot(set * SLOTS + PENALTY));
        ascend(set);
        workspace.beside(LOSSES, () -> {
            tail.windowRows(maps, REAL, SLOTS);
            tail.update(adam);
            if (losses) {
                tail.losses(imageGradient, settings, place);
            }
        });
        back(set, adam);
        workspace.join(LOSSES);
        workspace.join(UPDATES);
    }

    /** The critic's view of a fake, in training mode: its score's {@link #windowRows}, and the gradient at it. */
    void look(int set) {
        maps.forward(images, set * SLOTS + FAKE, 0, MIXED, 1, false);
        innerGradient(MIXED, 1);
        workspace.beside(LOSSES, () -> tail.windowRows(maps, MIXED, 1));
        descend(Region.NONE);
        workspace.join(LOSSES);
    }

    /** Counts the batch statistics of the last {@link #look} once more: the same look at the same fake. */
    void lookAgain() {
        maps.track(MIXED);
    }

    /** The gradient of the map's sum at the last activations, and what the norm needs of it. */
    private void innerGradient(int slot, int count) {
        Extent top = maps.extent(TOP);
        workspace.launch(
                "critic_top",
                new Dim(Extent.ceil((long) top.tiles() * net.channels, Workspace.BLOCK), 1, count),
                Dim.of(Workspace.BLOCK),
                maps.z.get(TOP).slot(slot),
                maps.norm(TOP, slot),
                net.weights(net.values, NetLayout.BLOCKS),
                inner.get(TOP).region(),
                maps.partials,
                count,
                top.height(),
                top.width(),
                net.channels,
                -1f / mapLength,
                1f / mapLength);
        FinishLaunch finish = maps.finish("backward", TOP, slot, count);
        finish.keep = true;
        finish.launch(workspace);
    }

    /**
     * The inner gradient's way down: of the map's sum at the mixture.
     *
     * @param adjointImage where the penalty's derivative by the inner gradient goes, if it is wanted
     */
    private void descend(Region adjointImage) {
        for (int l = TOP; l > 0; l--) {
            ConvLaunch conv = maps.back(
                    l, MIXED, 1, inner.get(l).region(), inner.get(l - 1).region());
            conv.kept = maps.dz.get(l).slot(PENALTY);
            conv.launch(workspace, net.channels);
            FinishLaunch finish = maps.finish("backward", l - 1, MIXED, 1);
            finish.keep = true;
            finish.launch(workspace);
        }
        ManyLaunch many = new ManyLaunch("gradient", maps.extent(0), HiddenMaps.BACK, 1);
        many.gradientOrMap = inner.get(0).region();
        many.z = maps.z.get(0).slot(MIXED);
        many.norms = maps.norm(0, MIXED);
        many.kept = maps.dz.get(0).slot(PENALTY);
        many.weights = net.weights(net.values, 0);
        many.output = imageGradient.region();
        many.adjointImage = adjointImage;
        many.penaltyFactor =
                (float) (2 * settings.penaltyWeight() / imageGradient.extent().positions());
        many.launch(workspace, net.channels, shape.channels());
    }

    /** The double backward: the adjoint of each inner gradient, from the image up. */
    private void ascend(int set) {
        FewLaunch few = new FewLaunch("ascend", images, set * SLOTS + PENALTY, 0, 1);
        few.weights = net.weights(net.values, 0);
        few.output = maps.z.get(0).slot(PENALTY);
        few.partials = maps.partials;
        few.outZ = maps.z.get(0).slot(MIXED);
        few.outNorms = maps.norm(0, MIXED);
        few.outInner = inner.get(0).region();
        few.launch(workspace, net.channels);
        finishAscent(0);
        for (int l = 1; l < NetLayout.BLOCKS; l++) {
            ConvLaunch conv = new ConvLaunch("ascend", maps.extent(l - 1), 0, 1);
            conv.gradientOrMap = maps.z.get(l - 1).slot(PENALTY);
            conv.z = maps.z.get(l - 1).slot(MIXED);
            conv.norms = maps.norm(l - 1, MIXED);
            conv.penaltyNorms = maps.norm(l - 1, PENALTY);
            conv.kept = maps.a.get(l - 1).slot(PENALTY);
            conv.weights = net.transformed(l);
            conv.output = maps.z.get(l).slot(PENALTY);
            conv.partials = maps.partials;
            conv.outZ = maps.z.get(l).slot(MIXED);
            conv.outNorms = maps.norm(l, MIXED);
            conv.outInner = inner.get(l).region();
            conv.launch(workspace, net.channels);
            finishAscent(l);
        }
    }

    private void finishAscent(int block) {
        FinishLaunch finish = maps.finish("ascent", block, MIXED, 1);
        finish.penaltyNorms = maps.norm(block, PENALTY);
        finish.top = block == TOP;
        finish.launch(workspace);
    }

    /** The last way down, of all parts of the loss, and Adam. */
    private void back(int set, AdamPlace adam) {
        for (int l = TOP; l > 0; l--) {
            int layer = l;
            boolean top = l == TOP;
            ConvLaunch conv =
                    maps.back(l, REAL, PENALTY, top ? inner.get(l).region() : maps.gradient(l), maps.gradient(l - 1));
            conv.inner = inner.get(l).region();
            conv.adjoint = maps.z.get(l).slot(PENALTY);
            conv.secondOrder = MIXED;
            conv.kept = maps.dz.get(l).region();
            conv.top = top;
            conv.factorOfReal = -1f / mapLength;
            conv.factorOfFake = 1f / mapLength;
            conv.launch(workspace, net.channels);
            workspace.beside(
                    UPDATES,
                    () -> updates.hidden(
                            layer,
                            maps.a.get(layer - 1).region(),
                            maps.dz.get(layer).region(),
                            maps.extent(layer),
                            adam));
            FinishLaunch finish = maps.finish("backward", l - 1, REAL, PENALTY);
            finish.penaltyNorms = maps.norm(l - 1, PENALTY);
            finish.secondOrder = MIXED;
            finish.launch(workspace);
        }
        firstConvolution(set, adam);
        updates.norms(maps.norm(0, REAL), maps.normStride(), adam);
    }

    private void firstConvolution(int set, AdamPlace adam) {
        Extent rows = maps.extent(0);
        workspace.launch(
                "few_gradient_layer0",
                new Dim(rows.height(), 1, SLOTS),
                Dim.of(net.channels * 3),
                images.slot(set * SLOTS),
                maps.gradient(0),
                maps.z.get(0).region(),
                maps.norm(0, REAL),
                inner.get(0).region(),
                maps.z.get(0).slot(PENALTY),
                maps.dz.get(0).region(),
                rowSums,
                SLOTS,
                shape.height(),
                shape.width(),
                0,
                net.channels,
                shape.channels(),
                MIXED,
                PENALTY);
        updates.few(0, rowSums, rows.height(), adam);
    }
}
