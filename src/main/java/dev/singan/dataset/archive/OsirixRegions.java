package dev.singan.dataset.archive;

import dev.singan.dataset.record.Lesion;
import dev.singan.image.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The regions of interest of an image as OsiriX exports them: a property list of images, each with named regions and their points. */
final class OsirixRegions {
    private static final String NUMBER = "([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)";
    private static final Pattern POINT = Pattern.compile("\\(?\\s*" + NUMBER + "\\s*,\\s*" + NUMBER + "\\s*\\)?");
    private static final double FARTHEST = 1 << 28;

    private OsirixRegions() {}

    /**
     * A region.
     *
     * @param name what it shows, as it was written; may be empty
     * @param points how many points mark it: one for a dot, three or more for an outline
     * @param box the smallest box of whole pixels that covers its points; null where it has none
     */
    record Region(String name, int points, @Nullable Box box) {
        /** Whether the region is an outline rather than a dot or a line. */
        boolean isOutline() {
            return points > 2 && box != null;
        }

        /** Whether a region has a pixel in common with another. */
        boolean meets(Region other) {
            return box != null && other.box != null && box.touches(other.box, 0);
        }

        /** Where it is. */
        Lesion.Region place() {
            return box == null ? Lesion.Region.UNKNOWN : new Lesion.Region(box, false);
        }
    }

    /**
     * Reads the regions of a file.
     *
     * @throws XMLStreamException where the file is no such list, with what is wrong
     * @throws IOException where it cannot be read
     */
    static List<Region> read(Path file) throws XMLStreamException, IOException {
        List<Region> regions = new ArrayList<>();
        for (Object image : list(map(PropertyList.read(file), "it").get("Images"), "Images")) {
            for (Object region : list(map(image, "an image").get("ROIs"), "ROIs")) {
                regions.add(region(map(region, "a region")));
            }
        }
        return regions;
    }

    private static Region region(Map<?, ?> values) throws XMLStreamException {
        Object name = values.get("Name");
        List<?> points = list(values.get("Point_px"), "Point_px");
        double[] x = new double[points.size()];
        double[] y = new double[points.size()];
        for (int i = 0; i < x.length; i++) {
            Matcher point = POINT.matcher(String.valueOf(points.get(i)));
            if (!point.matches()) {
                throw new XMLStreamException("a point is '" + points.get(i) + "', but must be two numbers: (x, y)");
            }
            x[i] = coordinate(point.group(1));
            y[i] = coordinate(point.group(2));
        }
        return new Region(name == null ? "" : name.toString(), x.length, x.length == 0 ? null : box(x, y));
    }

    private static double coordinate(String text) throws XMLStreamException {
        try {
            double value = Double.parseDouble(text);
            if (Math.abs(value) <= FARTHEST) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new XMLStreamException("a point's coordinate is '" + text + "', but must be a number of pixels");
    }

    private static Box box(double[] x, double[] y) {
        int left = first(x);
        int top = first(y);
        return new Box(left, top, beyond(x, left) - left, beyond(y, top) - top);
    }

    private static int first(double[] values) {
        return (int) Math.floor(Arrays.stream(values).min().orElseThrow());
    }

    /** The first whole number beyond all values; a dot on the border of two pixels is one of them. */
    private static int beyond(double[] values, int first) {
        return Math.max(first + 1, (int) Math.ceil(Arrays.stream(values).max().orElseThrow()));
    }

    private static Map<?, ?> map(@Nullable Object value, String what) throws XMLStreamException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new XMLStreamException(what + " is no dictionary");
    }

    private static List<?> list(@Nullable Object value, String key) throws XMLStreamException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new XMLStreamException("it has no array of the key '" + key + "'");
    }
}
