package dev.singan.report.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a chart.
 *
 * @param name what it shows, as in the legend
 * @param style its colour and dashes, 0 to 7; 0 is the ink of the text
 * @param x abscissae, ascending
 * @param y ordinates, as many
 * @param low lower end of the band, as many, or null where there is no band
 * @param high upper end of the band
 * @param markers whether each point is marked
 */
public record Series(
        String name,
        int style,
        List<Double> x,
        List<Double> y,
        @Nullable List<Double> low,
        @Nullable List<Double> high,
        boolean markers) {
    /** How many styles there are. */
    public static final int STYLES = 8;

    /** Copies the lists and holds their lengths against each other. */
    public Series {
        x = List.copyOf(x);
        y = List.copyOf(y);
        low = low == null ? null : List.copyOf(low);
        high = high == null ? null : List.copyOf(high);
        boolean bands = (low == null) == (high == null)
                && (low == null || low.size() == x.size())
                && (high == null || high.size() == x.size());
        if (x.size() != y.size() || !bands) {
            throw new IllegalArgumentException("series " + name + " has lists of different lengths");
        }
    }

    /** A plain line. */
    public static Series line(String name, int style, List<Double> x, List<Double> y) {
        return new Series(name, style, x, y, null, null, false);
    }

    /** The same without its band. */
    public Series withoutBand() {
        return new Series(name, style, x, y, null, null, markers);
    }

    /** The CSS class of its colour. */
    public String cssClass() {
        return "s" + style;
    }
}
