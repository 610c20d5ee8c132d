package dev.singan.gan.model;

import dev.singan.image.FloatImage;

/** Small corrections of size between scales. */
public final class Crop {
    private Crop() {}

    /** The top left part of an image. */
    public static FloatImage topLeft(FloatImage image, int height, int width) {
        if (image.height() == height && image.width() == width) {
            return image;
        }
        float[] data = new float[image.channels() * height * width];
        for (int c = 0; c < image.channels(); c++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(
                        image.data(), (c * image.height() + y) * image.width(), data, (c * height + y) * width, width);
            }
        }
        return new FloatImage(image.channels(), height, width, data);
    }

    /** The image with a border of zeros. */
    public static FloatImage pad(FloatImage image, int border) {
        int height = image.height() + 2 * border;
        int width = image.width() + 2 * border;
        float[] data = new float[image.channels() * height * width];
        for (int c = 0; c < image.channels(); c++) {
            for (int y = 0; y < image.height(); y++) {
                int to = (c * height + y + border) * width + border;
                System.arraycopy(image.data(), (c * image.height() + y) * image.width(), data, to, image.width());
            }
        }
        return new FloatImage(image.channels(), height, width, data);
    }

    /** The image without a border. */
    static FloatImage middle(FloatImage image, int border) {
        int height = image.height() - 2 * border;
        int width = image.width() - 2 * border;
        float[] data = new float[image.channels() * height * width];
        for (int c = 0; c < image.channels(); c++) {
            for (int y = 0; y < height; y++) {
                int from = (c * image.height() + y + border) * image.width() + border;
                System.arraycopy(image.data(), from, data, (c * height + y) * width, width);
            }
        }
        return new FloatImage(image.channels(), height, width, data);
    }

    /**
     * Bilinear with the corners kept, as PyTorch's {@code Upsample(align_corners=True)}, which the official code uses where, at
     * arbitrary output sizes, an enlarged image falls short of its scale by a row or column.
     */
    static FloatImage stretch(FloatImage image, int height, int width) {
        float[] data = new float[image.channels() * height * width];
        double stepY = height > 1 ? (double) (image.height() - 1) / (height - 1) : 0;
        double stepX = width > 1 ? (double) (image.width() - 1) / (width - 1) : 0;
        for (int c = 0; c < image.channels(); c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    data[(c * height + y) * width + x] = at(image, c, y * stepY, x * stepX);
                }
            }
        }
        return new FloatImage(image.channels(), height, width, data);
    }

    private static float at(FloatImage image, int channel, double y, double x) {
        int y0 = (int) y;
        int x0 = (int) x;
        int y1 = Math.min(y0 + 1, image.height() - 1);
        int x1 = Math.min(x0 + 1, image.width() - 1);
        double fy = y - y0;
        double fx = x - x0;
        double top = (1 - fx) * image.get(channel, y0, x0) + fx * image.get(channel, y0, x1);
        double bottom = (1 - fx) * image.get(channel, y1, x0) + fx * image.get(channel, y1, x1);
        return (float) ((1 - fy) * top + fy * bottom);
    }
}
