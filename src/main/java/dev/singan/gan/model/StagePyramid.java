package dev.singan.gan.model;

import dev.singan.base.UserException;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.image.Bicubic;
import dev.singan.image.FloatImage;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.util.FastMath;

/**
 * The sizes of a ConSinGAN's stages (section 3.2 of the paper): a given number of them, fewer of which are large than in a geometric
 * sequence. With r the ratio whose N-th power leads from the full size to the smallest, stage n of 0 … N is the image times
 * r^((N − 1) / log N · log(N − n) + 1), and the last the image itself.
 */
public final class StagePyramid {
    private StagePyramid() {}

    /**
     * The pyramid of an image.
     *
     * @throws UserException where the image is too small
     */
    public static Pyramid of(int height, int width, SinganConfig config, Trainer.Consingan consingan) {
        double first = Math.min((double) config.pyramid().maxSize() / Math.max(height, width), 1);
        int fullHeight = (int) Math.ceil(height * first);
        int fullWidth = (int) Math.ceil(width * first);
        int shorter = Math.min(fullHeight, fullWidth);
        if (shorter <= config.pyramid().minSize()) {
            throw new UserException("The training image of " + width + "x" + height + " pixels"
                    + (first < 1 ? ", at most " + config.pyramid().maxSize() + " of which are used," : "")
                    + " is too small for a pyramid whose coarsest stage has "
                    + config.pyramid().minSize()
                    + ": use a larger image (-Dsingan.gan.size), a larger -Dsingan.gan.maxSize or a smaller"
                    + " -Dsingan.gan.minSize");
        }
        double ratio = FastMath.pow((double) config.pyramid().minSize() / shorter, 1.0 / (consingan.stages() - 1));
        List<Pyramid.Size> sizes = new ArrayList<>();
        for (double scale : scales(ratio, consingan.stages())) {
            sizes.add(new Pyramid.Size((int) Math.ceil(fullHeight * scale), (int) Math.ceil(fullWidth * scale)));
        }
        return new Pyramid(ratio, sizes);
    }

    private static List<Double> scales(double ratio, int stages) {
        int last = stages - 1;
        List<Double> scales = new ArrayList<>();
        for (int n = 0; n < last; n++) {
            double exponent = last == 1 ? 1 : (last - 1) / FastMath.log(last) * FastMath.log(last - n) + 1;
            scales.add(FastMath.pow(ratio, exponent));
        }
        scales.add(1.0);
        return scales;
    }

    /** The image at each stage, coarsest first. */
    public static List<FloatImage> images(FloatImage image, Pyramid pyramid, SinganConfig config) {
        int longer = Math.max(image.height(), image.width());
        FloatImage full =
                Bicubic.official(image, Math.min((double) config.pyramid().maxSize() / longer, 1));
        List<FloatImage> images = new ArrayList<>();
        for (double scale : scales(pyramid.factor(), pyramid.scales())) {
            images.add(scale == 1 ? full : Bicubic.official(full, scale));
        }
        return List.copyOf(images);
    }
}
