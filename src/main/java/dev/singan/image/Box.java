package dev.singan.image;

import org.jspecify.annotations.Nullable;

/**
 * A rectangle of pixels.
 *
 * @param x leftmost column
 * @param y topmost row
 * @param width columns
 * @param height rows
 */
public record Box(int x, int y, int width, int height) {
    /** The smallest box around the pixels that are not zero; null where all are zero. */
    public static @Nullable Box ofNonZero(GrayImage mask) {
        byte[] pixels = mask.pixels();
        int columns = mask.width();
        int left = columns;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int row = 0; row < mask.height(); row++) {
            int from = row * columns;
            int first = 0;
            while (first < columns && pixels[from + first] == 0) {
                first++;
            }
            if (first == columns) {
                continue;
            }
            int last = columns - 1;
            while (pixels[from + last] == 0) {
                last--;
            }
            left = Math.min(left, first);
            right = Math.max(right, last);
            top = top < 0 ? row : top;
            bottom = row;
        }
        return right < 0 ? null : new Box(left, top, right - left + 1, bottom - top + 1);
    }

    /** Whether the box has pixels, and all of them lie in an image of this size. */
    public boolean isWithin(int imageWidth, int imageHeight) {
        return x >= 0 && y >= 0 && width >= 1 && height >= 1 && x <= imageWidth - width && y <= imageHeight - height;
    }

    /**
     * Whether the box has a pixel less than a margin away from another box, measured along each axis.
     *
     * @param margin pixels by which the other box is grown on every side; may be a fraction
     */
    public boolean touches(Box other, double margin) {
        return x < other.x + other.width + margin
                && x + width > other.x - margin
                && y < other.y + other.height + margin
                && y + height > other.y - margin;
    }

    /**
     * The box scaled about its centre and placed in an image as the study does: over the left or the top edge it is
     * shifted inwards, over the right or the bottom edge it is cut.
     *
     * @param factor at least 1
     * @param imageWidth columns of the image that this box lies in
     * @param imageHeight rows of the image that this box lies in
     */
    public Box scaledWithin(double factor, int imageWidth, int imageHeight) {
        int newWidth = (int) (width * factor);
        int newHeight = (int) (height * factor);
        int left = clamp((int) (x + width / 2.0 - newWidth / 2.0), imageWidth);
        int top = clamp((int) (y + height / 2.0 - newHeight / 2.0), imageHeight);
        int right = clamp(left + newWidth, imageWidth);
        int bottom = clamp(top + newHeight, imageHeight);
        return new Box(left, top, right - left, bottom - top);
    }

    private static int clamp(int value, int max) {
        return Math.max(0, Math.min(value, max));
    }
}
