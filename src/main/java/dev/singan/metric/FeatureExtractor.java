package dev.singan.metric;

import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;

/**
 * What SiFID compares: a vector of values at each position of an image. Implementations may be called from several threads.
 */
public interface FeatureExtractor extends AutoCloseable {
    /** The layer's name, which goes beside every score: values of different layers are not comparable. */
    String layer();

    /** SHA-256 of the weights, or words where there are none. */
    String weights();

    /** Values per position. */
    int channels();

    /**
     * The map of an image.
     *
     * @return positions x channels values, the channels of a position side by side
     */
    float[] of(GrayImage image);

    /**
     * The map of an image in three channels, in [-1, 1]. Where the map knows no colours, that of its grey.
     *
     * @return as {@link #of}
     */
    default float[] ofColor(FloatImage image) {
        return of(image.toGray());
    }

    /** Gives native memory back; the map is of no use afterwards. */
    @Override
    default void close() {}
}
