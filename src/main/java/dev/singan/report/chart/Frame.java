package dev.singan.report.chart;

import dev.singan.report.html.Element;

/**
 * The empty plot: an SVG with a title and a description for screen readers, grid, axes and labels. Sizes are in CSS pixels
 * at the figure's natural width, which a phone of 360 px shows almost unscaled.
 */
final class Frame {
    private final int width;
    private final int height;
    private final double left;
    private final double top;
    private final double right;
    private final double bottom;
    private final Element svg;

    Frame(String id, String title, String description, int width, int height, double left, double bottomMargin) {
        this.width = width;
        this.height = height;
        this.left = left;
        this.top = 10;
        this.right = width - 18.0;
        this.bottom = height - bottomMargin;
        this.svg = svg(id, title, description, width, height);
    }

    /** An SVG with nothing but its name and description. */
    static Element svg(String id, String title, String description, int width, int height) {
        return Element.of("svg")
                .attr("viewBox", "0 0 " + width + " " + height)
                .attr("width", Integer.toString(width))
                .attr("height", Integer.toString(height))
                .attr("role", "img")
                .attr("aria-labelledby", id + "-title " + id + "-desc")
                .add(
                        Element.of("title", title).attr("id", id + "-title"),
                        Element.of("desc", description).attr("id", id + "-desc"));
    }

    double x(Axis axis, double value) {
        return left + axis.position(value) * (right - left);
    }

    double y(Axis axis, double value) {
        return bottom - axis.position(value) * (bottom - top);
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    Element svg() {
        return svg;
    }

    void horizontal(Axis axis) {
        for (double tick : axis.ticks()) {
            double x = x(axis, tick);
            svg.add(line(x, top, x, bottom, "grid"));
            svg.add(label(x, bottom + 16, "middle", "tick", axis.written(tick)));
        }
        svg.add(line(left, bottom, right, bottom, "axis"));
        svg.add(label((left + right) / 2, height - 6.0, "middle", "label", axis.label()));
    }

    void vertical(Axis axis) {
        for (double tick : axis.ticks()) {
            double y = y(axis, tick);
            svg.add(line(left, y, right, y, "grid"));
            svg.add(label(left - 6, y + 4, "end", "tick", axis.written(tick)));
        }
        svg.add(label(0, 0, "middle", "label", axis.label())
                .attr("transform", "translate(12 " + Math.round((top + bottom) / 2) + ") rotate(-90)"));
    }

    static Element line(double x1, double y1, double x2, double y2, String cssClass) {
        return Element.styled("line", cssClass)
                .attr("x1", x1)
                .attr("y1", y1)
                .attr("x2", x2)
                .attr("y2", y2);
    }

    /** A label that stays legible where it crosses a line: its outline is of the paper's colour and drawn first. */
    static Element clearLabel(double x, double y, String anchor, String text) {
        return label(x, y, anchor, "tick halo", text).attr("paint-order", "stroke");
    }

    static Element label(double x, double y, String anchor, String cssClass, String text) {
        return Element.styled("text", cssClass)
                .attr("x", x)
                .attr("y", y)
                .attr("text-anchor", anchor)
                .add(text);
    }

    int width() {
        return width;
    }
}
