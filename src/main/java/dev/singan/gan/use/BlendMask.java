package dev.singan.gan.use;

import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import java.util.Arrays;
import org.hipparchus.util.FastMath;

/** Soft masks as the official code's {@code dilate_mask} makes them: dilated by a disk, blurred, stretched to [0, 1]. */
final class BlendMask {
    private static final double SIGMA = 5;
    /** scikit-image cuts the Gaussian off at four standard deviations. */
    private static final int REACH = (int) (4 * SIGMA + 0.5);

    private BlendMask() {}

    /**
     * The weights of the changed image.
     *
     * @param mask one channel in [-1, 1]; all that is not black in 8 bits belongs to it
     * @param radius the disk's, in pixels
     * @return height x width values in [0, 1]
     * @throws UserException where nothing belongs to the mask
     */
    static float[] of(FloatImage mask, int radius) {
        int height = mask.height();
        int width = mask.width();
        double[] values = dilate(mask, radius);
        values = blur(values, height, width, 1, width);
        values = blur(values, width, height, width, 1);
        double min = 1;
        double max = 0;
        for (double v : values) {
            min = Math.min(min, v);
            max = Math.max(max, v);
        }
        if (max == 0) {
            throw new UserException("singan.mask is black everywhere: make it white where the object or the edit is");
        }
        float[] weights = new float[values.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = min == max ? 1 : (float) ((values[i] - min) / (max - min));
        }
        return weights;
    }

    private static double[] dilate(FloatImage mask, int radius) {
        int height = mask.height();
        int width = mask.width();
        double[] out = new double[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if ((int) (255 * (mask.get(0, y, x) + 1) / 2) > 0) {
                    disk(out, height, width, y, x, radius);
                }
            }
        }
        return out;
    }

    private static void disk(double[] out, int height, int width, int y, int x, int radius) {
        for (int dy = -Math.min(radius, y); dy <= radius && y + dy < height; dy++) {
            int reach = (int) Math.sqrt((double) radius * radius - (double) dy * dy);
            int from = Math.max(0, x - reach);
            int to = Math.min(width - 1, x + reach);
            Arrays.fill(out, (y + dy) * width + from, (y + dy) * width + to + 1, 1);
        }
    }

    /** Blurs along an axis of a length; the edge's value goes on beyond it. */
    private static double[] blur(double[] values, int lines, int length, int step, int lineStep) {
        double[] kernel = kernel();
        double[] out = new double[values.length];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                double sum = 0;
                for (int k = -REACH; k <= REACH; k++) {
                    int at = Math.max(0, Math.min(length - 1, i + k));
                    sum += kernel[k + REACH] * values[line * lineStep + at * step];
                }
                out[line * lineStep + i * step] = sum;
            }
        }
        return out;
    }

    private static double[] kernel() {
        double[] kernel = new double[2 * REACH + 1];
        double sum = 0;
        for (int k = -REACH; k <= REACH; k++) {
            kernel[k + REACH] = FastMath.exp(-0.5 * k * k / (SIGMA * SIGMA));
            sum += kernel[k + REACH];
        }
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= sum;
        }
        return kernel;
    }
}
