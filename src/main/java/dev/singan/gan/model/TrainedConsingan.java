package dev.singan.gan.model;

import dev.singan.image.FloatImage;
import dev.singan.tensor.growing.NetWeights;
import java.util.List;

/**
 * A trained ConSinGAN: one generator of several stages.
 *
 * @param description what it is and how it was trained
 * @param pyramid its sizes
 * @param generator the generator's parameters
 * @param stages coarsest first
 * @param image what was learned, before it was brought to the finest stage's size, in [-1, 1]
 */
public record TrainedConsingan(
        ModelDescription description, Pyramid pyramid, NetWeights generator, List<Stage> stages, FloatImage image)
        implements TrainedModel {
    /**
     * A stage.
     *
     * @param noiseAmplitude what its noise is multiplied by
     * @param reconstructionNoise what enters it where the training image is given back: the image itself at the coarsest one (noise where it
     *     was trained for animation), above it noise in all feature maps, with a border of three
     */
    public record Stage(float noiseAmplitude, FloatImage reconstructionNoise) {}

    public TrainedConsingan {
        stages = List.copyOf(stages);
        if (stages.size() != pyramid.scales()
                || stages.size() != generator.layout().stages()) {
            throw new IllegalArgumentException(stages.size() + " stages for a pyramid of " + pyramid.scales()
                    + " and a generator of " + generator.layout().stages());
        }
    }
}
