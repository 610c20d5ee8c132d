package dev.singan.gan.model;

import dev.singan.image.Bicubic;
import dev.singan.image.FloatImage;

/** A trained SinGAN or ConSinGAN. */
public sealed interface TrainedModel permits TrainedSingan, TrainedConsingan {
    /** What it is and how it was trained. */
    ModelDescription description();

    /** Its sizes. */
    Pyramid pyramid();

    /** What was learned, before it was brought to the finest scale's size, in [-1, 1]. */
    FloatImage image();

    /**
     * The training image at the finest scale's size. Where it has that size it is the image itself, which the official code takes through 8
     * bits, truncated, once more.
     */
    default FloatImage real() {
        int longer = Math.max(image().height(), image().width());
        int most = description().config().pyramid().maxSize();
        return longer <= most ? image() : Bicubic.official(image(), (double) most / longer);
    }

    /** Whether it makes colours; otherwise its three channels, if it has them, learned the same grey. */
    default boolean color() {
        return image().isColor();
    }
}
