package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.StepSettings;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's parameters, gradients and Adam moments, each in one flat array, so that Adam is one operation. The places are
 * {@link NetLayout}'s; convolution weights are HWIO here and OIHW outside.
 */
final class Nd4jParameters {
    private static final int CONVOLUTIONS = NetLayout.BLOCKS + 1;
    private static final float MOMENTUM = 0.1f;

    private final NetLayout layout;
    private final INDArray values;
    private final INDArray gradient;
    private final INDArray update;
    private final INDArray firstMoment;
    private final INDArray secondMoment;
    private final INDArray[] flipped = new INDArray[CONVOLUTIONS];
    private final Program flip;
    private boolean flippedIsCurrent;
    private float[] runningMean;
    private float[] runningVar;
    private long batches;
    private long step;

    Nd4jParameters(NetLayout layout, Nd4jArena arena) {
        this.layout = layout;
        long n = layout.length();
        values = arena.zeros(n);
        gradient = arena.zeros(n);
        update = arena.zeros(n);
        firstMoment = arena.zeros(n);
        secondMoment = arena.zeros(n);
        runningMean = new float[layout.statisticsLength()];
        runningVar = new float[layout.statisticsLength()];
        flip = new Program(arena);
        for (int l = 0; l < CONVOLUTIONS; l++) {
            flipped[l] = arena.zeros(3, 3, layout.outputs(l), layout.inputs(l));
            addFlip(l, arena.zeros(9, layout.inputs(l), layout.outputs(l)));
        }
    }

    private void addFlip(int layer, INDArray reversed) {
        int inputs = layout.inputs(layer);
        int outputs = layout.outputs(layer);
        INDArray source = Nd4jArena.view(values, layout.weight(layer), 9, inputs, outputs);
        INDArray target = Nd4jArena.view(flipped[layer], 0, 9, outputs, inputs);
        INDArray swapped = reversed.permute(0, 2, 1);
        INDArray order = Nd4j.createFromArray(8, 7, 6, 5, 4, 3, 2, 1, 0);
        flip.gather(source, order, reversed).then(() -> target.assign(swapped));
    }

    NetLayout layout() {
        return layout;
    }

    /** The weights of a convolution, [3, 3, in, out]. */
    INDArray weights(int layer) {
        return Nd4jArena.view(values, layout.weight(layer), 3, 3, layout.inputs(layer), layout.outputs(layer));
    }

    /** The weights turned by 180 degrees with in and out swapped, current after {@link #bringFlippedUpToDate}. */
    INDArray flipped(int layer) {
        return flipped[layer];
    }

    INDArray weightGradient(int layer) {
        return Nd4jArena.view(gradient, layout.weight(layer), 3, 3, layout.inputs(layer), layout.outputs(layer));
    }

    INDArray gamma(int block) {
        return Nd4jArena.view(values, layout.gamma(block), 1, layout.filters());
    }

    INDArray gammaGradient(int block) {
        return Nd4jArena.view(gradient, layout.gamma(block), 1, layout.filters());
    }

    INDArray beta(int block) {
        return Nd4jArena.view(values, layout.beta(block), 1, layout.filters());
    }

    INDArray betaGradient(int block) {
        return Nd4jArena.view(gradient, layout.beta(block), 1, layout.filters());
    }

    INDArray bias() {
        return Nd4jArena.view(values, layout.bias(), 1, layout.outputs(NetLayout.BLOCKS));
    }

    INDArray biasGradient() {
        return Nd4jArena.view(gradient, layout.bias(), 1, layout.outputs(NetLayout.BLOCKS));
    }

    void bringFlippedUpToDate() {
        if (!flippedIsCurrent) {
            flip.run();
            flippedIsCurrent = true;
        }
    }

    /** PyTorch's Adam adds epsilon after the bias correction, ND4J's before it: theirs is scaled to be ours. */
    void adam(StepSettings settings, double learningRate) {
        step++;
        double epsilon = settings.epsilon() * Math.sqrt(1 - StrictMath.pow(settings.beta2(), step));
        Nd4j.getExecutioner()
                .exec(new AdamUpdater(
                        gradient,
                        secondMoment,
                        firstMoment,
                        update,
                        secondMoment,
                        firstMoment,
                        learningRate,
                        settings.beta1(),
                        settings.beta2(),
                        epsilon,
                        (int) (step - 1)));
        values.subi(update);
        flippedIsCurrent = false;
    }

    /** Counts one forward pass: momentum 0.1, unbiased variance, as PyTorch's batch norm does. */
    void track(int block, float[] mean, float[] biasedVar, long positions) {
        float unbias = (float) ((double) positions / (positions - 1));
        int offset = block * layout.filters();
        for (int c = 0; c < layout.filters(); c++) {
            runningMean[offset + c] = (1 - MOMENTUM) * runningMean[offset + c] + MOMENTUM * mean[c];
            runningVar[offset + c] = (1 - MOMENTUM) * runningVar[offset + c] + MOMENTUM * (biasedVar[c] * unbias);
        }
        if (block == 0) {
            batches++;
        }
    }

    void load(NetState state) {
        if (!state.layout().equals(layout)) {
            throw new IllegalArgumentException("a state of " + state.layout() + " for a network of " + layout);
        }
        values.assign(Nd4j.createFromArray(Nd4jWeightOrder.toHwio(layout, state.parameters())));
        firstMoment.assign(Nd4j.createFromArray(Nd4jWeightOrder.toHwio(layout, state.firstMoment())));
        secondMoment.assign(Nd4j.createFromArray(Nd4jWeightOrder.toHwio(layout, state.secondMoment())));
        runningMean = state.runningMean().clone();
        runningVar = state.runningVar().clone();
        batches = state.batches();
        step = state.step();
        flippedIsCurrent = false;
    }

    NetState save() {
        return new NetState(
                layout,
                Nd4jWeightOrder.toOihw(layout, values.toFloatVector()),
                runningMean.clone(),
                runningVar.clone(),
                batches,
                Nd4jWeightOrder.toOihw(layout, firstMoment.toFloatVector()),
                Nd4jWeightOrder.toOihw(layout, secondMoment.toFloatVector()),
                step);
    }

    float[] gradientOihw() {
        return Nd4jWeightOrder.toOihw(layout, gradient.toFloatVector());
    }
}
