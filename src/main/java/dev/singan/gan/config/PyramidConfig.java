package dev.singan.gan.config;

import static dev.singan.base.Requirement.property;

import dev.singan.tensor.engine.ScaleShape;

/**
 * The image that is learned, and the sizes at which it is.
 *
 * @param preparation how the patch becomes the training image
 * @param imageSize side of the training image, in pixels; 0 takes the image as it is
 * @param channels 1 (grey) or 3 (three equal channels, as published)
 * @param scaleFactor ratio of neighbouring scales asked for, in (0, 1); the pyramid adjusts it, and a ConSinGAN takes no notice of it
 * @param minSize shorter side of the coarsest scale, at least 11 (the receptive field)
 * @param maxSize longer side of the finest scale at most
 */
public record PyramidConfig(
        Preparation preparation, int imageSize, int channels, double scaleFactor, int minSize, int maxSize) {
    /** Pixels of a side at most. */
    public static final int LARGEST = 1 << 14;

    private static final double LEAST_FACTOR = 0.05;
    private static final double LARGEST_FACTOR = 0.98;

    /** @throws dev.singan.base.UserException where a value is out of its range; the message names the property */
    public PyramidConfig {
        property(
                imageSize >= 0 && imageSize <= LARGEST,
                "singan.gan.size",
                imageSize,
                "0 (as it is) or a number of pixels up to " + LARGEST);
        property(channels == 1 || channels == 3, "singan.channels", channels, "1 or 3");
        property(
                scaleFactor >= LEAST_FACTOR && scaleFactor <= LARGEST_FACTOR,
                "singan.gan.scaleFactor",
                scaleFactor,
                "from " + LEAST_FACTOR + " to " + LARGEST_FACTOR);
        property(
                minSize >= ScaleShape.RECEPTIVE_FIELD,
                "singan.gan.minSize",
                minSize,
                "at least " + ScaleShape.RECEPTIVE_FIELD + ", what one value of the critic sees");
        property(
                maxSize >= minSize && maxSize <= LARGEST,
                "singan.gan.maxSize",
                maxSize,
                "from singan.gan.minSize, " + minSize + ", to " + LARGEST);
    }

    /** The same with another {@link #preparation}. */
    public PyramidConfig withPreparation(Preparation value) {
        return new PyramidConfig(value, imageSize, channels, scaleFactor, minSize, maxSize);
    }

    /** The same with another {@link #imageSize}. */
    public PyramidConfig withImageSize(int value) {
        return new PyramidConfig(preparation, value, channels, scaleFactor, minSize, maxSize);
    }

    /** The same with other {@link #channels}. */
    public PyramidConfig withChannels(int value) {
        return new PyramidConfig(preparation, imageSize, value, scaleFactor, minSize, maxSize);
    }

    /** The same with another {@link #scaleFactor}. */
    public PyramidConfig withScaleFactor(double value) {
        return new PyramidConfig(preparation, imageSize, channels, value, minSize, maxSize);
    }

    /** The same with another {@link #minSize}. */
    public PyramidConfig withMinSize(int value) {
        return withSizes(value, maxSize);
    }

    /** The same with another {@link #maxSize}. */
    public PyramidConfig withMaxSize(int value) {
        return withSizes(minSize, value);
    }

    /** The same with another {@link #minSize} and {@link #maxSize}. */
    public PyramidConfig withSizes(int min, int max) {
        return new PyramidConfig(preparation, imageSize, channels, scaleFactor, min, max);
    }
}
