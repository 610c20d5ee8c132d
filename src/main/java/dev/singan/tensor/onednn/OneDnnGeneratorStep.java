package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.OneDnnLanes;
import dev.singan.tensor.onednn.kernel.OneDnnPasses;
import dev.singan.tensor.onednn.kernel.OutputKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The generator's forward passes for the fake and the reconstruction, and its training step on both. */
final class OneDnnGeneratorStep {
    private static final int FAKE = 0;
    private static final int RECONSTRUCTION = 1;
    static final int SLOTS = 2;
    private static final int TAIL = NetLayout.BLOCKS;

    private final OneDnnParameters parameters;
    private final StepSettings settings;
    private final ScaleShape shape;
    private final OneDnnBlocks blocks;
    private final OutputConvolution tail;
    private final BlockedMap beforeTanh;
    private final BlockedMap output;
    private final BlockedMap outputGradient;
    private final BlockedMap reconstructionPrevious;
    private final BlockedMap realMap;
    private final List<Runnable> makeFake;
    private final List<Runnable> makeReconstruction;
    private final List<Runnable> makeBoth;
    private final List<Runnable> back = new ArrayList<>();
    private float[] fakePrevious = new float[0];

    OneDnnGeneratorStep(
            OneDnnParameters parameters, ScaleShape shape, StepSettings settings, Scratch scratch, OneDnnArena arena) {
        this.parameters = parameters;
        this.settings = settings;
        this.shape = shape;
        int padding = 2 * ScaleShape.PADDING;
        int channels = Convolution.imageChannels(shape.channels());
        blocks = new OneDnnBlocks(parameters, SLOTS, shape.height() + padding, shape.width() + padding, scratch, arena);
        beforeTanh = arena.maps(SLOTS, channels, shape.height(), shape.width());
        output = arena.maps(SLOTS, channels, shape.height(), shape.width());
        outputGradient = arena.maps(SLOTS, channels, shape.height(), shape.width());
        reconstructionPrevious = arena.maps(1, channels, shape.height(), shape.width());
        realMap = arena.maps(1, channels, shape.height(), shape.width());
        tail = new OutputConvolution(shape.channels(), blocks.channels(), shape.height(), shape.width());
        makeFake = forward(FAKE, 1);
        makeReconstruction = forward(RECONSTRUCTION, 1);
        makeBoth = forward(FAKE, SLOTS);
        addBackward();
    }

    private List<Runnable> forward(int firstSlot, int count) {
        List<Runnable> steps = new ArrayList<>(blocks.forward(firstSlot, count));
        steps.add(() -> {
            for (int s = firstSlot; s < firstSlot + count; s++) {
                tail.forward(blocks.a[TAIL - 1], s, parameters.tail, beforeTanh);
            }
        });
        steps.add(() -> OneDnnPasses.run(
                count,
                shape.channels(),
                (s, c) -> OutputKernels.tanh(
                        beforeTanh.plane(firstSlot + s, c),
                        output.plane(firstSlot + s, c),
                        parameters.bias,
                        c,
                        Math.min(OneDnnLanes.LENGTH, shape.channels() - c))));
        for (int s = firstSlot; s < firstSlot + count; s++) {
            int slot = s;
            steps.add(() -> blocks.track(slot));
        }
        return steps;
    }

    private void addBackward() {
        addActivation(TAIL - 1);
        back.add(this::backThroughTail);
        for (int l = NetLayout.BLOCKS - 1; l >= 0; l--) {
            int block = l;
            back.add(() -> backThroughBlock(block));
            addActivation(l - 1);
            back.add(blocks.weightGradient(l, SLOTS, blocks.dz[l]));
            if (l > 0) {
                back.add(blocks.inputGradient(l, blocks.dz[l], FAKE, SLOTS, blocks.da[l - 1], FAKE));
            }
        }
    }

    private void backThroughTail() {
        Arrays.fill(parameters.tailGradient, 0f);
        for (int slot = 0; slot < SLOTS; slot++) {
            tail.backward(
                    outputGradient,
                    blocks.a[TAIL - 1],
                    slot,
                    parameters.tail,
                    blocks.da[TAIL - 1],
                    parameters.tailGradient);
        }
    }

    /** Computes a block's activations again where they were not kept. */
    private void addActivation(int block) {
        if (block >= 0 && !blocks.keepsActivations) {
            back.add(() -> OneDnnPasses.run(SLOTS, blocks.channels(), (slot, c) -> blocks.activate(block, slot, c)));
        }
    }

    private void backThroughBlock(int block) {
        OneDnnPasses.run(
                SLOTS,
                blocks.channels(),
                (slot, c) -> blocks.backThroughNorm(block, slot, blocks.da[block].plane(slot, c), 1f, slot, c));
        Arrays.fill(parameters.gammaGradient[block], 0f);
        Arrays.fill(parameters.betaGradient[block], 0f);
        blocks.addNormGradients(block, FAKE);
        blocks.addNormGradients(block, RECONSTRUCTION);
    }

    void setReal(float[] real) {
        realMap.write(0, real);
    }

    /** Sets what the reconstruction is made from. */
    void setReconstruction(float[] input, float[] previous) {
        blocks.input.write(RECONSTRUCTION, input, margin(input));
        reconstructionPrevious.write(0, previous);
    }

    /** The border that an input leaves to the zeros in the buffer. */
    private int margin(float[] input) {
        return input.length == shape.paddedLength() ? 0 : ScaleShape.PADDING;
    }

    /** Makes the fake. */
    void generate(float[] input, float[] previous) {
        blocks.input.write(FAKE, input, margin(input));
        fakePrevious = previous.clone();
        makeFake.forEach(Runnable::run);
    }

    /** Makes the reconstruction. */
    void reconstruct() {
        makeReconstruction.forEach(Runnable::run);
    }

    /** Makes the fake again, and the reconstruction. */
    void generateAndReconstruct() {
        makeBoth.forEach(Runnable::run);
    }

    float[] fake() {
        return sum(output.read(FAKE, shape.channels()), fakePrevious);
    }

    float[] reconstruction() {
        return sum(output.read(RECONSTRUCTION, shape.channels()), reconstructionPrevious.read(0, shape.channels()));
    }

    private static float[] sum(float[] values, float[] previous) {
        for (int i = 0; i < values.length; i++) {
            values[i] += previous[i];
        }
        return values;
    }

    /**
     * The step itself: backward from both images, then Adam.
     *
     * @param critic the gradient of the sum of the critic's scores at the fake
     * @return the weighted reconstruction loss before the step
     */
    double update(BlockedMap critic, double learningRate) {
        double values = shape.imageLength();
        float adversarial = -1f / shape.mapLength();
        float squared = (float) (2 * settings.reconstructionWeight() / values);
        double error = 0;
        Arrays.fill(parameters.biasGradient, 0f);
        for (int c = 0; c < shape.channels(); c += OneDnnLanes.LENGTH) {
            OutputKernels.scaledGradient(
                    critic.plane(0, c), adversarial, output.plane(FAKE, c), outputGradient.plane(FAKE, c));
            error += OutputKernels.squaredErrorGradient(
                    output.plane(RECONSTRUCTION, c),
                    reconstructionPrevious.plane(0, c),
                    realMap.plane(0, c),
                    squared,
                    outputGradient.plane(RECONSTRUCTION, c));
            OutputKernels.addSums(outputGradient.plane(FAKE, c), parameters.biasGradient, c);
            OutputKernels.addSums(outputGradient.plane(RECONSTRUCTION, c), parameters.biasGradient, c);
        }
        back.forEach(Runnable::run);
        parameters.update(settings, learningRate);
        return settings.reconstructionWeight() * error / values;
    }
}
