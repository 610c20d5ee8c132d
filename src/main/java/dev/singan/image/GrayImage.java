package dev.singan.image;

/**
 * An 8-bit greyscale image, row by row from the top left. 13 MB for a digital mammogram of 3328x4084.
 *
 * <p>The pixel array is not copied: whoever makes an image hands the array over, and nobody writes to it afterwards.
 */
public final class GrayImage {
    private final int width;
    private final int height;
    private final byte[] pixels;

    /**
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @param pixels width x height grey values, unsigned; owned by the image from now on
     */
    public GrayImage(int width, int height, byte[] pixels) {
        if (width < 1 || height < 1 || (long) width * height != pixels.length) {
            throw new IllegalArgumentException(
                    "an image of " + width + "x" + height + " does not have " + pixels.length + " pixels");
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The grey value at column x and row y, 0 to 255. */
    public int get(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    /** The pixels themselves, unsigned, row by row; to be read only. */
    public byte[] pixels() {
        return pixels;
    }
}
