package dev.singan.tensor.engine;

/**
 * The two networks of one scale and the steps that train them, as the official PyTorch code computes them in training
 * mode (batch of 1, so that batch norm normalises each image by itself, with the biased variance plus 1e-5).
 *
 * <p>An engine is a deterministic function of the calls made: all randomness (noise, the gradient penalty's mixing
 * weight, initial weights, images from the scales below) comes in as arguments. Images are channel by channel, row by row
 * (CHW), {@link ScaleShape#imageLength()} values; arrays handed in are copied before the call returns, arrays handed out
 * are the caller's. Buffers are made once, when the engine is opened. Not thread-safe; calls must come from one thread at a time.
 *
 * <p>One iteration of training is, for each critic step, {@link #generate} then {@link #criticStep}; then the generator
 * steps. Before the first: {@link #load} both networks, {@link #setReal}, {@link #setReconstruction}.
 *
 * <p><b>Running statistics</b> of a network are updated once for each forward pass that the official code makes through
 * it in training mode, in its order, with momentum 0.1 and the unbiased variance:
 * {@code running = 0.9 * running + 0.1 * new}, {@code batches} + 1. For the generator: each {@link #generate} (the fake), and
 * in each generator step the fake where it is made again ({@link GeneratorSteps#FRESH}), then the reconstruction. For the critic:
 * in each critic step real, fake, interpolate; in each generator step the fake (with {@link GeneratorSteps#STALE} its batch
 * statistics do not change between the steps, but each step counts).
 */
public interface StepEngine extends AutoCloseable {
    /** What the engine was opened for. */
    ScaleShape shape();

    /** Takes over a network's state, Adam's moments included; the layout must be the shape's. */
    void load(NetState state);

    /** A copy of a network's state as it is now. */
    NetState save(Net net);

    /** Sets the scale's image; stays until set again. */
    void setReal(float[] real);

    /**
     * Sets what the reconstruction is made from; stays until set again (it is constant within a scale, except at the
     * coarsest one where the official code draws the noise anew in each iteration).
     *
     * @param input noise amplitude x reconstruction noise + previous: {@link ScaleShape#imageLength()} values, which the engine pads with
     *     zeros by {@link ScaleShape#PADDING}, or {@link ScaleShape#paddedLength()} values that have their border already (training for
     *     animation, whose border is noise); an engine is given one of the two as long as it is open
     * @param previous the upsampled reconstruction from the scale below (zeros at the coarsest scale), not padded
     */
    void setReconstruction(float[] input, float[] previous);

    /**
     * Makes the fake: generator(pad(input)) + previous, in training mode. Its activations are kept for the generator steps.
     *
     * @param input noise amplitude x noise + previous, not padded, or with its border already as for {@link #setReconstruction}
     * @param previous the upsampled random image from the scale below (zeros at the coarsest scale), not padded
     */
    void generate(float[] input, float[] previous);

    /** The last fake made. */
    float[] fake();

    /** The last reconstruction made by a generator step. */
    float[] reconstruction();

    /**
     * One step of the critic on {@code -mean D(real) + mean D(fake) + penalty}, with the fake last made. The penalty is
     * penaltyWeight x mean over the positions of (norm over channels of the gradient of sum D(x) with respect to x, minus 1)², at
     * x = alpha x real + (1 - alpha) x fake (Gulrajani et al. 2017), its gradient by double backward.
     *
     * @param alpha mixing weight in [0, 1), the same for all values
     * @param learningRate Adam's learning rate for this step
     */
    CriticLosses criticStep(float alpha, double learningRate);

    /**
     * One step of the generator on {@code -mean D(fake) + reconstructionWeight x MSE(reconstruction, real)}.
     *
     * @param steps whether the fake is the one that {@link #generate} made, gone back through its stored activations
     *     with the weights as they have become (the critic's gradient at it is then computed in the first generator step
     *     after a {@link #generate} or {@link #criticStep} only), or is made again from the same input
     * @param learningRate Adam's learning rate for this step
     */
    GeneratorLosses generatorStep(GeneratorSteps steps, double learningRate);

    /** The gradient that the network's last step applied, laid out as the parameters are. */
    float[] gradient(Net net);

    /** Frees the buffers. The engine is of no use afterwards. */
    @Override
    void close();

    /**
     * The parts of the critic's loss, each with its sign and weight, so that their sum is the loss.
     *
     * @param real -mean D(real)
     * @param fake mean D(fake)
     * @param penalty the weighted gradient penalty
     */
    record CriticLosses(double real, double fake, double penalty) {}

    /**
     * The parts of the generator's loss before the step, each with its sign and weight.
     *
     * @param adversarial -mean D(fake)
     * @param reconstruction reconstructionWeight x MSE(reconstruction, real)
     */
    record GeneratorLosses(double adversarial, double reconstruction) {}
}
