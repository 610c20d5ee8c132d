package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.NormKernels;
import dev.singan.tensor.onednn.kernel.OneDnnBatchStatistics;
import dev.singan.tensor.onednn.kernel.OneDnnPasses;
import dev.singan.tensor.onednn.kernel.PenaltyKernels;
import dev.singan.tensor.onednn.kernel.PenaltyKernels.Sums;
import dev.singan.tensor.onednn.kernel.TailKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The critic's training step, with its gradient penalty, and its gradient at a fake for the generator.
 *
 * <p>Three images share the convolutions' batch: real, fake, and a mixture of both where the penalty is taken. Their batch of four's last
 * slot carries what belongs to the penalty: first the mixture's inner gradient on its way down, then the adjoint of it on its
 * way up. So the weights' gradient of all parts of the loss is one convolution per layer.
 */
final class OneDnnCriticStep {
    private static final int REAL = 0;
    private static final int FAKE = 1;
    private static final int MIXED = 2;
    private static final int PENALTY = 3;
    static final int SLOTS = 4;

    private final OneDnnParameters parameters;
    private final StepSettings settings;
    private final OneDnnBlocks blocks;

    /** The gradient of the map's sum at the mixture or the generator's fake. */
    private final BlockedMap imageGradient;

    /** The inner gradient at each block's activations, kept for the double backward. */
    private final BlockedMap[] inner = new BlockedMap[NetLayout.BLOCKS];

    private final Sums[] sums = new Sums[NetLayout.BLOCKS];
    private final float[][] windowSums;
    private final int channels;
    private final float map;
    private final List<Runnable> step = new ArrayList<>();
    private final List<Runnable> look = new ArrayList<>();
    private final float[] mixture;
    private double penalty;

    OneDnnCriticStep(
            OneDnnParameters parameters, ScaleShape shape, StepSettings settings, Scratch scratch, OneDnnArena arena) {
        this.parameters = parameters;
        this.settings = settings;
        blocks = new OneDnnBlocks(parameters, SLOTS, shape.height(), shape.width(), scratch, arena);
        channels = shape.channels();
        imageGradient = arena.maps(1, Convolution.imageChannels(channels), shape.height(), shape.width());
        windowSums = new float[SLOTS][TailKernels.TAPS * blocks.channels()];
        map = shape.mapLength();
        mixture = new float[shape.imageLength()];
        Arrays.setAll(sums, l -> new Sums(blocks.channels()));
        Arrays.setAll(inner, l -> arena.maps(1, blocks.channels(), blocks.rows(l + 1), blocks.columns(l + 1)));
        List<Runnable> descend = descend();
        step.addAll(blocks.forward(REAL, 3));
        step.add(() -> windowSums(REAL));
        step.add(() -> windowSums(FAKE));
        step.addAll(descend);
        step.add(this::penalise);
        step.addAll(ascend());
        step.add(this::tailGradient);
        step.addAll(back());
        look.addAll(blocks.forward(MIXED, 1));
        look.add(() -> windowSums(MIXED));
        look.addAll(descend);
    }

    /** One training step. */
    CriticLosses step(float[] real, float[] fake, float alpha, double learningRate) {
        for (int i = 0; i < mixture.length; i++) {
            mixture[i] = alpha * real[i] + (1 - alpha) * fake[i];
        }
        write(REAL, real);
        write(FAKE, fake);
        write(MIXED, mixture);
        step.forEach(Runnable::run);
        blocks.track(REAL);
        blocks.track(FAKE);
        blocks.track(MIXED);
        CriticLosses losses = new CriticLosses(-score(REAL), score(FAKE), penalty);
        parameters.update(settings, learningRate);
        return losses;
    }

    /**
     * The critic's view of the generator's fake, in training mode.
     *
     * @return the mean score
     */
    double look(float[] fake) {
        write(MIXED, fake);
        look.forEach(Runnable::run);
        blocks.track(MIXED);
        return score(MIXED);
    }

    /** Counts the batch statistics of the last {@link #look} once more: the same look at the same fake. */
    void lookAgain() {
        blocks.track(MIXED);
    }

    /** The gradient of the sum (not the mean) of the scores at the fake of the last {@link #look}, in slot 0. */
    BlockedMap imageGradient() {
        return imageGradient;
    }

    private void write(int slot, float[] image) {
        blocks.input.write(slot, image, 0);
    }

    /** The inner gradient: of the map's sum at the mixture. */
    private List<Runnable> descend() {
        List<Runnable> steps = new ArrayList<>();
        int top = NetLayout.BLOCKS - 1;
        steps.add(() -> OneDnnPasses.run(
                1,
                blocks.channels(),
                (s, c) -> TailKernels.sumGradient(
                        parameters.tail,
                        inner[top].plane(0, c),
                        inner[top].height(),
                        inner[top].width(),
                        blocks.channels(),
                        c)));
        for (int l = top; l >= 0; l--) {
            int block = l;
            steps.add(() -> OneDnnPasses.run(
                    1,
                    blocks.channels(),
                    (s, c) -> blocks.backThroughNorm(block, MIXED, inner[block].plane(0, c), 1f, PENALTY, c)));
            BlockedMap below = l > 0 ? inner[l - 1] : imageGradient;
            steps.add(blocks.inputGradient(l, blocks.dz[l], PENALTY, 1, below, 0));
        }
        return steps;
    }

    /** The penalty, and its derivative by the inner gradient as the input of the way up. */
    private void penalise() {
        float[] gradient = imageGradient.read(0, channels);
        penalty = GradientPenalty.take(gradient, channels, settings.penaltyWeight());
        write(PENALTY, gradient);
    }

    /** The double backward: the adjoint of each inner gradient, from the image up. */
    private List<Runnable> ascend() {
        List<Runnable> steps = new ArrayList<>();
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            int block = l;
            steps.add(blocks.convolve(l, PENALTY, 1, blocks.z[l]));
            steps.add(() -> adjoint(block));
        }
        return steps;
    }

    private void adjoint(int block) {
        Sums s = sums[block];
        OneDnnBatchStatistics norm = blocks.norm(block, MIXED);
        float[] mean0 = blocks.meanGradient(block, PENALTY);
        float[] mean1 = blocks.meanGradientByValue(block, PENALTY);
        System.arraycopy(mean0, 0, s.meanGradient, 0, mean0.length);
        System.arraycopy(mean1, 0, s.gradientByValue, 0, mean1.length);
        OneDnnPasses.run(1, blocks.channels(), (slot, c) -> {
            var v = blocks.z[block].plane(PENALTY, c);
            var z = blocks.z[block].plane(MIXED, c);
            PenaltyKernels.adjointMeans(v, inner[block].plane(0, c), z, norm, s, c);
            climb(block, c);
        });
        float positions = blocks.z[block].positions();
        for (int c = 0; c < blocks.channels(); c++) {
            float bc = s.adjointByValue[c] * s.gradientByValue[c];
            parameters.gammaGradient[block][c] = (s.covariance(c) - bc) * norm.inverse[c] * positions;
            parameters.betaGradient[block][c] = 0;
        }
    }

    /** The adjoint at a block's activations. */
    private void climb(int block, int c) {
        PenaltyKernels.adjoint(
                blocks.z[block].plane(PENALTY, c),
                blocks.z[block].plane(MIXED, c),
                blocks.a[block].plane(PENALTY, c),
                blocks.norm(block, MIXED),
                parameters.gamma[block],
                sums[block],
                c);
    }

    private void tailGradient() {
        windowSums(PENALTY);
        for (int i = 0; i < parameters.tailGradient.length; i++) {
            parameters.tailGradient[i] = (windowSums[FAKE][i] - windowSums[REAL][i]) / map + windowSums[PENALTY][i];
        }
        // The bias adds −1 from the real image, +1 from the fake, and nothing to a gradient at the image.
        parameters.biasGradient[0] = 0;
    }

    private void windowSums(int slot) {
        BlockedMap top = blocks.a[NetLayout.BLOCKS - 1];
        OneDnnPasses.run(
                1,
                blocks.channels(),
                (s, c) -> TailKernels.windowSums(
                        top.plane(slot, c), top.height(), top.width(), windowSums[slot], blocks.channels(), c));
    }

    /** The mean of the map. */
    private double score(int slot) {
        double sum = 0;
        for (int i = 0; i < parameters.tail.length; i++) {
            sum += (double) parameters.tail[i] * windowSums[slot][i];
        }
        return sum / map + parameters.bias[0];
    }

    /** The last way down, of all parts of the loss. */
    private List<Runnable> back() {
        List<Runnable> steps = new ArrayList<>();
        for (int l = NetLayout.BLOCKS - 1; l >= 0; l--) {
            int block = l;
            steps.add(() -> backThroughBlock(block));
            if (l > 0 && !blocks.keepsActivations) {
                steps.add(() -> activateAgain(block - 1));
            }
            steps.add(blocks.weightGradient(l, SLOTS, blocks.dz[l]));
            if (l > 0) {
                steps.add(blocks.inputGradient(l, blocks.dz[l], REAL, 3, blocks.da[l - 1], REAL));
            }
        }
        return steps;
    }

    private void backThroughBlock(int block) {
        boolean top = block == NetLayout.BLOCKS - 1;
        OneDnnPasses.run(SLOTS, blocks.channels(), (slot, c) -> {
            var innerGradient = inner[block].plane(0, c);
            if (slot == PENALTY) {
                blocks.backAgain(block, MIXED, innerGradient, 1f, PENALTY, c);
            } else if (slot == MIXED) {
                backThroughMixture(block, top, c);
            } else if (top) {
                // At the top all images have the same gradient but for a factor: that of the map's sum.
                blocks.backThroughNorm(block, slot, innerGradient, (slot == REAL ? -1 : 1) / map, slot, c);
            } else {
                blocks.backThroughNorm(block, slot, blocks.da[block].plane(slot, c), 1f, slot, c);
            }
        });
        blocks.addNormGradients(block, REAL);
        blocks.addNormGradients(block, FAKE);
        if (!top) {
            blocks.addNormGradients(block, MIXED);
        }
    }

    /** Computes a block's activations, and the adjoints beside them, again where they were not kept. */
    private void activateAgain(int block) {
        OneDnnPasses.run(SLOTS, blocks.channels(), (slot, c) -> {
            if (slot == PENALTY) {
                climb(block, c);
            } else {
                blocks.activate(block, slot, c);
            }
        });
    }

    private void backThroughMixture(int block, boolean top, int c) {
        OneDnnBatchStatistics norm = blocks.norm(block, MIXED);
        var z = blocks.z[block].plane(MIXED, c);
        var da = blocks.da[block].plane(MIXED, c);
        float[] mean0 = blocks.meanGradient(block, MIXED);
        float[] mean1 = blocks.meanGradientByValue(block, MIXED);
        if (!top) {
            NormKernels.gradientMeans(da, z, norm, 1f, mean0, mean1, c);
        }
        PenaltyKernels.secondOrder(
                top,
                da,
                inner[block].plane(0, c),
                blocks.z[block].plane(PENALTY, c),
                z,
                blocks.dz[block].plane(MIXED, c),
                norm,
                parameters.gamma[block],
                sums[block],
                mean0,
                mean1,
                c);
    }
}
