package dev.singan.tensor.engine;

/** The two networks of a scale. Both have five 3x3 convolutions without padding. */
public enum Net {
    /** Ends in tanh, as many channels as the image; the image from the scale below is added to its output. */
    GENERATOR("tail.0"),
    /** Ends in one channel, without an activation: a map of scores (a Markovian critic with a receptive field of 11x11). */
    CRITIC("tail");

    private final String tail;

    Net(String tail) {
        this.tail = tail;
    }

    /** The name of the last convolution's module in the official PyTorch code. */
    String tail() {
        return tail;
    }
}
