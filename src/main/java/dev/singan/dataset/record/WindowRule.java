package dev.singan.dataset.record;

import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import dev.singan.image.Otsu;
import java.util.ArrayList;
import java.util.List;

/**
 * Where healthy windows are cut from an image: squares on a grid that show enough breast. That they stay away from lesions, and how many an
 * image gives, is seen to where they are cut, in {@code dataset.extract.Cutter}.
 */
public enum WindowRule {
    /** None is cut. */
    NONE(0, 0, 1, 1),
    /** 224x224 on a grid of 179, at least half of it white. */
    FILM(SourceImage.PATCH_SIDE, 0, 0.8, 0.5),
    /** A fifth of the image's width, side by side, at least 60 % of it white. */
    DIGITAL(0, 0.2, 1, 0.6);

    /** How far a window stays from a lesion's box, in pixels. */
    public static final double MARGIN = 0.1 * SourceImage.PATCH_SIDE;

    private final int pixels;
    private final double ofWidth;
    private final double step;
    private final double share;

    /**
     * @param pixels of a window's side, whatever the image's size
     * @param ofWidth what the side has of the image's width besides
     * @param step from one window to the next, in sides
     * @param share of a window that must be white
     */
    WindowRule(int pixels, double ofWidth, double step, double share) {
        this.pixels = pixels;
        this.ofWidth = ofWidth;
        this.step = step;
        this.share = share;
    }

    /**
     * The windows of an image that are white enough, row by row.
     *
     * @param threshold grey values above it are white
     */
    public List<Box> windows(GrayImage image, int threshold) {
        int side = (int) (pixels + ofWidth * image.width());
        if (side < 1) {
            return List.of();
        }
        List<Box> windows = new ArrayList<>();
        int stride = (int) (step * side);
        for (int y = 0; y <= image.height() - side; y += stride) {
            for (int x = 0; x <= image.width() - side; x += stride) {
                Box window = new Box(x, y, side, side);
                if (isWhite(image, window, threshold)) {
                    windows.add(window);
                }
            }
        }
        return windows;
    }

    private boolean isWhite(GrayImage image, Box window, int threshold) {
        long area = (long) window.width() * window.height();
        return (double) Otsu.countAbove(image, window, threshold) / area >= share;
    }
}
