package dev.singan.gan.model;

import dev.singan.image.FloatImage;
import java.util.List;

/**
 * A trained SinGAN: all that {@link Singan} needs to make images.
 *
 * @param description what it is and how it was trained
 * @param pyramid its sizes
 * @param scales coarsest first
 * @param image what was learned, before it was brought to the finest scale's size, in [-1, 1]
 */
public record TrainedSingan(ModelDescription description, Pyramid pyramid, List<ScaleModel> scales, FloatImage image)
        implements TrainedModel {
    public TrainedSingan {
        scales = List.copyOf(scales);
        if (scales.size() != pyramid.scales()) {
            throw new IllegalArgumentException(scales.size() + " scales for a pyramid of " + pyramid.scales());
        }
    }
}
