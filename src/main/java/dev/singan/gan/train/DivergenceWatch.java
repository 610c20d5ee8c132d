package dev.singan.gan.train;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import java.util.Locale;

/** Tells when training goes wrong: no numbers any more, a critic that runs away, samples of one grey. */
final class DivergenceWatch {
    /** A healthy critic's losses stay within some tens. */
    private static final double SUSPICIOUS_LOSS = 1e3;

    private static final double HOPELESS_LOSS = 1e6;
    /** Contrast of a sample relative to the training image below which it counts as one grey. */
    private static final double COLLAPSE = 0.05;
    /** Less than a grey level. */
    private static final double FLAT = 1 / 255.0;

    private final String name;
    private final Progress progress;
    private int warnedScale = -1;

    DivergenceWatch(String name, Progress progress) {
        this.name = name;
        this.progress = progress;
    }

    /** @throws UserException where there is nothing to learn */
    void image(FloatImage real) {
        if (deviation(real) < FLAT) {
            throw new UserException(
                    "SinGAN " + name + ": the training image has one grey only, there is nothing to learn from it:"
                            + " choose another source patch");
        }
    }

    /** @throws UserException where the losses are beyond repair */
    void losses(LossRow row) {
        double largest =
                Math.max(Math.max(Math.abs(row.criticReal()), Math.abs(row.criticFake())), row.gradientPenalty());
        if (!row.isFinite()) {
            throw new UserException(
                    where(row) + " the losses are no numbers any more (critic " + row.criticReal() + " and "
                            + row.criticFake() + ", penalty " + row.gradientPenalty() + ", reconstruction "
                            + row.reconstruction()
                            + "): lower the learning rate (-Dsingan.gan.learningRate) and delete the SinGAN's folder");
        }
        if (largest > HOPELESS_LOSS) {
            throw new UserException(
                    where(row) + " the critic has diverged (loss " + largest + "): lower the learning rate"
                            + " (-Dsingan.gan.learningRate) or raise the gradient penalty (-Dsingan.gan.lambda), and delete the SinGAN's"
                            + " folder");
        }
        if (largest > SUSPICIOUS_LOSS && warnedScale < row.scale()) {
            warnedScale = row.scale();
            progress.warn(where(row) + " the critic seems to diverge (loss " + largest
                    + "): if the scale's sample is poor, lower"
                    + " -Dsingan.gan.learningRate or raise -Dsingan.gan.lambda");
        }
    }

    /** Warns where a finished scale's sample has no contrast. */
    void sample(int scale, int iterations, FloatImage sample, FloatImage real) {
        double contrast = deviation(sample) / deviation(real);
        if (contrast < COLLAPSE) {
            progress.warn(String.format(
                    Locale.ROOT,
                    "SinGAN %s, scale %d: after %d iterations a sample has %.1f %% of the training image's contrast, so it has collapsed"
                            + " to one grey: train longer (-Dsingan.gan.iterations) or with another seed (-Dsingan.seed)",
                    name,
                    scale,
                    iterations,
                    100 * contrast));
        }
    }

    private String where(LossRow row) {
        return "SinGAN " + name + ", scale " + row.scale() + ", iteration " + row.iteration() + ":";
    }

    private static double deviation(FloatImage image) {
        double sum = 0;
        double squares = 0;
        for (float v : image.data()) {
            sum += v;
            squares += (double) v * v;
        }
        double mean = sum / image.data().length;
        return Math.sqrt(Math.max(0, squares / image.data().length - mean * mean));
    }
}
