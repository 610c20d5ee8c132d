package dev.singan.report.chart;

import dev.singan.report.html.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Boxes in rows with arrows between them, as CONSORT draws how units come into a study and leave it.
 *
 * @param id the figure's id, unique on its page
 * @param title what it shows
 * @param description what can be read from it, for who does not see it
 * @param rows the boxes from top to bottom
 * @param arrows which box leads to which
 */
public record FlowChart(String id, String title, String description, List<List<Box>> rows, List<Arrow> arrows) {
    private static final double WIDTH = 340;
    private static final double MARGIN = 2;
    private static final double GAP = 8;
    private static final double ROW_GAP = 26;
    private static final double PAD = 6;
    private static final double LINE = 15.5;
    /** The width of a letter of 12 px on average, and of a bold one of 13 px, in a wide typeface. */
    private static final double LETTER = 6.6;

    private static final double BOLD = 7.6;

    /** Copies the lists. */
    public FlowChart {
        rows = rows.stream().map(List::copyOf).toList();
        arrows = List.copyOf(arrows);
    }

    /**
     * A box.
     *
     * @param key its name among the arrows
     * @param from where it begins, in parts of the figure's width
     * @param to where it ends
     * @param head its first line, such as a count with its unit
     * @param notes further lines; long ones are broken between words
     * @param leftOut whether it tells of what is not used further on
     */
    public record Box(String key, double from, double to, String head, List<String> notes, boolean leftOut) {
        /** Copies the list. */
        public Box {
            notes = List.copyOf(notes);
        }

        private double left() {
            return MARGIN + from * (WIDTH - 2 * MARGIN) + (from > 0 ? GAP / 2 : 0);
        }

        private double right() {
            return MARGIN + to * (WIDTH - 2 * MARGIN) - (to < 1 ? GAP / 2 : 0);
        }

        private List<String> lines(String text, double letter) {
            int letters = (int) Math.max(8, (right() - left() - 2 * PAD) / letter);
            List<String> lines = new ArrayList<>();
            StringBuilder line = new StringBuilder();
            for (String word : text.split(" ", -1)) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > letters) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
                while (line.length() > letters) {
                    lines.add(line.substring(0, letters));
                    line.delete(0, letters);
                }
            }
            lines.add(line.toString());
            return lines;
        }

        private List<String> headLines() {
            return lines(head, BOLD);
        }

        private List<String> noteLines() {
            return notes.stream().flatMap(note -> lines(note, LETTER).stream()).toList();
        }

        private double height() {
            return 2 * PAD + LINE * (headLines().size() + noteLines().size()) - 2;
        }
    }

    /**
     * An arrow.
     *
     * @param from the box above
     * @param to the box below it
     */
    public record Arrow(String from, String to) {}

    /** Draws the chart. */
    public Element svg() {
        double height = 2 * MARGIN + ROW_GAP * (rows.size() - 1);
        for (List<Box> row : rows) {
            height += rowHeight(row);
        }
        Element svg = Frame.svg(id, title, description, (int) WIDTH, (int) Math.ceil(height));
        Map<String, Placed> placed = new LinkedHashMap<>();
        double top = MARGIN;
        for (List<Box> row : rows) {
            for (Box box : row) {
                placed.put(box.key(), new Placed(box, top));
            }
            top += rowHeight(row) + ROW_GAP;
        }
        for (Arrow arrow : arrows) {
            draw(svg, found(placed, arrow.from()), found(placed, arrow.to()));
        }
        placed.values().forEach(one -> one.draw(svg));
        return svg;
    }

    private static Placed found(Map<String, Placed> placed, String key) {
        return Objects.requireNonNull(placed.get(key), () -> "an arrow names no box: " + key);
    }

    private static double rowHeight(List<Box> row) {
        return row.stream().mapToDouble(Box::height).max().orElse(0);
    }

    private record Placed(Box box, double top) {
        double bottom() {
            return top + box.height();
        }

        void draw(Element svg) {
            svg.add(Element.styled("rect", box.leftOut() ? "flow-box left-out" : "flow-box")
                    .attr("x", box.left())
                    .attr("y", top)
                    .attr("width", box.right() - box.left())
                    .attr("height", box.height())
                    .attr("rx", 5));
            double y = top + PAD + 11;
            for (String line : box.headLines()) {
                svg.add(Frame.label(box.left() + PAD, y, "start", "flow-head", line));
                y += LINE;
            }
            for (String line : box.noteLines()) {
                svg.add(Frame.label(box.left() + PAD, y, "start", "tick", line));
                y += LINE;
            }
        }
    }

    /** An arrow straight down where the boxes overlap in width, by their middles. */
    private static void draw(Element svg, Placed from, Placed to) {
        double left = Math.max(from.box().left(), to.box().left());
        double right = Math.min(from.box().right(), to.box().right());
        if (right <= left) {
            throw new IllegalArgumentException("no straight way from "
                    + from.box().key() + " to " + to.box().key());
        }
        double x = (left + right) / 2;
        double end = to.top() - 1;
        svg.add(Frame.line(x, from.bottom(), x, end - 5, "flow-arrow"));
        svg.add(Element.styled("path", "flow-tip")
                .attr(
                        "d",
                        "M" + tip(x - 4) + " " + tip(end - 7) + "L" + tip(x + 4) + " " + tip(end - 7) + "L" + tip(x)
                                + " " + tip(end) + "Z"));
    }

    private static String tip(double value) {
        return String.valueOf(Math.round(value * 10) / 10.0);
    }
}
