package dev.singan.gan.use;

import dev.singan.base.UserException;

/**
 * Where an image enters a SinGAN.
 *
 * @param startScale the scale whose generator gets it, from 1; the higher, the less is changed
 * @param seed the seed of the noise from that scale on
 */
public record InjectionRequest(int startScale, long seed) {
    /** @throws UserException where the scale is not 1 or more */
    public InjectionRequest {
        if (startScale < 1) {
            throw new UserException("singan.startScale is " + startScale
                    + ", but an image can enter from scale 1 on, as it takes the place of the scales below: set"
                    + " -Dsingan.startScale=1 or more");
        }
    }
}
