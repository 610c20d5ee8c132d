package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepSettings;

/**
 * The generator's forward passes for the fakes and the reconstruction, and its training step on the last fake and the reconstruction, as
 * launches. The fakes of all critic steps of an iteration have slots of their own, and the reconstruction follows the last: as long as the
 * generator has not changed, one launch makes them all.
 */
final class Generator {
    /** Slots that a step goes back through. */
    private static final int BACK_SLOTS = 2;

    private static final int TOP = HiddenMaps.TOP;
    private static final int UPDATES = 0;
    private static final int OUTPUTS = 1;
    private static final int WARP = 32;

    final NetMemory net;

    /** What the first convolution reads, with its border where that is not made of zeros by the kernels. */
    final CudaMaps inputs;

    /** The enlarged images from the scale below, which are added to the outputs. */
    final CudaMaps previous;

    private final ScaleShape shape;
    private final StepSettings settings;
    private final Workspace workspace;
    private final Critic critic;
    private final HiddenMaps maps;
    private final WeightUpdates updates;
    private final int fakes;
    private final int pad;
    private final CudaMaps tanh;
    private final CudaMaps outGradient;
    private final Region real;
    private final Region biasRows;
    private final Region lossRows;
    private final Region score;
    private final Region firstRows;
    private final Region tailRows;

    /**
     * @param fakes how many have slots of their own
     * @param bordered whether the inputs come with their border of {@link ScaleShape#PADDING}; else it is zero
     */
    Generator(
            ScaleShape shape,
            StepSettings settings,
            int fakes,
            boolean bordered,
            NetMemory net,
            Critic critic,
            Workspace workspace) {
        this.shape = shape;
        this.settings = settings;
        this.net = net;
        this.critic = critic;
        this.fakes = fakes;
        this.workspace = workspace;
        Extent image = new Extent(shape.height(), shape.width());
        Extent padded = image.grown(2 * ScaleShape.PADDING);
        Arena arena = workspace.arena;
        int channels = shape.channels();
        pad = bordered ? 0 : ScaleShape.PADDING;
        inputs = CudaMaps.reserve(arena, fakes + 1, bordered ? padded : image, channels);
        previous = CudaMaps.reserve(arena, fakes + 1, image, channels);
        tanh = CudaMaps.reserve(arena, fakes + 1, image, channels);
        outGradient = CudaMaps.reserve(arena, BACK_SLOTS, image, channels);
        real = CudaMaps.reserve(arena, 1, image, channels).region();
        maps = new HiddenMaps(net, padded, fakes + 1, BACK_SLOTS, BACK_SLOTS, workspace);
        updates = new WeightUpdates(net, maps.extent(1), BACK_SLOTS, workspace);
        biasRows = arena.floats((long) BACK_SLOTS * shape.height() * channels);
        lossRows = arena.doubles(shape.height());
        score = arena.doubles(1);
        firstRows = arena.floats((long) BACK_SLOTS
                * maps.extent(0).height()
                * net.weights(net.values, 0).length());
        tailRows = arena.floats((long) BACK_SLOTS
                * shape.height()
                * net.weights(net.values, NetLayout.BLOCKS).length());
    }

    /** The slot of the reconstruction. */
    int reconstruction() {
        return fakes;
    }

    /** Where the scale's image lies that the reconstruction is compared with. */
    Region real() {
        return real;
    }

    /** Makes images of some slots; they land among the critic's, each as the fake of its set. */
    void forward(int slot, int count) {
        maps.forward(inputs, slot, pad, slot, count, true);
        ManyLaunch many = new ManyLaunch("tail", maps.extent(TOP), 0, count);
        many.gradientOrMap = maps.z.get(TOP).slot(slot);
        many.norms = maps.norm(TOP, slot);
        many.weights = net.weights(net.values, NetLayout.BLOCKS);
        many.tailBias = net.bias(net.values);
        many.previous = previous.slot(slot);
        many.tanh = tanh.slot(slot);
        many.output = image(slot);
        many.outputStride = Critic.SLOTS * critic.images.bytes();
        many.launch(workspace, net.channels, shape.channels());
    }

    /** The image that a slot's forward pass made. */
    Region image(int slot) {
        return critic.images.slot(slot * Critic.SLOTS + Critic.FAKE);
    }

    /**
     * The step itself: backward from the last fake and the reconstruction, then Adam. The critic has looked at the fake.
     *
     * @param losses whether the losses are wanted
     */
    void step(AdamPlace adam, Place place, boolean losses) {
        outputGradient();
        workspace.beside(OUTPUTS, () -> outputs(adam, place, losses));
        FewLaunch few = new FewLaunch("back", outGradient, 0, HiddenMaps.BACK, BACK_SLOTS);
        few.flipped = true;
        few.weights = net.weights(net.values, NetLayout.BLOCKS);
        few.output = maps.gradient(TOP);
        few.partials = maps.partials;
        few.outZ = maps.z.get(TOP).slot(fakes - 1);
        few.outNorms = maps.norm(TOP, fakes - 1);
        few.launch(workspace, net.channels);
        workspace.beside(OUTPUTS, () -> updates.few(NetLayout.BLOCKS, tailRows, shape.height(), adam));
        maps.finish("backward", TOP, fakes - 1, BACK_SLOTS).launch(workspace);
        back(adam);
        firstConvolution(adam);
        updates.norms(maps.norm(0, fakes - 1), maps.normStride(), adam);
        workspace.join(OUTPUTS);
        workspace.join(UPDATES);
    }

    /** The gradient at the outputs before tanh. */
    private void outputGradient() {
        double values = shape.imageLength();
        workspace.launch(
                "output_gradient",
                new Dim(shape.height(), 1, BACK_SLOTS),
                Dim.of(Workspace.BLOCK),
                critic.imageGradient.region(),
                tanh.slot(fakes - 1),
                previous.slot(fakes - 1),
                previous.bytes(),
                real,
                outGradient.region(),
                biasRows,
                lossRows,
                shape.height(),
                shape.width(),
                shape.channels(),
                -1f / shape.mapLength(),
                (float) (2 * settings.reconstructionWeight() / values),
                0);
    }

    /** What depends on the gradient at the outputs alone. */
    private void outputs(AdamPlace adam, Place place, boolean losses) {
        Extent top = maps.extent(TOP);
        workspace.launch(
                "few_gradient_tail",
                new Dim(shape.height(), 1, BACK_SLOTS),
                Dim.of(net.channels * 3),
                outGradient.region(),
                Region.NONE,
                maps.z.get(TOP).slot(fakes - 1),
                maps.norm(TOP, fakes - 1),
                Region.NONE,
                Region.NONE,
                Region.NONE,
                tailRows,
                BACK_SLOTS,
                top.height(),
                top.width(),
                0,
                net.channels,
                shape.channels(),
                -1,
                -1);
        workspace.launch(
                "update_bias",
                Dim.of(1),
                Dim.of(WARP),
                biasRows,
                net.bias(net.values),
                net.bias(net.gradient),
                net.bias(net.first),
                net.bias(net.second),
                adam,
                shape.height(),
                shape.channels());
        if (losses) {
            losses(place);
        }
    }

    private void losses(Place place) {
        NetMemory other = critic.net;
        workspace.launch(
                "loss_generator",
                Dim.of(1),
                Dim.of(Workspace.BLOCK),
                critic.windowRows,
                other.weights(other.values, NetLayout.BLOCKS),
                other.bias(other.values),
                lossRows,
                score,
                place.generatorLosses(),
                place.cursor(),
                settings.reconstructionWeight(),
                (double) shape.imageLength(),
                shape.height(),
                shape.height() - 2 * ScaleShape.PADDING,
                net.channels,
                1,
                (float) shape.mapLength(),
                0);
    }

    private void back(AdamPlace adam) {
        for (int l = TOP; l > 0; l--) {
            int layer = l;
            ConvLaunch conv = maps.back(l, fakes - 1, BACK_SLOTS, maps.gradient(l), maps.gradient(l - 1));
            conv.kept = maps.dz.get(l).region();
            conv.launch(workspace, net.channels);
            workspace.beside(
                    UPDATES,
                    () -> updates.hidden(
                            layer,
                            maps.a.get(layer - 1).slot(fakes - 1),
                            maps.dz.get(layer).region(),
                            maps.extent(layer),
                            adam));
            maps.finish("backward", l - 1, fakes - 1, BACK_SLOTS).launch(workspace);
        }
    }

    private void firstConvolution(AdamPlace adam) {
        Extent rows = maps.extent(0);
        workspace.launch(
                "few_gradient_layer0",
                new Dim(rows.height(), 1, BACK_SLOTS),
                Dim.of(net.channels * 3),
                inputs.slot(fakes - 1),
                maps.gradient(0),
                maps.z.get(0).slot(fakes - 1),
                maps.norm(0, fakes - 1),
                Region.NONE,
                Region.NONE,
                Region.NONE,
                firstRows,
                BACK_SLOTS,
                inputs.extent().height(),
                inputs.extent().width(),
                pad,
                net.channels,
                shape.channels(),
                -1,
                -1);
        updates.few(0, firstRows, rows.height(), adam);
    }
}
