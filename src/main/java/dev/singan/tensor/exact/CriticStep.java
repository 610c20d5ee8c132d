package dev.singan.tensor.exact;

import static dev.singan.tensor.engine.NetLayout.BLOCKS;

import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Passes;
import dev.singan.tensor.exact.team.Team;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The critic's training step, with its gradient penalty, and its gradient at a fake for the generator.
 *
 * <p>Three images go through it: real, fake, and a mixture of both where the penalty is taken. To the gradient of a layer's weights a fourth
 * pair contributes: the adjoint of the mixture's inner gradient, and that gradient itself.
 */
final class CriticStep {
    private static final int REAL = 0;
    private static final int FAKE = 1;
    private static final int MIXED = 2;
    private static final int SLOTS = 3;
    private static final int TOP = BLOCKS - 1;

    private final Kernels kernels;
    private final Team team;
    private final Parameters parameters;
    private final StepSettings settings;
    private final Blocks blocks;
    private final int map;

    /** A map of ones, the gradient of the map's sum. */
    private final FeatureMap ones;

    /** The gradient of the map's sum at each block's activations of the mixture. */
    private final FeatureMap[] inner = new FeatureMap[BLOCKS];

    /** The adjoint of that gradient at each block's z. */
    private final FeatureMap[] adjoint = new FeatureMap[BLOCKS];

    private final GradientPenalty gradientPenalty;

    /** The gradient of the map's sum at the mixture, which is penalised. */
    private final FeatureMap imageGradient;

    /** The penalty's derivative by that gradient, as the image of the way up. */
    private final FeatureMap adjointImage;

    private final Buffers gradients;
    private final WindowSums[] windows = new WindowSums[SLOTS];
    private final WindowSums penaltyWindows;

    private final NormGradient[] innerMeans = new NormGradient[BLOCKS];
    private final Rows[] innerGradients = new Rows[BLOCKS];
    private final PenaltyNorm[] penaltyNorms = new PenaltyNorm[BLOCKS];
    private final Rows[] adjointRows = new Rows[BLOCKS];

    CriticStep(
            Kernels kernels,
            Team team,
            Parameters parameters,
            ScaleShape shape,
            StepSettings settings,
            Buffers gradients) {
        this.kernels = kernels;
        this.team = team;
        this.parameters = parameters;
        this.settings = settings;
        this.gradients = gradients;
        gradientPenalty = new GradientPenalty(settings.penaltyWeight());
        blocks = new Blocks(kernels, team, parameters, SLOTS, shape.height(), shape.width());
        map = shape.mapLength();
        ones = new FeatureMap(shape.height() - 2 * ScaleShape.LAYERS, shape.width() - 2 * ScaleShape.LAYERS, 1);
        Arrays.fill(ones.data(), 1f);
        imageGradient = new FeatureMap(shape.height(), shape.width(), shape.channels());
        adjointImage = new FeatureMap(shape.height(), shape.width(), shape.channels());
        for (int l = 0; l < BLOCKS; l++) {
            FeatureMap z = blocks.z[l][0];
            inner[l] = new FeatureMap(z.height(), z.width(), z.channels());
            adjoint[l] = new FeatureMap(z.height(), z.width(), z.channels());
            innerMeans[l] = new NormGradient(z.channels());
        }
        int width = blocks.z[TOP][0].width();
        Arrays.setAll(windows, s -> new WindowSums(kernels, width, blocks.channels()));
        penaltyWindows = new WindowSums(kernels, width, blocks.channels());
    }

    /** One training step. */
    CriticLosses step(float[] real, float[] fake, float alpha, double learningRate) {
        float[] mixture = new float[real.length];
        for (int i = 0; i < mixture.length; i++) {
            mixture[i] = Math.fma(alpha, real[i], (1 - alpha) * fake[i]);
        }
        see(REAL, real);
        see(FAKE, fake);
        see(MIXED, mixture);
        descend();
        double penalty = gradientPenalty.of(imageGradient, adjointImage);
        ascend();
        CriticLosses losses = new CriticLosses(-score(REAL), score(FAKE), penalty);
        tailGradient();
        back();
        parameters.update(settings, learningRate);
        return losses;
    }

    /** The forward pass of an image. */
    private void see(int slot, float[] image) {
        blocks.image[slot].write(image, imageGradient.channels(), 0);
        blocks.forward(slot);
        blocks.track(slot);
        windows[slot].of(blocks.activations(TOP, slot));
    }

    private double score(int slot) {
        return windows[slot].mean(parameters.values(), parameters.weight(BLOCKS), map) + parameters.bias(0);
    }

    /**
     * The critic's view of the generator's fake, in training mode.
     *
     * @return the mean score
     */
    double look(float[] fake) {
        see(MIXED, fake);
        descend();
        return score(MIXED);
    }

    /** Counts the batch statistics of the last {@link #look} once more: the same look at the same fake. */
    void lookAgain() {
        blocks.track(MIXED);
    }

    /** The gradient of the sum (not the mean) of the scores at the fake of the last {@link #look}. */
    FeatureMap imageGradient() {
        return imageGradient;
    }

    private GradientSums sums(int block, int slot, FeatureMap da, float factor) {
        return new GradientSums(kernels, da, blocks.z[block][slot], blocks.norm(block, slot), factor);
    }

    /** The inner gradient: of the map's sum at the mixture. */
    private void descend() {
        GradientSums sums = sums(TOP, MIXED, inner[TOP], 1f);
        ImageConvolution.fewToMany(kernels, team, ones, 2, parameters.weights.tailBackward(), inner[TOP], sums);
        for (int l = TOP; l >= 0; l--) {
            innerGradients[l] = blocks.backward(l, MIXED, inner[l], 1f, sums, innerMeans[l]);
            if (l > 0) {
                sums = sums(l - 1, MIXED, inner[l - 1], 1f);
                blocks.inputGradient(l, innerGradients[l], inner[l - 1], sums);
            }
        }
        ImageConvolution.manyToFew(
                kernels, team, innerGradients[0], 2, parameters.weights.headBackward(), imageGradient);
    }

    /** The double backward: the adjoint of each inner gradient, from the image up. */
    private void ascend() {
        for (int l = 0; l < BLOCKS; l++) {
            FeatureMap z = blocks.z[l][MIXED];
            BatchStatistics norm = blocks.norm(l, MIXED);
            AdjointSums sums = new AdjointSums(kernels, adjoint[l], inner[l], z, norm);
            blocks.convolve(l, l == 0 ? adjointImage : adjointRows[l - 1], adjoint[l], sums);
            penaltyNorms[l] = new PenaltyNorm(norm, innerMeans[l], sums, z.positions());
            adjointRows[l] =
                    new BlockRows.Adjoints(kernels, adjoint[l], z, norm, penaltyNorms[l].adjoint(parameters.gamma(l)));
            int at = parameters.gammaGradient(l);
            for (int c = 0; c < blocks.channels(); c++) {
                parameters.gradient[at + c] = penaltyNorms[l].gamma(c, z.positions());
                parameters.gradient[at + blocks.channels() + c] = 0;
            }
        }
    }

    private void tailGradient() {
        penaltyWindows.of(adjointRows[TOP]);
        int at = parameters.weight(BLOCKS);
        for (int i = 0; i < penaltyWindows.sums.length; i++) {
            float difference = windows[FAKE].sums[i] - windows[REAL].sums[i];
            parameters.gradient[at + i] = difference / map + penaltyWindows.sums[i];
        }
        // The bias adds −1 from the real image, +1 from the fake, and nothing to a gradient at the image.
        parameters.gradient[parameters.biasGradient()] = 0;
    }

    /** Backward through real, fake and mixture, to the gradients of all weights. */
    private void back() {
        GradientSums[] sums = {sums(TOP, REAL, inner[TOP], -1f / map), sums(TOP, FAKE, inner[TOP], 1f / map), null};
        int tileRows = Winograd.tiles(inner[TOP].height());
        team.run(tileRows, (row, room) -> {
            sums[REAL].row(row, room);
            sums[FAKE].row(row, room);
        });
        for (int l = TOP; l >= 0; l--) {
            List<Rows> dz = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                dz.add(gradientAtZ(l, slot, sums[slot]));
            }
            for (int slot = 0; slot < SLOTS && l > 0; slot++) {
                FeatureMap da = gradients.map(l - 1, slot, blocks.z[l - 1][slot]);
                sums[slot] = sums(l - 1, slot, da, 1f);
                blocks.inputGradient(l, dz.get(slot), da, sums[slot]);
            }
            dz.add(innerGradients[l]);
            weightGradient(l, dz);
        }
    }

    private Rows gradientAtZ(int block, int slot, GradientSums sums) {
        boolean top = block == TOP;
        NormGradient means = new NormGradient(blocks.channels());
        FeatureMap z = blocks.z[block][slot];
        FeatureMap da = top ? inner[TOP] : gradients.map(block, slot, z);
        if (slot != MIXED) {
            float factor = !top ? 1f : slot == REAL ? -1f / map : 1f / map;
            Rows rows = blocks.backward(block, slot, da, factor, sums, means);
            blocks.addNormGradients(block, means);
            return rows;
        }
        BatchStatistics norm = blocks.norm(block, MIXED);
        if (!top) {
            means.set(sums, norm, z.positions());
            blocks.addNormGradients(block, means);
        }
        Passes.Linear linear = penaltyNorms[block].secondOrder(parameters.gamma(block), top ? null : means);
        return new BlockRows.SecondOrder(kernels, top, da, inner[block], adjoint[block], z, norm, linear);
    }

    private void weightGradient(int layer, List<Rows> dz) {
        if (layer > 0) {
            List<Rows> inputs = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                inputs.add(blocks.activations(layer - 1, slot));
            }
            inputs.add(adjointRows[layer - 1]);
            blocks.weightGradient(layer, inputs, dz);
        } else {
            List<FeatureMap> images = new ArrayList<>(List.of(blocks.image));
            images.add(adjointImage);
            ImageConvolution.weightGradient(kernels, team, images, dz, parameters.gradient, parameters.weight(0));
        }
    }
}
