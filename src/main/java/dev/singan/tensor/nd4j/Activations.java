package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.NetLayout;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network's forward pass leaves for its backward pass, for several images at once. With a batch of 1 the training-mode
 * batch norm normalises each image by itself, so that images of different kinds share a convolution.
 *
 * <p>An image is a <em>slot</em>. The first ones go forward; the further ones only have room for inputs and gradients.
 */
final class Activations {
    static final int BLOCKS = NetLayout.BLOCKS;
    private static final double BATCH_NORM_EPSILON = 1e-5;
    private static final double LEAKY_SLOPE = 0.2;

    private final Nd4jParameters net;
    private final Nd4jArena arena;
    private final int height;
    private final int width;
    private final INDArray[] inputs = new INDArray[BLOCKS + 1];
    private final INDArray[] normalised = new INDArray[BLOCKS];
    private final INDArray[] masks = new INDArray[BLOCKS];
    private final INDArray[] gradients = new INDArray[BLOCKS];
    private final INDArray[] outputGradients = new INDArray[BLOCKS];
    private final INDArray[] scratch = new INDArray[BLOCKS];
    private final INDArray output;
    /** Per slot the means of all blocks, then the variances, in one array that is read at once. */
    private final INDArray[] statistics;

    private final INDArray[][] inverseDeviations = new INDArray[BLOCKS][];

    /**
     * @param slots images that go forward
     * @param extra further images
     * @param height rows of the input
     * @param width columns of the input
     */
    Activations(Nd4jParameters net, Nd4jArena arena, int slots, int extra, int height, int width) {
        this.net = net;
        this.arena = arena;
        this.height = height;
        this.width = width;
        int filters = net.layout().filters();
        int all = slots + extra;
        for (int b = 0; b <= BLOCKS; b++) {
            inputs[b] =
                    arena.zeros(all, height - 2 * b, width - 2 * b, net.layout().inputs(b));
        }
        INDArray sharedGradient = arena.zeros((long) all * positions(0) * filters);
        INDArray sharedScratch = arena.zeros((long) all * positions(0) * filters);
        for (int b = 0; b < BLOCKS; b++) {
            int h = height - 2 * b - 2;
            int w = width - 2 * b - 2;
            normalised[b] = arena.zeros(slots, h, w, filters);
            masks[b] = arena.zeros(slots, h, w, filters);
            gradients[b] = arena.zeros(all, h, w, filters);
            outputGradients[b] = Nd4jArena.view(sharedGradient, 0, all, h, w, filters);
            scratch[b] = Nd4jArena.view(sharedScratch, 0, all, h, w, filters);
            inverseDeviations[b] = rows(slots, filters);
        }
        statistics = rows(slots, 2 * BLOCKS * filters);
        output = arena.zeros(
                slots,
                height - 2 * BLOCKS - 2,
                width - 2 * BLOCKS - 2,
                net.layout().outputs(BLOCKS));
    }

    private INDArray[] rows(int n, int length) {
        INDArray[] rows = new INDArray[n];
        for (int i = 0; i < n; i++) {
            rows[i] = arena.zeros(1, length);
        }
        return rows;
    }

    /** Positions of a block's output. */
    long positions(int block) {
        return (long) (height - 2 * block - 2) * (width - 2 * block - 2);
    }

    private INDArray mean(int block, int slot) {
        int filters = net.layout().filters();
        return Nd4jArena.view(statistics[slot], (long) block * filters, 1, filters);
    }

    private INDArray variance(int block, int slot) {
        int filters = net.layout().filters();
        return Nd4jArena.view(statistics[slot], (long) (BLOCKS + block) * filters, 1, filters);
    }

    /** The input of convolution 0 to 4, all slots. */
    INDArray input(int layer) {
        return inputs[layer];
    }

    /** The network's output, the forward slots. */
    INDArray output() {
        return output;
    }

    /** A block's normalised convolution output at a slot, as a matrix. */
    INDArray normalised(int block, int slot) {
        return Nd4jArena.matrix(normalised[block], slot, slot + 1);
    }

    /** The factor of LeakyReLU in a block at a slot, as a matrix. */
    INDArray mask(int block, int slot) {
        return Nd4jArena.matrix(masks[block], slot, slot + 1);
    }

    /** The gradient with respect to a block's convolution output, all slots. */
    INDArray gradient(int block) {
        return gradients[block];
    }

    /** The gradient with respect to a block's output, all slots; shares its memory with the other blocks'. */
    INDArray outputGradient(int block) {
        return outputGradients[block];
    }

    /** Scratch memory in the shape of a block's output at a slot, as a matrix; shared with the other blocks. */
    INDArray scratch(int block, int slot) {
        return Nd4jArena.matrix(scratch[block], slot, slot + 1);
    }

    /** 1 / standard deviation of a block's convolution output at a slot, a row. */
    INDArray inverseDeviation(int block, int slot) {
        return inverseDeviations[block][slot];
    }

    /** Adds the forward pass of slots from (inclusive) to (exclusive). */
    void forward(Program program, int from, int to) {
        for (int b = 0; b < BLOCKS; b++) {
            INDArray convolved = Nd4jArena.images(scratch[b], from, to);
            program.convolve(Nd4jArena.images(inputs[b], from, to), net.weights(b), convolved);
            normalise(program, b, from, to);
            INDArray x = Nd4jArena.matrix(normalised[b], from, to);
            INDArray y = Nd4jArena.matrix(scratch[b], from, to);
            INDArray mask = Nd4jArena.matrix(masks[b], from, to);
            program.multiply(x, net.gamma(b), y)
                    .addRow(y, net.beta(b))
                    .leakyMask(y, LEAKY_SLOPE, mask)
                    .multiply(y, mask, Nd4jArena.matrix(inputs[b + 1], from, to));
        }
        INDArray out = Nd4jArena.matrix(output, from, to);
        program.convolve(
                        Nd4jArena.images(inputs[BLOCKS], from, to),
                        net.weights(BLOCKS),
                        Nd4jArena.images(output, from, to))
                .addRow(out, net.bias());
    }

    /** Normalises what is in the scratch memory; the squares are kept where the block's output will be. */
    private void normalise(Program program, int block, int from, int to) {
        double share = 1.0 / positions(block);
        for (int s = from; s < to; s++) {
            INDArray x = scratch(block, s);
            program.columnSums(x, share, mean(block, s)).subtractRow(x, mean(block, s));
        }
        INDArray squares = inputs[block + 1];
        program.square(Nd4jArena.matrix(scratch[block], from, to), Nd4jArena.matrix(squares, from, to));
        for (int s = from; s < to; s++) {
            program.columnSums(Nd4jArena.matrix(squares, s, s + 1), share, variance(block, s))
                    .inverseRoot(variance(block, s), BATCH_NORM_EPSILON, inverseDeviations[block][s])
                    .multiply(scratch(block, s), inverseDeviations[block][s], normalised(block, s));
        }
    }

    /** Counts the last forward pass of a slot in the network's running statistics. */
    void track(int slot) {
        int filters = net.layout().filters();
        float[] values = statistics[slot].toFloatVector();
        for (int b = 0; b < BLOCKS; b++) {
            float[] mean = Arrays.copyOfRange(values, b * filters, (b + 1) * filters);
            int variances = BLOCKS + b;
            float[] variance = Arrays.copyOfRange(values, variances * filters, (variances + 1) * filters);
            net.track(b, mean, variance, positions(b));
        }
    }

    /** A place for the means over the positions that a batch norm's backward pass computes. */
    BackwardMeans backwardMeans() {
        int filters = net.layout().filters();
        return new BackwardMeans(arena.zeros(1, filters), arena.zeros(1, filters), arena.zeros(1, filters));
    }

    /**
     * Adds the backward pass of a batch norm at a slot: gamma r (g - mean(g) - x mean(g x)), with x the normalised input and r the inverse
     * deviation.
     *
     * @param incoming the gradient with respect to the batch norm's output, a matrix
     * @param out receives the gradient with respect to its input
     * @param means receives the means, which are also the gradients of beta and gamma / positions
     */
    void batchNormBackward(Program program, int block, int slot, INDArray incoming, INDArray out, BackwardMeans means) {
        double share = 1.0 / positions(block);
        INDArray x = normalised(block, slot);
        INDArray t = scratch(block, slot);
        program.columnSums(incoming, share, means.gradient())
                .multiply(incoming, x, t)
                .columnSums(t, share, means.product())
                .multiply(net.gamma(block), inverseDeviations[block][slot], means.factor())
                .multiply(x, means.product(), t)
                .subtract(incoming, t, t)
                .subtractRow(t, means.gradient())
                .multiply(t, means.factor(), out);
    }

    /**
     * What a batch norm's backward pass computes on its way.
     *
     * @param gradient mean of the incoming gradient
     * @param product mean of the incoming gradient x the normalised input
     * @param factor gamma / standard deviation
     */
    record BackwardMeans(INDArray gradient, INDArray product, INDArray factor) {}

    /** Adds the gradients of a block's gamma and beta: the sums over what the backward passes of the slots computed. */
    void normGradients(Program program, int block, BackwardMeans[] means) {
        INDArray gamma = net.gammaGradient(block);
        INDArray beta = net.betaGradient(block);
        program.copy(means[0].product(), gamma).copy(means[0].gradient(), beta);
        for (int s = 1; s < means.length; s++) {
            program.add(gamma, means[s].product(), gamma).add(beta, means[s].gradient(), beta);
        }
        program.scale(gamma, positions(block), gamma).scale(beta, positions(block), beta);
    }

    /** Adds the gradients of a block's convolution: at its weights, and at its input but for the first block's, which nothing needs. */
    void convolutionGradients(Program program, int block) {
        if (block > 0) {
            program.gradients(
                    input(block),
                    net.weights(block),
                    gradient(block),
                    outputGradient(block - 1),
                    net.weightGradient(block));
        } else {
            program.weightGradient(input(0), gradient(0), net.weightGradient(0));
        }
    }
}
