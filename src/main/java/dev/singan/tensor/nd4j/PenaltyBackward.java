package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.nd4j.Activations.BackwardMeans;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient penalty lambda x mean((norm(g) - 1)²), where g is the gradient of the sum of the critic's map at the interpolate,
 * and the part of its gradient that goes through the computation of g. That computation runs from the map down to the image,
 * so its adjoint runs from the image up: u, the adjoint of a block's incoming gradient, follows the critic's own layers.
 *
 * <p>For a batch norm over M positions with normalised input x, inverse deviation r, incoming gradient g, adjoint v of its outgoing
 * gradient, bars for means, A/M = mean(v g) - mean(v) mean(g), B = mean(v x), C = mean(g x), the adjoints are: of g,
 * gamma r (v - mean(v) - x B); of gamma, r M (A/M - B C); of the batch norm's input,
 * -gamma r² [C (v - mean(v)) + B (g - mean(g)) + (A/M - 3 B C) x].
 */
final class PenaltyBackward {
    private static final int BLOCKS = Activations.BLOCKS;
    /** Keeps 0/0 out of g/norm(g); where g is 0 PyTorch's gradient of the norm is 0 too. */
    private static final double SMALLEST_NORM = 1e-20;

    private final Nd4jParameters net;
    private final Activations activations;
    private final Nd4jArena arena;
    private final INDArray imageGradient;
    private final INDArray[] normGradient;
    private final BackwardMeans[] means;
    private final double weight;
    private final INDArray norm;
    private final INDArray[] inputAdjoint = new INDArray[BLOCKS];
    private final INDArray[] gammaGradient = new INDArray[BLOCKS];

    /**
     * @param imageGradient g, a row per position
     * @param normGradient per block, the gradient of the sum with respect to the batch norm's output
     * @param means per block, what the batch norm's backward pass computed from it
     */
    PenaltyBackward(
            Nd4jParameters net,
            Activations activations,
            Nd4jArena arena,
            INDArray imageGradient,
            INDArray[] normGradient,
            BackwardMeans[] means,
            StepSettings settings) {
        this.net = net;
        this.activations = activations;
        this.arena = arena;
        this.imageGradient = imageGradient;
        this.normGradient = normGradient;
        this.means = means;
        weight = settings.penaltyWeight();
        norm = arena.zeros(imageGradient.size(0), imageGradient.size(1));
        for (int b = 0; b < BLOCKS; b++) {
            inputAdjoint[b] = arena.zeros(activations.positions(b), net.layout().filters());
            gammaGradient[b] = arena.zeros(1, net.layout().filters());
        }
    }

    /** The adjoint of a block's convolution output, a matrix. */
    INDArray inputAdjoint(int block) {
        return inputAdjoint[block];
    }

    /** The penalty's share of a block's gradient of gamma, a row. */
    INDArray gammaGradient(int block) {
        return gammaGradient[block];
    }

    /** The penalty of the last run. */
    double value() {
        double distance = norm.sub(1).norm2Number().doubleValue();
        return weight * distance * distance / norm.length();
    }

    void addTo(Program program) {
        image(program);
        for (int b = 0; b < BLOCKS; b++) {
            block(program, b);
        }
    }

    /** The adjoint of g, 2 lambda / M (1 - 1 / norm) g. The norm is repeated over the channels, as a product with ones gives it. */
    private void image(Program program) {
        long positions = imageGradient.size(0);
        long channels = imageGradient.size(1);
        INDArray squares = arena.zeros(positions, channels);
        INDArray ones = arena.zeros(channels, channels).assign(1);
        INDArray factor = arena.zeros(positions, channels);
        INDArray out = Nd4jArena.matrix(activations.input(0), Nd4jCritic.ADJOINT, Nd4jCritic.ADJOINT + 1);
        program.multiply(imageGradient, imageGradient, squares)
                .product(squares, ones, norm)
                .sqrt(norm, SMALLEST_NORM)
                .divideInto(1, norm, factor)
                .subtractFrom(1, factor, factor)
                .scale(factor, 2 * weight / positions, factor)
                .multiply(imageGradient, factor, out);
    }

    private void block(Program program, int b) {
        int filters = net.layout().filters();
        double share = 1.0 / activations.positions(b);
        INDArray adjoint = Nd4jArena.images(activations.outputGradient(b), Nd4jCritic.ADJOINT, Nd4jCritic.ADJOINT + 1);
        INDArray v = Nd4jArena.matrix(adjoint, 0, 1);
        INDArray x = activations.normalised(b, Nd4jCritic.INTERPOLATE);
        INDArray g = normGradient[b];
        INDArray t = activations.scratch(b, Nd4jCritic.INTERPOLATE);
        INDArray meanV = arena.zeros(1, filters);
        INDArray meanVg = arena.zeros(1, filters);
        INDArray meanVx = arena.zeros(1, filters);
        program.convolve(
                        Nd4jArena.images(activations.input(b), Nd4jCritic.ADJOINT, Nd4jCritic.ADJOINT + 1),
                        net.weights(b),
                        adjoint)
                .columnSums(v, share, meanV)
                .multiply(v, g, t)
                .columnSums(t, share, meanVg)
                .multiply(v, x, t)
                .columnSums(t, share, meanVx)
                .subtractRow(v, meanV);
        Coefficients c = coefficients(program, b, meanV, meanVg, meanVx);
        INDArray next = Nd4jArena.matrix(activations.input(b + 1), Nd4jCritic.ADJOINT, Nd4jCritic.ADJOINT + 1);
        program.multiply(x, meanVx, t)
                .subtract(v, t, t)
                .multiply(t, means[b].factor(), t)
                .multiply(t, activations.mask(b, Nd4jCritic.INTERPOLATE), next);
        INDArray out = inputAdjoint[b];
        program.multiply(v, c.ofV(), out)
                .multiply(g, c.ofG(), t)
                .add(out, t, out)
                .multiply(x, c.ofX(), t)
                .add(out, t, out)
                .subtractRow(out, c.constant());
    }

    /**
     * The input's adjoint is ofV (v - mean(v)) + ofG g + ofX x - constant, each a row of one factor per channel.
     */
    private record Coefficients(INDArray ofV, INDArray ofG, INDArray ofX, INDArray constant) {}

    /** Small rows only; also the penalty's share of gamma's gradient. */
    private Coefficients coefficients(Program program, int b, INDArray meanV, INDArray meanVg, INDArray meanVx) {
        int filters = net.layout().filters();
        INDArray ofV = arena.zeros(1, filters);
        INDArray ofG = arena.zeros(1, filters);
        INDArray ofX = arena.zeros(1, filters);
        INDArray constant = arena.zeros(1, filters);
        INDArray covariance = arena.zeros(1, filters);
        INDArray product = arena.zeros(1, filters);
        INDArray k = arena.zeros(1, filters);
        INDArray r = activations.inverseDeviation(b, Nd4jCritic.INTERPOLATE);
        INDArray meanG = means[b].gradient();
        INDArray meanGx = means[b].product();
        INDArray factor = means[b].factor();
        INDArray gamma = gammaGradient[b];
        program.multiply(meanV, meanG, covariance)
                .subtract(meanVg, covariance, covariance)
                .multiply(meanVx, meanGx, product)
                .multiply(factor, r, k)
                .scale(k, -1, k)
                .multiply(k, meanGx, ofV)
                .multiply(k, meanVx, ofG)
                .scale(product, 3, ofX)
                .subtract(covariance, ofX, ofX)
                .multiply(ofX, k, ofX)
                .multiply(ofG, meanG, constant)
                .subtract(covariance, product, gamma)
                .multiply(gamma, r, gamma)
                .scale(gamma, activations.positions(b), gamma);
        return new Coefficients(ofV, ofG, ofX, constant);
    }
}
