package dev.singan.tensor.cuda;

import dev.singan.image.Bicubic;
import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.cuda.driver.Transfers;
import dev.singan.tensor.engine.IterationPlan;
import dev.singan.tensor.engine.ScaleShape;
import java.util.ArrayList;
import java.util.List;

/** The finished scales below the one that is trained: an image for each critic step, made on the device from noise of its own. */
final class LowerScales {
    private final IterationPlan plan;
    private final ScaleShape shape;
    private final Region stream;
    private final Workspace workspace;
    private final List<Scale> scales = new ArrayList<>();
    private final List<Region> hidden;
    private final Region topAmplitude;

    /** Reserves their memory. */
    LowerScales(IterationPlan plan, ScaleShape shape, Region stream, Workspace workspace) {
        this.plan = plan;
        this.shape = shape;
        this.stream = stream;
        this.workspace = workspace;
        long room = 0;
        for (IterationPlan.Lower lower : plan.below()) {
            Scale scale = new Scale(lower);
            scales.add(scale);
            room = Math.max(room, FrozenNet.hiddenLength(scale.net.channels(), scale.extent, plan.criticSteps()));
        }
        hidden = List.of(workspace.arena.floats(room), workspace.arena.floats(room));
        topAmplitude = workspace.arena.floats(1);
    }

    /** Copies what is constant, once the memory is allocated. */
    void load() {
        scales.forEach(Scale::load);
        workspace.transfers().upload(topAmplitude, plan.noiseAmplitude());
    }

    /**
     * Makes the images of all critic steps of an iteration.
     *
     * @param blocks random numbers that are passed over before
     */
    void make(long blocks) {
        long perStep = plan.blocksPerStep(shape);
        for (int k = 0; k < scales.size(); k++) {
            Scale scale = scales.get(k);
            long first = blocks + plan.block(shape, k);
            prepare(k, scale.previous, scale.inputs, scale.amplitude, first, perStep, plan.criticSteps());
            scale.net.apply(scale.inputs, hidden, scale.previous, scale.images);
        }
    }

    /** Makes the inputs of the scale's generator from the images of the last scale. */
    void enter(Generator generator) {
        prepare(
                scales.size(),
                generator.previous,
                generator.inputs,
                topAmplitude,
                plan.noiseBlock(shape),
                0,
                plan.criticSteps());
    }

    /** Draws the noise of the reconstruction anew, at the coarsest scale. */
    void drawReconstruction(Generator generator) {
        int slot = generator.reconstruction();
        prepare(0, generator.previous.from(slot), generator.inputs.from(slot), topAmplitude, 0, 0, 1);
    }

    /**
     * Makes inputs of a scale.
     *
     * @param scale its number: the images of the scale before it are enlarged
     */
    private void prepare(
            int scale,
            CudaMaps previous,
            CudaMaps inputs,
            Region amplitude,
            long firstBlock,
            long blocksPerSlot,
            int slots) {
        boolean coarsest = scale == 0;
        Scale below = coarsest ? null : scales.get(scale - 1);
        workspace.launch(
                "prepare",
                new Dim(Extent.ceil(inputs.length(), Workspace.BLOCK), 1, slots),
                Dim.of(Workspace.BLOCK),
                below == null ? Region.NONE : below.images.region(),
                below == null ? Region.NONE : below.rowPlaces,
                below == null ? Region.NONE : below.rowWeights,
                below == null ? Region.NONE : below.columnPlaces,
                below == null ? Region.NONE : below.columnWeights,
                previous.region(),
                inputs.region(),
                Region.NONE,
                stream,
                amplitude,
                firstBlock,
                blocksPerSlot,
                slots,
                previous.extent().height(),
                previous.extent().width(),
                0,
                inputs.channels(),
                below == null ? 0 : below.extent.height(),
                below == null ? 0 : below.extent.width(),
                coarsest ? 1 : 0);
    }

    /** One of them. */
    private final class Scale {
        final IterationPlan.Lower lower;
        final Extent extent;
        final FrozenNet net;
        final CudaMaps inputs;
        final CudaMaps previous;
        final CudaMaps images;
        final Region amplitude;
        final Region rowPlaces;
        final Region rowWeights;
        final Region columnPlaces;
        final Region columnWeights;

        Scale(IterationPlan.Lower lower) {
            this.lower = lower;
            extent = new Extent(lower.height(), lower.width());
            Arena arena = workspace.arena;
            int slots = plan.criticSteps();
            net = new FrozenNet(lower.generator(), workspace);
            inputs = CudaMaps.reserve(arena, slots, extent, shape.channels());
            previous = CudaMaps.reserve(arena, slots, extent, shape.channels());
            images = CudaMaps.reserve(arena, slots, extent, shape.channels());
            amplitude = arena.floats(1);
            rowPlaces = arena.floats(taps(lower.rows()));
            rowWeights = arena.doubles(taps(lower.rows()));
            columnPlaces = arena.floats(taps(lower.columns()));
            columnWeights = arena.doubles(taps(lower.columns()));
        }

        private int taps(Bicubic.Axis axis) {
            if (axis.places().length % Bicubic.Axis.ENLARGING != 0) {
                throw new IllegalArgumentException("the kernels enlarge by " + Bicubic.Axis.ENLARGING + " pixels");
            }
            return axis.places().length;
        }

        void load() {
            net.load();
            Transfers transfers = workspace.transfers();
            transfers.upload(amplitude, lower.noiseAmplitude());
            transfers.upload(rowPlaces, lower.rows().places());
            transfers.upload(rowWeights, lower.rows().weights());
            transfers.upload(columnPlaces, lower.columns().places());
            transfers.upload(columnWeights, lower.columns().weights());
        }
    }
}
