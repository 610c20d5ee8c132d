package dev.singan.gan;

import java.util.List;

/**
 * A trained SinGAN: all that {@link Singan} needs to make images.
 *
 * @param description what it is and how it was trained
 * @param pyramid its sizes
 * @param scales coarsest first
 */
public record TrainedSingan(ModelDescription description, Pyramid pyramid, List<ScaleModel> scales) {
    public TrainedSingan {
        scales = List.copyOf(scales);
        if (scales.size() != pyramid.scales()) {
            throw new IllegalArgumentException(scales.size() + " scales for a pyramid of " + pyramid.scales());
        }
    }
}
