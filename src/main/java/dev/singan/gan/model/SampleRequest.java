package dev.singan.gan.model;

import dev.singan.base.UserException;

/**
 * What to sample.
 *
 * @param count number of images, at least 0
 * @param startScale the scale from which on the noise is random, 0 is the coarsest: the higher, the nearer to the training image
 * @param scaleV height relative to the training image's, above 0
 * @param scaleH width relative to the training image's, above 0
 * @param seed the seed of the samples; sample i depends on the seed and i only
 */
public record SampleRequest(int count, int startScale, double scaleV, double scaleH, long seed) {
    /** @throws UserException where a value is out of its range */
    public SampleRequest {
        if (count < 0 || startScale < 0 || !(scaleV > 0) || !(scaleH > 0)) {
            throw new UserException("cannot sample " + count + " images from scale " + startScale + " at " + scaleV
                    + " x " + scaleH + " of the size: number and scale must be 0 or more, the factors above 0");
        }
        if (startScale > 0 && (scaleV != 1 || scaleH != 1)) {
            throw new UserException(
                    "sampling from scale " + startScale + " keeps the reconstruction's noise below it, which has the"
                            + " training image's size: set singan.startScale to 0, or singan.scaleV and singan.scaleH to 1");
        }
    }

    /** Samples of the training image's size from the coarsest scale on. */
    public static SampleRequest of(int count, long seed) {
        return new SampleRequest(count, 0, 1, 1, seed);
    }
}
