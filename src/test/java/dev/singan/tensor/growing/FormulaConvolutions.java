package dev.singan.tensor.growing;

import dev.singan.FormulaWeights;

/** The weights that {@code fill()} of src/test/reference/consingan.py makes. */
public final class FormulaConvolutions {
    private FormulaConvolutions() {}

    /** A network's weights: of deviation near sqrt(2 / fan-in), biases within 0.1. */
    public static NetWeights weights(String name, ConvolutionLayout layout) {
        float[] numbers = FormulaWeights.numbers(name, layout.length());
        for (ConvolutionLayout.Convolution c : layout.convolutions()) {
            double scale = Math.sqrt(24.0 / (9 * c.inputs()));
            int biases = c.offset() + c.weights();
            for (int i = c.offset(); i < biases; i++) {
                numbers[i] = (float) (numbers[i] * scale);
            }
            for (int i = biases; i < biases + c.outputs(); i++) {
                numbers[i] = (float) (numbers[i] * 0.2);
            }
        }
        return NetWeights.fresh(layout, numbers);
    }
}
