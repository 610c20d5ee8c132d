package dev.singan.tensor.engine;

/** A way to compute SinGAN's steps. Implementations compute the same numbers up to float rounding. */
public interface Engine {
    /** The name by which {@code singan.engine} chooses it: {@code exact}, {@code cuda}, {@code nd4j} or {@code onednn}. */
    String name();

    /** One line for logs: library, version, instruction set, threads, Winograd or not. No host name. */
    String description();

    /** What decides its bits: its own, unless it computes another engine's to the last one. */
    default Arithmetic arithmetic() {
        return new Arithmetic(name(), description());
    }

    /** Opens the steps of a scale. */
    StepEngine open(ScaleShape shape, StepSettings settings);

    /**
     * Freezes a trained generator. It is computed by direct convolutions, whether or not the steps may use Winograd's: so finished scales
     * give the same images to the training of the scale above, to samples and to reconstructions, and samples do not depend on
     * {@code singan.winograd}.
     */
    FrozenGenerator freeze(NetState generator);

    /**
     * Opens the operations of which ConSinGAN's networks are put together.
     *
     * @param slope of LeakyReLU below zero
     */
    Layers layers(double slope);
}
