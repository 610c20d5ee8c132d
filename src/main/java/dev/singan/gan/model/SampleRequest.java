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
    private static final int MOST = 1_000_000;
    private static final double SMALLEST = 0.01;
    private static final double LARGEST = 1000;

    /** @throws UserException where a value is out of its range */
    public SampleRequest {
        if (count < 0 || count > MOST || startScale < 0 || !isFactor(scaleV) || !isFactor(scaleH)) {
            throw new UserException("cannot sample " + count + " images from scale " + startScale + " at " + scaleV
                    + " x " + scaleH + " of the size: singan.count must be from 0 to " + MOST
                    + ", singan.startScale 0 or more,"
                    + " singan.scaleV and singan.scaleH from " + SMALLEST + " to " + LARGEST);
        }
        if (startScale > 0 && (scaleV != 1 || scaleH != 1)) {
            throw new UserException(
                    "sampling from scale " + startScale + " keeps the reconstruction's noise below it, which has the"
                            + " training image's size: set singan.startScale to 0, or singan.scaleV and singan.scaleH to 1");
        }
    }

    private static boolean isFactor(double factor) {
        return factor >= SMALLEST && factor <= LARGEST;
    }

    /** Samples of the training image's size from the coarsest scale on. */
    public static SampleRequest of(int count, long seed) {
        return new SampleRequest(count, 0, 1, 1, seed);
    }
}
