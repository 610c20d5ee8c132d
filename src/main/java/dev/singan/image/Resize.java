package dev.singan.image;

/**
 * Bilinear resizing as OpenCV's {@code resize(…, INTER_LINEAR)} does it for 8-bit images: pixel centres at half
 * positions, weights of 11 bits, no smoothing before shrinking. The arithmetic is OpenCV's fixed-point one, so that the
 * result is the same grey value for grey value (its vectorised builds may differ by one level).
 */
public final class Resize {
    private static final int WEIGHT_BITS = 11;
    private static final int ONE = 1 << WEIGHT_BITS;

    private Resize() {}

    /** The whole image at another size. */
    public static GrayImage bilinear(GrayImage image, int width, int height) {
        return bilinear(image, new Box(0, 0, image.width(), image.height()), width, height);
    }

    /**
     * A region of an image at another size; pixels outside of the region have no influence.
     *
     * @param region lies within the image
     * @throws IllegalArgumentException where it does not
     */
    public static GrayImage bilinear(GrayImage image, Box region, int width, int height) {
        if (!region.isWithin(image.width(), image.height())) {
            throw new IllegalArgumentException(region + " is not within " + image.width() + "x" + image.height());
        }
        Axis columns = new Axis(region.width(), width);
        Axis rows = new Axis(region.height(), height);
        byte[] out = new byte[Math.multiplyExact(width, height)];
        int[][] lines = {new int[width], new int[width]};
        int[] held = {-1, -1};
        for (int y = 0; y < height; y++) {
            int upper = rows.first[y];
            int lower = rows.second[y];
            int[] a = line(image, region, columns, upper, lines, held);
            int[] b = line(image, region, columns, lower, lines, held);
            int wa = rows.firstWeight[y];
            int wb = rows.secondWeight[y];
            for (int x = 0; x < width; x++) {
                int value = (wa * (a[x] >> 4) >> 16) + (wb * (b[x] >> 4) >> 16) + 2 >> 2;
                out[y * width + x] = (byte) Math.min(255, value);
            }
        }
        return new GrayImage(width, height, out);
    }

    /** A source row resized along x; rows of even and odd number have a place each, so that neighbours are both held. */
    private static int[] line(GrayImage image, Box region, Axis columns, int row, int[][] lines, int[] held) {
        int place = row & 1;
        int[] line = lines[place];
        if (held[place] != row) {
            held[place] = row;
            byte[] pixels = image.pixels();
            int from = (region.y() + row) * image.width() + region.x();
            for (int x = 0; x < line.length; x++) {
                line[x] = (pixels[from + columns.first[x]] & 0xff) * columns.firstWeight[x]
                        + (pixels[from + columns.second[x]] & 0xff) * columns.secondWeight[x];
            }
        }
        return line;
    }

    /** For each target position along an axis the two source positions and their weights. */
    private static final class Axis {
        final int[] first;
        final int[] second;
        final int[] firstWeight;
        final int[] secondWeight;

        Axis(int source, int target) {
            first = new int[target];
            second = new int[target];
            firstWeight = new int[target];
            secondWeight = new int[target];
            double scale = 1.0 / ((double) target / source);
            for (int i = 0; i < target; i++) {
                float position = (float) ((i + 0.5) * scale - 0.5);
                int left = (int) Math.floor(position);
                float fraction = position - left;
                if (left < 0) {
                    left = 0;
                    fraction = 0;
                }
                if (left >= source - 1) {
                    left = source - 1;
                    fraction = 0;
                }
                first[i] = left;
                second[i] = Math.min(left + 1, source - 1);
                firstWeight[i] = (int) Math.rint((1f - fraction) * ONE);
                secondWeight[i] = (int) Math.rint(fraction * ONE);
            }
        }
    }
}
