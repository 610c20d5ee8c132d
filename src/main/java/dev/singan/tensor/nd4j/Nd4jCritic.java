package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.nd4j.Activations.BackwardMeans;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The critic's step. Real, fake and interpolate go forward together; the gradient of the penalty is the double backward in
 * {@link PenaltyBackward}. The critic's map is averaged, so that the gradient at it is a constant, and the backward pass of the last
 * convolution is a multiple of that of a map of ones, which the penalty needs anyway.
 */
final class Nd4jCritic {
    static final int REAL = 0;
    static final int FAKE = 1;
    static final int INTERPOLATE = 2;
    /** The slot of the penalty's own forward-going adjoint. */
    static final int ADJOINT = 3;

    private static final int BLOCKS = Activations.BLOCKS;

    private final Nd4jParameters net;
    private final Nd4jArena arena;
    private final StepSettings settings;
    private final ScaleShape shape;
    private final Activations activations;
    private final INDArray[] sumGradient = new INDArray[BLOCKS + 1];
    private final BackwardMeans[] sumMeans = new BackwardMeans[BLOCKS];
    private final INDArray[] normGradient = new INDArray[BLOCKS];
    private final INDArray[] mapMeans;
    private final PenaltyBackward penalty;
    private final Program step;
    private final Program adversarial;
    private final INDArray adversarialGradient;

    Nd4jCritic(ScaleShape shape, StepSettings settings, Nd4jArena arena) {
        this.arena = arena;
        this.shape = shape;
        this.settings = settings;
        net = new Nd4jParameters(shape.layout(Net.CRITIC), arena);
        activations = new Activations(net, arena, 3, 1, shape.height(), shape.width());
        for (int b = 0; b <= BLOCKS; b++) {
            sumGradient[b] = arena.zeros(
                    1,
                    shape.height() - 2 * b,
                    shape.width() - 2 * b,
                    net.layout().inputs(b));
        }
        for (int b = 0; b < BLOCKS; b++) {
            sumMeans[b] = activations.backwardMeans();
            normGradient[b] = arena.zeros(activations.positions(b), shape.filters());
        }
        mapMeans = new INDArray[] {arena.zeros(1, 1), arena.zeros(1, 1), arena.zeros(1, 1)};
        penalty = new PenaltyBackward(
                net, activations, arena, Nd4jArena.matrix(sumGradient[0], 0, 1), normGradient, sumMeans, settings);
        step = stepProgram();
        adversarialGradient = arena.zeros(1, shape.height(), shape.width(), shape.channels());
        adversarial = adversarialProgram();
    }

    Nd4jParameters parameters() {
        return net;
    }

    private Program stepProgram() {
        Program program = new Program(arena);
        activations.forward(program, REAL, INTERPOLATE + 1);
        sumBackward(program);
        penalty.addTo(program);
        lastConvolution(program);
        for (int b = BLOCKS - 1; b >= 0; b--) {
            block(program, b);
        }
        for (int s = REAL; s <= FAKE; s++) {
            mapMean(program, s);
        }
        return program;
    }

    /** -mean D's gradient with respect to an image in the interpolate's slot. */
    private Program adversarialProgram() {
        Program program = new Program(arena);
        activations.forward(program, INTERPOLATE, INTERPOLATE + 1);
        sumBackward(program);
        mapMean(program, INTERPOLATE);
        double factor = -1.0 / shape.mapLength();
        return program.scale(sumGradient[0], factor, adversarialGradient);
    }

    private void mapMean(Program program, int slot) {
        INDArray map = Nd4jArena.matrix(activations.output(), slot, slot + 1);
        program.columnSums(map, 1.0 / shape.mapLength(), mapMeans[slot]);
    }

    /** The gradient of the sum of the map at the interpolate, down to the image. */
    private void sumBackward(Program program) {
        INDArray ones = arena.zeros(1, shape.height() - 2 * ScaleShape.LAYERS, shape.width() - 2 * ScaleShape.LAYERS, 1)
                .assign(1);
        program.inputGradient(ones, net.flipped(BLOCKS), sumGradient[BLOCKS]);
        for (int b = BLOCKS - 1; b >= 0; b--) {
            INDArray out = Nd4jArena.images(activations.gradient(b), ADJOINT, ADJOINT + 1);
            program.multiply(
                    Nd4jArena.matrix(sumGradient[b + 1], 0, 1), activations.mask(b, INTERPOLATE), normGradient[b]);
            activations.batchNormBackward(
                    program, b, INTERPOLATE, normGradient[b], Nd4jArena.matrix(out, 0, 1), sumMeans[b]);
            program.inputGradient(out, net.flipped(b), sumGradient[b]);
        }
    }

    /**
     * The last convolution: real and fake get a multiple of the gradient of the sum; the weights get the sums of the inputs in
     * each 3x3 window, as one product with a constant matrix, the adjoint with factor 1.
     */
    private void lastConvolution(Program program) {
        double share = 1.0 / shape.mapLength();
        INDArray sum = Nd4jArena.matrix(sumGradient[BLOCKS], 0, 1);
        INDArray target = activations.outputGradient(BLOCKS - 1);
        INDArray real = Nd4jArena.matrix(target, REAL, REAL + 1);
        INDArray fake = Nd4jArena.matrix(target, FAKE, FAKE + 1);
        program.scale(sum, -share, real).scale(sum, share, fake);
        INDArray windows = windows(new double[] {-share, share, 0, 1});
        INDArray all = Nd4jArena.matrix(activations.input(BLOCKS), REAL, ADJOINT + 1);
        INDArray product = arena.zeros(9, shape.filters());
        INDArray out = net.weightGradient(BLOCKS);
        program.transposedProduct(windows, all, product).copy(Nd4jArena.view(product, 0, out.shape()), out);
    }

    /** For each position of each slot and each of the nine taps: the slot's factor where the tap's window covers it, else 0. */
    private INDArray windows(double[] factors) {
        int h = shape.height() - 2 * BLOCKS;
        int w = shape.width() - 2 * BLOCKS;
        float[] values = new float[factors.length * h * w * 9];
        for (int s = 0; s < factors.length; s++) {
            for (int y = 0; y < h - 2; y++) {
                for (int x = 0; x < w - 2; x++) {
                    for (int k = 0; k < 9; k++) {
                        int position = (s * h + y + k / 3) * w + x + k % 3;
                        values[position * 9 + k] = (float) factors[s];
                    }
                }
            }
        }
        INDArray windows = arena.zeros((long) factors.length * h * w, 9);
        return windows.assign(Nd4j.createFromArray(values).reshape(windows.shape()));
    }

    /** A block's backward pass: batch norm at each slot, then its convolution for all slots at once. */
    private void block(Program program, int block) {
        boolean last = block == BLOCKS - 1;
        int slots = last ? 2 : 3;
        INDArray incoming = Nd4jArena.matrix(activations.outputGradient(block), 0, slots);
        INDArray interpolate = Nd4jArena.matrix(activations.gradient(block), INTERPOLATE, INTERPOLATE + 1);
        for (int s = 0; s < slots; s++) {
            INDArray g = Nd4jArena.matrix(activations.outputGradient(block), s, s + 1);
            program.multiply(g, activations.mask(block, s), g);
        }
        BackwardMeans[] means = new BackwardMeans[slots];
        for (int s = 0; s < slots; s++) {
            means[s] = activations.backwardMeans();
            activations.batchNormBackward(
                    program,
                    block,
                    s,
                    Nd4jArena.matrix(activations.outputGradient(block), s, s + 1),
                    Nd4jArena.matrix(activations.gradient(block), s, s + 1),
                    means[s]);
        }
        INDArray viaPenalty = penalty.inputAdjoint(block);
        if (last) {
            program.copy(viaPenalty, interpolate);
        } else {
            program.add(interpolate, viaPenalty, interpolate);
        }
        activations.normGradients(program, block, means);
        program.add(net.gammaGradient(block), penalty.gammaGradient(block), net.gammaGradient(block));
        activations.convolutionGradients(program, block);
    }

    /** A step on real and fake images [1, h, w, c]. */
    CriticLosses step(INDArray real, INDArray fake, float alpha, double learningRate) {
        INDArray input = activations.input(0);
        INDArray interpolate = Nd4jArena.images(input, INTERPOLATE, INTERPOLATE + 1);
        Nd4jArena.images(input, REAL, REAL + 1).assign(real);
        Nd4jArena.images(input, FAKE, FAKE + 1).assign(fake);
        fake.muli(1 - alpha, interpolate);
        interpolate.addi(real.mul(alpha));
        net.bringFlippedUpToDate();
        step.run();
        for (int s = REAL; s <= INTERPOLATE; s++) {
            activations.track(s);
        }
        CriticLosses losses =
                new CriticLosses(-mapMeans[REAL].getDouble(0), mapMeans[FAKE].getDouble(0), penalty.value());
        net.adam(settings, learningRate);
        return losses;
    }

    /** Computes -mean D at a fake and its gradient; see {@link #adversarialGradient}. */
    double adversarial(INDArray fake) {
        Nd4jArena.images(activations.input(0), INTERPOLATE, INTERPOLATE + 1).assign(fake);
        net.bringFlippedUpToDate();
        adversarial.run();
        return -mapMeans[INTERPOLATE].getDouble(0);
    }

    /** Counts a forward pass of the last fake that {@link #adversarial} saw. */
    void trackAdversarial() {
        activations.track(INTERPOLATE);
    }

    /** The gradient of -mean D at the last fake that {@link #adversarial} saw, [1, h, w, c]. */
    INDArray adversarialGradient() {
        return adversarialGradient;
    }
}
