package dev.singan.report.chart;

import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values with intervals, one below the other, as a forest plot shows them.
 *
 * @param id the figure's id, unique on its page
 * @param title what it shows
 * @param description what can be read from it, for who does not see it
 * @param axis the common scale
 * @param reference where a vertical line marks the value to compare with
 * @param rows the values from top to bottom
 * @param decimals decimals of the written values
 */
public record IntervalChart(
        String id,
        String title,
        String description,
        Axis axis,
        @Nullable Double reference,
        List<Row> rows,
        int decimals) {
    private static final int WIDTH = 340;
    private static final int ROW = 34;

    /** Copies the list. */
    public IntervalChart {
        rows = List.copyOf(rows);
    }

    /**
     * A value with its interval.
     *
     * @param name whose value it is
     * @param style its colour, as of {@link Series}
     * @param value the value
     * @param low the interval's start, or null where there is none
     * @param high the interval's end
     */
    public record Row(String name, int style, double value, @Nullable Double low, @Nullable Double high) {}

    /** Draws the chart: each row's name and value above its interval, so that long names fit on a phone. */
    public Element svg() {
        int height = 10 + ROW * rows.size() + 48;
        Frame frame = new Frame(id, title, description, WIDTH, height, 18, 42);
        frame.horizontal(axis);
        if (reference != null) {
            double x = frame.x(axis, reference);
            frame.svg().add(Frame.line(x, frame.top(), x, frame.bottom(), "reference"));
        }
        for (int i = 0; i < rows.size(); i++) {
            draw(frame, rows.get(i), frame.top() + ROW * i);
        }
        return frame.svg();
    }

    private void draw(Frame frame, Row row, double top) {
        Element svg = frame.svg();
        double y = top + 25;
        svg.add(Frame.clearLabel(frame.left(), top + 14, "start", row.name()));
        svg.add(Frame.clearLabel(frame.right(), top + 14, "end", written(row)));
        double x = frame.x(axis, row.value());
        if (row.low() != null && row.high() != null) {
            double from = frame.x(axis, row.low());
            double to = frame.x(axis, row.high());
            svg.add(Frame.line(from, y, to, y, "error s" + row.style()));
        }
        svg.add(Element.styled("circle", "dot s" + row.style())
                .attr("cx", x)
                .attr("cy", y)
                .attr("r", 4.5));
    }

    private String written(Row row) {
        String value = Numbers.fixed(row.value(), decimals);
        return row.low() == null || row.high() == null
                ? value
                : value + " (" + Numbers.fixed(row.low(), decimals) + " to " + Numbers.fixed(row.high(), decimals)
                        + ")";
    }
}
