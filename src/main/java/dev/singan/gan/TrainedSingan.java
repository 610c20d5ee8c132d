package dev.singan.gan;

import dev.singan.image.Bicubic;
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
public record TrainedSingan(ModelDescription description, Pyramid pyramid, List<ScaleModel> scales, FloatImage image) {
    public TrainedSingan {
        scales = List.copyOf(scales);
        if (scales.size() != pyramid.scales()) {
            throw new IllegalArgumentException(scales.size() + " scales for a pyramid of " + pyramid.scales());
        }
    }

    /**
     * The training image at the finest scale's size. Where it has that size it is the image itself, which the official code takes through 8
     * bits, truncated, once more.
     */
    public FloatImage real() {
        int longer = Math.max(image.height(), image.width());
        int most = description.config().maxSize();
        return longer <= most ? image : Bicubic.official(image, (double) most / longer);
    }

    /** Whether the SinGAN makes colours; otherwise its three channels, if it has them, learned the same grey. */
    public boolean color() {
        return image.isColor();
    }
}
