package dev.singan.classify.backbone;

import dev.singan.image.GrayImage;
import java.util.Iterator;
import java.util.List;

/**
 * A frozen network that turns an image into a vector of features. A new backbone is one class that implements this, with its
 * {@link BackboneProvider}, and a constant of {@link BackboneKind}. Implementations are deterministic: an image's features do not depend on the images beside it
 * nor on the number of threads.
 */
public interface Backbone extends AutoCloseable {
    /** The value of {@code singan.backbone} that asks for it. */
    String name();

    /** What it computes with, for people: the SHA-256 of its weights, or words where there are none. */
    String weights();

    /**
     * What its features depend on besides the image: SHA-256 over name, parameters and weights. Features under another
     * identity are not reused.
     */
    String identity();

    /**
     * This backbone after its batch norms have seen some batches in training mode, so that their running statistics drifted.
     *
     * @param batches images that are normalised together, all batches of one size, at least 2
     * @return another backbone, which the caller closes; this one where there are no batch norms
     */
    default Backbone drifted(Iterator<List<GrayImage>> batches) {
        return this;
    }

    /** How many features an image has. */
    int dimension();

    /**
     * The features of images, in their order. Memory does not grow with the number of images beyond the result.
     *
     * @param images of any size; a backbone resizes to what it wants
     * @return as many rows as images, {@link #dimension} values each
     */
    float[][] features(List<GrayImage> images);

    /** Gives native memory back; the backbone is of no use afterwards. */
    @Override
    default void close() {}
}
