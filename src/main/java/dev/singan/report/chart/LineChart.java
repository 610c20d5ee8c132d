package dev.singan.report.chart;

import dev.singan.report.html.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines over a common abscissa, each with an optional band; a line with markers shows it as bars of error instead.
 *
 * @param id the figure's id, unique on its page
 * @param title what it shows
 * @param description what can be read from it, for who does not see it
 * @param x the abscissa
 * @param y the ordinate
 * @param diagonal whether the line of equality is drawn
 * @param series the lines; later ones lie on top
 */
public record LineChart(
        String id, String title, String description, Axis x, Axis y, boolean diagonal, List<Series> series) {
    private static final int WIDTH = 340;

    /** Copies the list. */
    public LineChart {
        series = List.copyOf(series);
    }

    /** Draws the chart. */
    public Element svg() {
        int height = diagonal ? WIDTH : 230;
        Frame frame = new Frame(id, title, description, WIDTH, height, 58, 42);
        frame.horizontal(x);
        frame.vertical(y);
        if (diagonal) {
            frame.svg()
                    .add(Frame.line(
                            frame.x(x, x.low()),
                            frame.y(y, y.low()),
                            frame.x(x, x.high()),
                            frame.y(y, y.high()),
                            "diagonal"));
        }
        series.forEach(one -> band(frame, one));
        series.forEach(one -> line(frame, one));
        return frame.svg();
    }

    private void band(Frame frame, Series one) {
        if (one.low() == null || one.high() == null || one.x().isEmpty()) {
            return;
        }
        if (one.markers()) {
            errorBars(frame, one, one.low(), one.high());
            return;
        }
        List<Double> outlineX = new ArrayList<>(one.x());
        List<Double> outlineY = new ArrayList<>(one.high());
        for (int i = one.x().size() - 1; i >= 0; i--) {
            outlineX.add(one.x().get(i));
            outlineY.add(one.low().get(i));
        }
        frame.svg()
                .add(Element.styled("path", "band " + one.cssClass()).attr("d", path(frame, outlineX, outlineY) + "Z"));
    }

    private void errorBars(Frame frame, Series one, List<Double> low, List<Double> high) {
        for (int i = 0; i < one.x().size(); i++) {
            double at = frame.x(x, one.x().get(i));
            double from = frame.y(y, low.get(i));
            double to = frame.y(y, high.get(i));
            String path = "M" + tenth(at) + " " + tenth(from) + "V" + tenth(to) + "M" + tenth(at - 3) + " "
                    + tenth(from) + "h6M" + tenth(at - 3) + " " + tenth(to) + "h6";
            frame.svg().add(Element.styled("path", "error " + one.cssClass()).attr("d", path));
        }
    }

    private void line(Frame frame, Series one) {
        if (one.x().isEmpty()) {
            return;
        }
        frame.svg().add(Element.styled("path", "line " + one.cssClass()).attr("d", path(frame, one.x(), one.y())));
        for (int i = 0; one.markers() && i < one.x().size(); i++) {
            frame.svg()
                    .add(Element.styled("circle", "dot " + one.cssClass())
                            .attr("cx", frame.x(x, one.x().get(i)))
                            .attr("cy", frame.y(y, one.y().get(i)))
                            .attr("r", 3.5));
        }
    }

    private String path(Frame frame, List<Double> xs, List<Double> ys) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < xs.size(); i++) {
            out.append(i == 0 ? 'M' : 'L');
            out.append(tenth(frame.x(x, xs.get(i)))).append(' ').append(tenth(frame.y(y, ys.get(i))));
        }
        return out.toString();
    }

    private static String tenth(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
