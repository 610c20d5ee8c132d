package dev.singan.gan.use;

import dev.singan.base.UserException;
import dev.singan.image.AnimatedGif;

/**
 * An animation of the training image: a random walk of the noise about the reconstruction's.
 *
 * @param alpha how strongly the walk is drawn back to the reconstruction, in [0, 1]; 0.1 in the official code
 * @param beta how much of its direction each step keeps, in [0, 1]: the higher, the smoother; 0.9 in the official code
 * @param startScale the scale from which on the noise walks, 0 is the coarsest; below, it is the reconstruction's; 2 in the official code
 * @param frames number of frames, at least 1; 100 in the official code
 * @param framesPerSecond the speed of the GIF, in [0.1, 50]; 10 in the official code
 * @param seed the seed of the walk
 */
public record AnimationRequest(
        double alpha, double beta, int startScale, int frames, double framesPerSecond, long seed) {
    private static final int MOST = 10_000;

    /** @throws UserException where a value is out of its range; the message names the property */
    public AnimationRequest {
        require(alpha >= 0 && alpha <= 1, "singan.animation.alpha", alpha, "from 0 to 1, such as 0.1");
        require(beta >= 0 && beta <= 1, "singan.animation.beta", beta, "from 0 to 1, such as 0.9");
        require(startScale >= 0, "singan.startScale", startScale, "0 (the coarsest scale) or more");
        require(frames >= 1 && frames <= MOST, "singan.animation.frames", frames, "from 1 to " + MOST);
        AnimatedGif.delay(framesPerSecond);
    }

    private static void require(boolean holds, String property, Object value, String expected) {
        if (!holds) {
            throw new UserException(property + " is " + value + ", but it must be " + expected);
        }
    }
}
