package dev.singan.tensor.engines;

import dev.singan.tensor.Backend;
import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.exact.program.ExactConvolutionProgram;
import dev.singan.tensor.nd4j.Nd4jConvolutionProgram;

/** The choice among the libraries that can run a {@link ConvolutionProgram}. */
public final class ConvolutionPrograms {
    private ConvolutionPrograms() {}

    /**
     * A program without steps: the same bits on every processor, or ND4J's on its CUDA backend.
     *
     * @param batch images at once
     * @param height rows of an image
     * @param width columns of an image
     * @param channels channels of an image
     */
    public static ConvolutionProgram create(int batch, int height, int width, int channels) {
        return Backend.isCuda()
                ? new Nd4jConvolutionProgram(batch, height, width, channels)
                : new ExactConvolutionProgram(batch, height, width, channels);
    }

    /** Whether {@link #create} gives programs that compute the same bits on every processor. */
    public static boolean repeatEverywhere() {
        return !Backend.isCuda();
    }
}
