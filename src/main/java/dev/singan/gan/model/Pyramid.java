package dev.singan.gan.model;

import dev.singan.base.Requirement;
import dev.singan.base.UserException;
import dev.singan.gan.config.Purpose;
import dev.singan.gan.config.SinganConfig;
import dev.singan.image.Bicubic;
import dev.singan.image.FloatImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hipparchus.util.FastMath;

/**
 * The sizes of an image's scales, computed as the official code does ({@code adjust_scales2image}, {@code creat_reals_pyramid}).
 *
 * @param factor ratio of neighbouring scales, in (0, 1), adjusted so that the coarsest scale has about minSize
 * @param sizes coarsest first
 */
public record Pyramid(double factor, List<Size> sizes) {
    /**
     * A scale's size.
     *
     * @param height rows
     * @param width columns
     */
    public record Size(int height, int width) {}

    public Pyramid {
        sizes = List.copyOf(sizes);
    }

    /**
     * The pyramid of an image.
     *
     * @throws UserException where the image is too small to have two scales
     */
    public static Pyramid of(int height, int width, SinganConfig config) {
        int shorter = Math.min(height, width);
        int longer = Math.max(height, width);
        if (shorter <= config.pyramid().minSize()) {
            throw new UserException(
                    "The training image of " + width + "x" + height + " pixels is too small for a pyramid whose"
                            + " coarsest scale has " + config.pyramid().minSize()
                            + ": use a larger image (-Dsingan.gan.size) or a smaller"
                            + " -Dsingan.gan.minSize");
        }
        double asked = config.pyramid().scaleFactor();
        double down = log((double) config.pyramid().minSize() / shorter, asked);
        double above = log((double) Math.min(config.pyramid().maxSize(), longer) / longer, asked);
        boolean fewer = config.purpose() == Purpose.SUPER_RESOLUTION;
        int count = (int) (fewer ? Math.floor(down) : Math.ceil(down)) + 1;
        int spared = (int) (fewer ? Math.floor(above) : Math.ceil(above));
        int stop = count - spared;
        double first = Math.min((double) config.pyramid().maxSize() / longer, 1);
        int fullHeight = (int) Math.ceil(height * first);
        int fullWidth = (int) Math.ceil(width * first);
        if (stop < 1 || Math.min(fullHeight, fullWidth) <= config.pyramid().minSize()) {
            throw new UserException("The training image of " + width + "x" + height
                    + " pixels has no room for two scales between "
                    + config.pyramid().minSize() + " and " + config.pyramid().maxSize()
                    + " pixels: raise -Dsingan.gan.maxSize or lower"
                    + " -Dsingan.gan.minSize");
        }
        Requirement.property(
                stop < ModelDescription.MOST_SCALES,
                "singan.gan.scaleFactor",
                asked,
                "so small that there are at most " + ModelDescription.MOST_SCALES + " scales, not " + (stop + 1));
        double factor = FastMath.pow((double) config.pyramid().minSize() / Math.min(fullHeight, fullWidth), 1.0 / stop);
        List<Size> sizes = new ArrayList<>();
        for (int k = 0; k <= stop; k++) {
            double scale = FastMath.pow(factor, stop - k);
            sizes.add(new Size((int) Math.ceil(fullHeight * scale), (int) Math.ceil(fullWidth * scale)));
        }
        return new Pyramid(factor, sizes);
    }

    private static double log(double x, double base) {
        return FastMath.log(x) / FastMath.log(base);
    }

    /** Number of scales. */
    public int scales() {
        return sizes.size();
    }

    /** The sizes, as text for people. */
    public String describe() {
        return sizes.stream().map(s -> s.width() + "x" + s.height()).collect(Collectors.joining(", "));
    }

    /** The image at each scale, coarsest first. */
    public List<FloatImage> images(FloatImage image, SinganConfig config) {
        int longer = Math.max(image.height(), image.width());
        FloatImage full =
                Bicubic.official(image, Math.min((double) config.pyramid().maxSize() / longer, 1));
        List<FloatImage> images = new ArrayList<>();
        for (int k = 0; k < scales(); k++) {
            images.add(Bicubic.official(full, FastMath.pow(factor, scales() - 1 - k)));
        }
        return List.copyOf(images);
    }

    /** An image of a scale brought to the next one's size: enlarged, then cropped. */
    FloatImage enlarge(FloatImage image, int height, int width) {
        FloatImage large = Bicubic.official(image, 1 / factor);
        if (large.height() >= height && large.width() >= width) {
            return Crop.topLeft(large, height, width);
        }
        return Crop.stretch(
                Crop.topLeft(large, Math.min(height, large.height()), Math.min(width, large.width())), height, width);
    }
}
