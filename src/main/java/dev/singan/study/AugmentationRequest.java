package dev.singan.study;

import dev.singan.base.UserException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which samples {@link Augmentation} shall make. It can be written as JSON and read back.
 *
 * @param model the folder of the trained SinGAN
 * @param directory where the samples go
 * @param count how many, from 1 to 10000, as their names have four digits
 * @param startScale the scale from which on the noise is random, 0 is the coarsest
 * @param seed the study's seed
 * @param engine {@code auto}, {@code exact}, {@code cuda} or {@code nd4j}
 * @param others training images of other SinGANs: how far apart real patches are is what the samples' distance is read against
 * @param jpeg whether SiFID sees the images through JPEG, as published; otherwise the pixels
 * @param sifidWeights a file of Inception's weights, on which SiFID is computed; null for the fixed filters
 */
public record AugmentationRequest(
        Path model,
        Path directory,
        int count,
        int startScale,
        long seed,
        String engine,
        List<Path> others,
        boolean jpeg,
        @Nullable Path sifidWeights) {
    private static final int MOST = 10_000;

    /** @throws UserException where the number is out of its range */
    public AugmentationRequest {
        others = List.copyOf(others);
        if (count < 1 || count > MOST) {
            throw new UserException(
                    "singan.samples=" + count + " is out of range. Allowed are values from 1 to " + MOST + ".");
        }
    }
}
