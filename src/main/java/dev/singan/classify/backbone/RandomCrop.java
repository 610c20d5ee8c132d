package dev.singan.classify.backbone;

import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import dev.singan.image.Resize;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random changes of a patch: torchvision's {@code RandomResizedCrop} (scale 0.8 to 1, ratio 3/4 to 4/3, bilinear) and, for training, a
 * horizontal and a vertical flip, each with probability 1/2. A flipped or slightly cropped lesion is a lesion of the same class.
 */
public final class RandomCrop {
    private static final double LEAST_SCALE = 0.8;
    private static final double RATIO = 4.0 / 3;
    private static final int TRIES = 10;

    private RandomCrop() {}

    /** A crop, brought back to the image's size. */
    public static GrayImage crop(GrayImage image, UniformRandomProvider random) {
        return Resize.bilinear(image, box(image.width(), image.height(), random), image.width(), image.height());
    }

    private static Box box(int width, int height, UniformRandomProvider random) {
        for (int i = 0; i < TRIES; i++) {
            double area = width * height * random.nextDouble(LEAST_SCALE, 1);
            double log = StrictMath.log(RATIO);
            double ratio = StrictMath.exp(random.nextDouble(-log, log));
            int w = (int) Math.rint(Math.sqrt(area * ratio));
            int h = (int) Math.rint(Math.sqrt(area / ratio));
            if (w <= width && h <= height) {
                return new Box(random.nextInt(width - w + 1), random.nextInt(height - h + 1), w, h);
            }
        }
        // torchvision's fallback for a ratio that fits nowhere; within these bounds a whole square patch always fits.
        return new Box(0, 0, width, height);
    }

    /** A crop that is flipped in one or both directions, or in none. */
    public static GrayImage cropAndFlip(GrayImage image, UniformRandomProvider random) {
        GrayImage cropped = crop(image, random);
        return flip(cropped, random.nextBoolean(), random.nextBoolean());
    }

    static GrayImage flip(GrayImage image, boolean horizontally, boolean vertically) {
        int width = image.width();
        int height = image.height();
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] =
                        (byte) image.get(horizontally ? width - 1 - x : x, vertically ? height - 1 - y : y);
            }
        }
        return new GrayImage(width, height, pixels);
    }
}
