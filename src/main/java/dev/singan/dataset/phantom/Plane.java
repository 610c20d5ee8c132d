package dev.singan.dataset.phantom;

/**
 * A float for every pixel of a view, row by row from the top left, with the pixels' size. Planes are working memory of
 * one image and one thread: whoever holds one may write to {@link #data()}.
 *
 * @param width columns
 * @param height rows
 * @param pitch side of a pixel in mm
 * @param data width x height values
 */
record Plane(int width, int height, double pitch, float[] data) {
    /** Weights of Catmull-Rom's cubic a quarter of a step after its second support point. */
    private static final float[] QUARTER = {-0.0703125f, 0.8671875f, 0.2265625f, -0.0234375f};

    Plane(int width, int height, double pitch) {
        this(width, height, pitch, new float[width * height]);
    }

    float get(int x, int y) {
        return data[y * width + x];
    }

    void add(int x, int y, double value) {
        data[y * width + x] += (float) value;
    }

    /** The value at the pixel that holds a point in mm; the nearest one where the point lies outside. */
    float nearest(double xMm, double yMm) {
        int x = Math.max(0, Math.min(width - 1, (int) (xMm / pitch)));
        int y = Math.max(0, Math.min(height - 1, (int) (yMm / pitch)));
        return get(x, y);
    }

    /**
     * The plane at twice the resolution, interpolated by Catmull-Rom's cubic.
     *
     * @param fineWidth columns of the result, at most twice this plane's
     * @param fineHeight rows of the result, at most twice this plane's
     */
    Plane doubled(int fineWidth, int fineHeight) {
        float[] wide = new float[fineWidth * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < fineWidth; x++) {
                wide[y * fineWidth + x] = cubic(data, y * width, 1, width, x);
            }
        }
        Plane fine = new Plane(fineWidth, fineHeight, pitch / 2);
        for (int y = 0; y < fineHeight; y++) {
            for (int x = 0; x < fineWidth; x++) {
                fine.data[y * fineWidth + x] = cubic(wide, x, fineWidth, height, y);
            }
        }
        return fine;
    }

    private static float cubic(float[] values, int start, int stride, int length, int fine) {
        boolean odd = (fine & 1) == 1;
        int base = odd ? fine / 2 : fine / 2 - 1;
        float sum = 0;
        for (int k = 0; k < 4; k++) {
            int i = Math.max(0, Math.min(length - 1, base - 1 + k));
            sum += values[start + i * stride] * QUARTER[odd ? k : 3 - k];
        }
        return sum;
    }

    /**
     * The plane blurred by three running means, which come close to a Gaussian (Wells 1986, IEEE TPAMI 8:234). Outside
     * the plane its edge values go on.
     *
     * @param sigmaMm standard deviation in mm
     */
    Plane blurred(double sigmaMm) {
        double sigma = sigmaMm / pitch;
        int radius = (int) Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
        if (radius < 1) {
            return this;
        }
        float[] from = data.clone();
        float[] to = new float[data.length];
        for (int pass = 0; pass < 3; pass++) {
            for (int y = 0; y < height; y++) {
                runningMean(from, to, y * width, 1, width, radius);
            }
            for (int x = 0; x < width; x++) {
                runningMean(to, from, x, width, height, radius);
            }
        }
        return new Plane(width, height, pitch, from);
    }

    private static void runningMean(float[] from, float[] to, int start, int stride, int length, int radius) {
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += from[start + Math.max(0, Math.min(length - 1, i)) * stride];
        }
        double scale = 1.0 / (2 * radius + 1);
        for (int i = 0; i < length; i++) {
            to[start + i * stride] = (float) (sum * scale);
            sum += from[start + Math.min(length - 1, i + radius + 1) * stride];
            sum -= from[start + Math.max(0, i - radius) * stride];
        }
    }
}
