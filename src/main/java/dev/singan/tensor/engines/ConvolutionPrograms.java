package dev.singan.tensor.engines;

import dev.singan.tensor.Backend;
import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.nd4j.Nd4jConvolutionProgram;
import dev.singan.tensor.onednn.OneDnnConvolutionProgram;
import dev.singan.tensor.onednn.OneDnnEngine;

/** The choice among the libraries that can run a {@link ConvolutionProgram}. */
public final class ConvolutionPrograms {
    private ConvolutionPrograms() {}

    /**
     * A program without steps, on the fastest library that this process can run: oneDNN called directly, else ND4J.
     *
     * @param batch images at once
     * @param height rows of an image
     * @param width columns of an image
     * @param channels channels of an image
     */
    public static ConvolutionProgram create(int batch, int height, int width, int channels) {
        return Backend.isCuda() || OneDnnEngine.obstacle().isPresent()
                ? new Nd4jConvolutionProgram(batch, height, width, channels)
                : new OneDnnConvolutionProgram(batch, height, width, channels);
    }
}
