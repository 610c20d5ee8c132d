package dev.singan.dataset.archive;

import dev.singan.dataset.record.Lesion;
import dev.singan.image.Box;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns {@code x}, {@code y}, {@code width} and {@code height} of a lesion's box, in pixels, fractions allowed. */
final class BoxColumns {
    private static final String[] COLUMNS = {"x", "y", "width", "height"};
    private static final double FARTHEST = 1 << 28;

    private BoxColumns() {}

    /** Whether any of the columns has a value. */
    static boolean isSaid(Row row) {
        for (String column : COLUMNS) {
            if (row.text(column) != null) {
                return true;
            }
        }
        return false;
    }

    /** The smallest box of whole pixels that covers the row's; null where it has none, see {@link #wrong}. */
    static @Nullable Box read(Row row) {
        Double x = row.number("x");
        Double y = row.number("y");
        Double width = row.number("width");
        Double height = row.number("height");
        if (x == null
                || y == null
                || width == null
                || height == null
                || !wrong(row).isEmpty()) {
            return null;
        }
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        return new Box(left, top, (int) Math.ceil(x + width) - left, (int) Math.ceil(y + height) - top);
    }

    /** The smallest region of whole pixels that covers {@code xmin}, {@code ymin}, {@code xmax} and {@code ymax}; null where they are none. */
    static Lesion.@Nullable Region corners(Row row) {
        Double left = row.number("xmin");
        Double top = row.number("ymin");
        Double right = row.number("xmax");
        Double bottom = row.number("ymax");
        if (left == null || top == null || right == null || bottom == null || right <= left || bottom <= top) {
            return null;
        }
        if (Math.max(Math.abs(left), Math.abs(right)) > FARTHEST
                || Math.max(Math.abs(top), Math.abs(bottom)) > FARTHEST) {
            return null;
        }
        int x = (int) Math.floor(left);
        int y = (int) Math.floor(top);
        return new Lesion.Region(new Box(x, y, (int) Math.ceil(right) - x, (int) Math.ceil(bottom) - y), false);
    }

    /** What is wrong with the columns, each value quoted. */
    static List<String> wrong(Row row) {
        List<String> found = new ArrayList<>();
        for (String column : COLUMNS) {
            Double value = row.number(column);
            boolean size = column.equals("width") || column.equals("height");
            if (value == null || Math.abs(value) > FARTHEST || size && value <= 0) {
                found.add(column + " is '" + row.values().getOrDefault(column, "") + "', but must be a number of pixels"
                        + (size ? " above 0" : ""));
            }
        }
        if (found.isEmpty() && isBelowAPixel(row)) {
            found.add("width and height are '" + row.text("width") + "' and '" + row.text("height")
                    + "', less than a pixel: are they shares of the image's? Give pixels");
        }
        return found;
    }

    private static boolean isBelowAPixel(Row row) {
        Double width = row.number("width");
        Double height = row.number("height");
        return width != null && height != null && width < 1 && height < 1;
    }
}
