package dev.singan.tensor.engine;

/** A way to compute SinGAN's steps. Implementations compute the same numbers up to float rounding. */
public interface Engine {
    /** The name by which {@code singan.engine} chooses it: {@code exact}, {@code cuda} or {@code nd4j}. */
    String name();

    /** One line for logs: library, version, instruction set, threads. No host name. */
    String description();

    /** What decides its bits: its own, unless it computes another engine's to the last one. */
    default Arithmetic arithmetic() {
        return new Arithmetic(name(), description());
    }

    /** Opens the steps of a scale. */
    StepEngine open(ScaleShape shape, StepSettings settings);

    /**
     * Freezes a trained generator. So finished scales give the same images to the training of the scale above, to samples and to
     * reconstructions.
     */
    FrozenGenerator freeze(NetState generator);

    /**
     * Opens the operations of which ConSinGAN's networks are put together.
     *
     * @param slope of LeakyReLU below zero
     */
    Layers layers(double slope);
}
