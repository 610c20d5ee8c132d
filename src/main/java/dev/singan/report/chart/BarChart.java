package dev.singan.report.chart;

import dev.singan.report.html.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * Horizontal bars, each made of parts laid end to end.
 *
 * @param id the figure's id, unique on its page
 * @param title what it shows
 * @param description what can be read from it, for who does not see it
 * @param unit what is measured, with its unit
 * @param styles the colour of each part, as of {@link Series}
 * @param bars the bars from top to bottom
 */
public record BarChart(String id, String title, String description, String unit, List<Integer> styles, List<Bar> bars) {
    private static final int WIDTH = 340;
    private static final int ROW = 38;

    /** Copies the lists and holds them against each other. */
    public BarChart {
        styles = List.copyOf(styles);
        bars = List.copyOf(bars);
        int parts = styles.size();
        if (bars.stream().anyMatch(bar -> bar.parts().size() != parts)) {
            throw new IllegalArgumentException("bar chart " + id + " has a bar without " + parts + " parts");
        }
    }

    /**
     * A bar.
     *
     * @param name whose bar it is
     * @param written its value in words, at its right
     * @param parts lengths of its parts, none below zero
     */
    public record Bar(String name, String written, List<Double> parts) {
        /** Copies the list. */
        public Bar {
            parts = List.copyOf(parts);
        }

        double total() {
            return parts.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /** Draws the chart. */
    public Element svg() {
        double most = bars.stream().mapToDouble(Bar::total).max().orElse(1);
        Axis axis = Axis.covering(unit, 0, most > 0 ? most : 1, 4);
        Frame frame = new Frame(id, title, description, WIDTH, 10 + ROW * bars.size() + 44, 18, 42);
        frame.horizontal(axis);
        for (int i = 0; i < bars.size(); i++) {
            draw(frame, axis, bars.get(i), frame.top() + ROW * i);
        }
        return frame.svg();
    }

    private void draw(Frame frame, Axis axis, Bar bar, double top) {
        List<Element> drawn = new ArrayList<>();
        drawn.add(Frame.clearLabel(frame.left(), top + 13, "start", bar.name()));
        drawn.add(Frame.clearLabel(frame.right(), top + 13, "end", bar.written()));
        double sum = 0;
        for (int part = 0; part < bar.parts().size(); part++) {
            double from = frame.x(axis, sum);
            sum += bar.parts().get(part);
            double to = frame.x(axis, sum);
            if (to - from > 0.05) {
                drawn.add(Element.styled("rect", "bar s" + styles.get(part))
                        .attr("x", from)
                        .attr("y", top + 18)
                        .attr("width", to - from)
                        .attr("height", 13));
            }
        }
        frame.svg().add(drawn);
    }
}
