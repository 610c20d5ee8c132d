package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine.GeneratorLosses;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.nd4j.Activations.BackwardMeans;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The generator's step: fake and reconstruction go forward one after the other and back together. */
final class Nd4jGenerator {
    private static final int BLOCKS = Activations.BLOCKS;
    private static final int FAKE = 0;
    private static final int RECONSTRUCTION = 1;
    private static final int SLOTS = 2;

    private final Nd4jParameters net;
    private final Nd4jArena arena;
    private final ScaleShape shape;
    private final StepSettings settings;
    private final Activations activations;
    private final INDArray previous;
    private final INDArray images;
    private final INDArray error;
    private final Program makeFake;
    private final Program makeReconstruction;
    private final Program backward;

    /**
     * @param real the scale's image, [1, h, w, c]
     * @param adversarialGradient the gradient of the adversarial loss at the fake, [1, h, w, c]
     */
    Nd4jGenerator(
            ScaleShape shape, StepSettings settings, Nd4jArena arena, INDArray real, INDArray adversarialGradient) {
        this.arena = arena;
        this.shape = shape;
        this.settings = settings;
        int border = 2 * ScaleShape.PADDING;
        net = new Nd4jParameters(shape.layout(Net.GENERATOR), arena);
        activations = new Activations(net, arena, SLOTS, 0, shape.height() + border, shape.width() + border);
        previous = arena.zeros(SLOTS, shape.height(), shape.width(), shape.channels());
        images = arena.zeros(SLOTS, shape.height(), shape.width(), shape.channels());
        error = arena.zeros((long) shape.height() * shape.width(), shape.channels());
        makeFake = forward(FAKE);
        makeReconstruction = forward(RECONSTRUCTION);
        backward = backward(Nd4jArena.matrix(real, 0, 1), Nd4jArena.matrix(adversarialGradient, 0, 1));
    }

    Nd4jParameters parameters() {
        return net;
    }

    private Program forward(int slot) {
        Program program = new Program(arena);
        activations.forward(program, slot, slot + 1);
        INDArray y = Nd4jArena.matrix(activations.output(), slot, slot + 1);
        return program.tanh(y)
                .add(y, Nd4jArena.matrix(previous, slot, slot + 1), Nd4jArena.matrix(images, slot, slot + 1));
    }

    private Program backward(INDArray real, INDArray adversarialGradient) {
        Program program = new Program(arena);
        INDArray gradient = arena.zeros(activations.output().shape());
        INDArray fake = Nd4jArena.matrix(gradient, FAKE, FAKE + 1);
        INDArray reconstruction = Nd4jArena.matrix(gradient, RECONSTRUCTION, RECONSTRUCTION + 1);
        INDArray both = Nd4jArena.matrix(gradient, 0, SLOTS);
        INDArray y = Nd4jArena.matrix(activations.output(), 0, SLOTS);
        INDArray slope = arena.zeros(both.shape());
        double factor = 2 * settings.reconstructionWeight() / shape.imageLength();
        program.subtract(image(RECONSTRUCTION), real, error)
                .copy(adversarialGradient, fake)
                .scale(error, factor, reconstruction)
                .square(y, slope)
                .subtractFrom(1, slope, slope)
                .multiply(both, slope, both)
                .columnSums(both, 1, net.biasGradient());
        program.gradients(
                activations.input(BLOCKS),
                net.weights(BLOCKS),
                gradient,
                activations.outputGradient(BLOCKS - 1),
                net.weightGradient(BLOCKS));
        for (int b = BLOCKS - 1; b >= 0; b--) {
            block(program, b);
        }
        return program;
    }

    private void block(Program program, int block) {
        BackwardMeans[] means = new BackwardMeans[SLOTS];
        for (int s = 0; s < SLOTS; s++) {
            INDArray g = Nd4jArena.matrix(activations.outputGradient(block), s, s + 1);
            means[s] = activations.backwardMeans();
            program.multiply(g, activations.mask(block, s), g);
            activations.batchNormBackward(
                    program, block, s, g, Nd4jArena.matrix(activations.gradient(block), s, s + 1), means[s]);
        }
        activations.normGradients(program, block, means);
        activations.convolutionGradients(program, block);
    }

    private INDArray image(int slot) {
        return Nd4jArena.matrix(images, slot, slot + 1);
    }

    void setFakeInput(float[] input, float[] before) {
        set(FAKE, input, before);
    }

    void setReconstructionInput(float[] input, float[] before) {
        set(RECONSTRUCTION, input, before);
    }

    private void set(int slot, float[] input, float[] before) {
        INDArray padded = Nd4jArena.images(activations.input(0), slot, slot + 1);
        if (input.length == shape.paddedLength()) {
            int border = 2 * ScaleShape.PADDING;
            Images.put(input, shape.channels(), shape.height() + border, shape.width() + border, 0, padded);
        } else {
            Images.put(input, shape, ScaleShape.PADDING, padded);
        }
        Images.put(before, shape, 0, Nd4jArena.images(previous, slot, slot + 1));
    }

    /** Makes the fake and counts the pass. */
    void makeFake() {
        makeFake.run();
        activations.track(FAKE);
    }

    /** The fake, [1, h, w, c]. */
    INDArray fake() {
        return Nd4jArena.images(images, FAKE, FAKE + 1);
    }

    /** The reconstruction, [1, h, w, c]. */
    INDArray reconstruction() {
        return Nd4jArena.images(images, RECONSTRUCTION, RECONSTRUCTION + 1);
    }

    /** A step, with the adversarial loss and its gradient at the fake already there. */
    GeneratorLosses step(double adversarial, double learningRate) {
        makeReconstruction.run();
        activations.track(RECONSTRUCTION);
        backward.run();
        double distance = error.norm2Number().doubleValue();
        double loss = settings.reconstructionWeight() * distance * distance / shape.imageLength();
        net.adam(settings, learningRate);
        return new GeneratorLosses(adversarial, loss);
    }
}
