package dev.singan.tensor.engine;

/** A 3x3 convolution's weights and biases, and their gradients, in the layout of an engine. */
public interface Filter {
    /** Takes weights (output, input, row, column), then biases, from an index of an array on. */
    void set(float[] parameters, int offset);

    /** Copies the gradient out, arranged alike. */
    void gradient(float[] to, int offset);
}
