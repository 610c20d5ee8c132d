package dev.singan.dataset.extract;

import dev.singan.dataset.record.WindowRule;
import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import dev.singan.image.Otsu;
import java.util.ArrayList;
import java.util.List;

/** The grid of healthy windows, and the share of breast in each. */
public final class Windows {
    /** Side of a patch, and of a film window. */
    static final int PATCH = 224;

    /** How far a film window stays from a lesion's box. */
    static final double MARGIN = 0.1 * PATCH;

    private Windows() {}

    /** The windows of an image that are white enough, row by row. */
    static List<Box> of(GrayImage image, WindowRule rule, int threshold) {
        return switch (rule) {
            case NONE -> List.of();
            case FILM -> white(image, PATCH, (int) (0.8 * PATCH), 0.5, threshold);
            case DIGITAL -> {
                int side = (int) (0.2 * image.width());
                yield side < 1 ? List.of() : white(image, side, side, 0.6, threshold);
            }
        };
    }

    private static List<Box> white(GrayImage image, int side, int step, double share, int threshold) {
        List<Box> windows = new ArrayList<>();
        for (int y = 0; y <= image.height() - side; y += step) {
            for (int x = 0; x <= image.width() - side; x += step) {
                Box window = new Box(x, y, side, side);
                if ((double) Otsu.countAbove(image, window, threshold) / ((long) side * side) >= share) {
                    windows.add(window);
                }
            }
        }
        return windows;
    }
}
