package dev.singan.classify.backbone;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.IOException;

/**
 * Opens a backbone, and says what must be known of it before. There is one for each, beside the backbone; the list of them,
 * {@link BackboneKind}, is the only other place in the code that a new backbone joins.
 */
public interface BackboneProvider {
    /**
     * Opens the backbone; the caller closes it.
     *
     * @param progress is told what was taken off around the weights
     * @throws UserException where it lacks its weights, or cannot work with these options; the message says what mends it
     */
    Backbone open(BackboneOptions options, Progress progress) throws IOException;

    /**
     * Makes sure that the backbone can be opened, weights and all, before hours are spent on what comes before it.
     *
     * @throws UserException as {@link #open} does
     */
    default void require(BackboneOptions options, Progress progress) throws IOException {
        open(options, progress).close();
    }

    /** Seconds that an image takes, roughly, on one core of a server of 2023; for the plan alone. */
    double secondsPerImage();

    /**
     * Whether its features are the same bits on every processor; if not, {@code check} says so and does not hold what rests on them.
     *
     * @param programs whether those of {@link dev.singan.tensor.ConvolutionProgram} are, here
     */
    default boolean repeatsEverywhere(boolean programs) {
        return programs;
    }

    /** Whether it has batch norms, which drift under the published protocol: {@link Backbone#drifted}. */
    default boolean drifts() {
        return false;
    }
}
