package dev.singan.gan.model;

import dev.singan.image.FloatImage;
import java.util.List;

/** The trained generators of a SinGAN or a ConSinGAN on an engine. Not thread-safe. */
public interface Generators extends AutoCloseable {
    /** Number of scales. */
    int scales();

    /** A random image; from startScale on the noise is random, below it is the reconstruction's. */
    FloatImage sample(int startScale, double scaleV, double scaleH, Noise noise);

    /** The training image as the generators give it back. */
    FloatImage reconstruction();

    /** The noise of a scale from which it gives back the training image, with all the borders that can hold noise. */
    FloatImage origin(int scale);

    /** Draws noise of a scale of that size. */
    float[] draw(int scale, Noise noise);

    /** The share of new noise in an animation's first step. */
    float firstStep();

    /** The image that comes of noises like {@link #origin}. */
    FloatImage image(List<float[]> noises);

    /** Frees the buffers. */
    @Override
    void close();
}
