package dev.singan.gan.model;

import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;

/**
 * A trained scale.
 *
 * @param shape size and filters
 * @param generator the trained generator; its optimiser's moments are not kept
 * @param critic the trained critic, likewise
 * @param noiseAmplitude what the scale's noise is multiplied by
 * @param reconstructionNoise the noise from which the scale gives back the training image, zeros above the coarsest; not padded, or with
 *     its border where the scale was trained with noise around its input
 */
public record ScaleModel(
        ScaleShape shape, NetState generator, NetState critic, float noiseAmplitude, FloatImage reconstructionNoise) {
    /** Whether the generator's input is bordered by noise instead of zeros. */
    public boolean noisePadding() {
        return reconstructionNoise.height() != shape.height();
    }
}
