package dev.singan.gan.use;

import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.gan.config.Purpose;
import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.Crop;
import dev.singan.gan.model.GeneratorChain;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.StreamNoise;
import dev.singan.image.Bicubic;
import dev.singan.image.FloatImage;
import org.hipparchus.util.FastMath;

/**
 * Enlarges a training image (section 4 of the paper, {@code SR.py} of the official code): it is brought up by the factor in small equal steps
 * near the cube root of 2, and after each the generator of the finest scale adds the detail it has learned.
 */
public final class SuperResolution {
    private static final double LEAST = 1.2;
    private static final double MOST = 16;
    private static final int MIN_SIZE = 18;
    private static final double ALPHA = 100;
    private static final int STEPS_PER_OCTAVE = 3;

    private SuperResolution() {}

    /**
     * The number of steps up to a factor.
     *
     * @throws UserException where the factor is out of its range
     */
    static int steps(double factor) {
        if (!(factor >= LEAST && factor <= MOST)) {
            throw new UserException("singan.sr.factor is " + factor + ", but it must be from " + LEAST + " to " + MOST
                    + ", such as -Dsingan.sr.factor=4");
        }
        return (int) Math.rint(STEPS_PER_OCTAVE * FastMath.log(factor) / FastMath.log(2));
    }

    /** How much larger each step's result is. Errors as in {@link #steps}. */
    static double step(double factor) {
        return FastMath.pow(factor, 1.0 / steps(factor));
    }

    /**
     * How a SinGAN is trained for super-resolution: scales as far apart as the steps, 18 pixels at the coarsest, reconstruction weight 100, and a
     * reconstruction noise that stays (the official code draws none anew here either).
     *
     * @throws UserException where the factor is not from 1.2 to 16, or a ConSinGAN is asked for
     */
    public static SinganConfig config(SinganConfig base, double factor) {
        if (base.trainer() instanceof Trainer.Consingan) {
            throw new UserException(
                    "singan.gan.trainer is consingan, whose stages hand on feature maps: no image can enter"
                            + " it to be enlarged. Train a SinGAN for this, with -Dsingan.gan.trainer=singan");
        }
        return base.withPyramid(p -> p.withScaleFactor(1 / step(factor)).withMinSize(MIN_SIZE))
                .withLosses(l -> l.withReconstructionWeight(ALPHA))
                .withSteps(s -> s.withReconstructionNoise(ReconstructionNoise.FIXED))
                .withPurpose(Purpose.SUPER_RESOLUTION);
    }

    /**
     * The training image enlarged by a factor, in [-1, 1] (clamped); its extents are rounded down.
     *
     * @throws UserException where the factor is not from 1.2 to 16
     */
    public static FloatImage run(Singan singan, double factor, long seed) {
        String name = singan.model().description().name();
        return run(singan, factor, new StreamNoise(new Seeds(seed).stream("super-resolution/" + name)));
    }

    static FloatImage run(Singan singan, double factor, Noise noise) {
        int steps = steps(factor);
        double step = step(factor);
        FloatImage real = singan.model().real();
        GeneratorChain chain = singan.chain();
        int finest = chain.scales() - 1;
        boolean padded = chain.model(finest).noisePadding();
        FloatImage image = real;
        for (int i = 0; i < steps; i++) {
            FloatImage previous = Bicubic.official(image, step);
            Pyramid.Size size = new Pyramid.Size(previous.height(), previous.width());
            Pyramid.Size noiseSize = padded ? GeneratorChain.padded(size) : size;
            image = chain.apply(finest, previous, GeneratorChain.draw(i, real.channels(), noiseSize, noise));
        }
        int height = Math.min(image.height(), (int) (factor * real.height()));
        int width = Math.min(image.width(), (int) (factor * real.width()));
        return Singan.clamp(Crop.topLeft(image, height, width));
    }
}
