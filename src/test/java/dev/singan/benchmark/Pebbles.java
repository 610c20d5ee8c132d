package dev.singan.benchmark;

import dev.singan.image.FloatImage;
import java.util.Random;

/** A natural-looking image in colour, drawn by code: pebbles of several stones on sand, lit from the upper left. */
public final class Pebbles {
    private static final float[][] STONES = {
        {0.62f, 0.55f, 0.47f},
        {0.45f, 0.47f, 0.50f},
        {0.72f, 0.68f, 0.62f},
        {0.50f, 0.36f, 0.30f},
        {0.34f, 0.36f, 0.36f}
    };

    private Pebbles() {}

    /**
     * The image, in [-1, 1].
     *
     * @param size of a pebble in pixels, about
     */
    public static FloatImage draw(int height, int width, double size, long seed) {
        Random random = new Random(seed);
        int count = (int) (height * width / (size * size));
        double[][] stones = new double[count][6];
        for (double[] stone : stones) {
            double[] drawn = {
                random.nextDouble() * height,
                random.nextDouble() * width,
                size * (0.35 + 0.35 * random.nextDouble()),
                Math.PI * random.nextDouble(),
                0.6 + 0.4 * random.nextDouble(),
                random.nextInt(STONES.length)
            };
            System.arraycopy(drawn, 0, stone, 0, drawn.length);
        }
        float[] data = new float[3 * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double grain = 0.04 * random.nextGaussian();
                float[] colour = colour(stones, y, x);
                for (int c = 0; c < 3; c++) {
                    double v = 2 * (colour[c] + grain) - 1;
                    data[(c * height + y) * width + x] = (float) Math.max(-1, Math.min(1, v));
                }
            }
        }
        return new FloatImage(3, height, width, data);
    }

    /** The colour of the last stone over a point, darker towards its lower right; sand where there is none. */
    private static float[] colour(double[][] stones, int y, int x) {
        float[] colour = {0.78f, 0.70f, 0.55f};
        for (double[] s : stones) {
            double dy = (y - s[0]) / s[2];
            double dx = (x - s[1]) / s[2];
            double u = dx * Math.cos(s[3]) + dy * Math.sin(s[3]);
            double v = (dy * Math.cos(s[3]) - dx * Math.sin(s[3])) / s[4];
            double r = u * u + v * v;
            if (r < 1) {
                double light = 0.55 + 0.45 * Math.sqrt(1 - r) - 0.25 * (dx + dy);
                float[] stone = STONES[(int) s[5]];
                colour = new float[] {(float) (stone[0] * light), (float) (stone[1] * light), (float) (stone[2] * light)
                };
            }
        }
        return colour;
    }
}
