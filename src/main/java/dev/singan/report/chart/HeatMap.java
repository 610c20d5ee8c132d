package dev.singan.report.chart;

import dev.singan.report.html.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A matrix whose cells are shaded by value and carry it as text.
 *
 * @param id the figure's id, unique on its page
 * @param title what it shows
 * @param description what can be read from it, for who does not see it
 * @param rowTitle what the rows are
 * @param columnTitle what the columns are
 * @param rowNames names of the rows from the top
 * @param columnNames names of the columns from the left
 * @param cells the cells, row by row
 */
public record HeatMap(
        String id,
        String title,
        String description,
        String rowTitle,
        String columnTitle,
        List<String> rowNames,
        List<String> columnNames,
        List<List<Cell>> cells) {
    private static final int WIDTH = 340;
    private static final int STEPS = 8;

    /** Copies the lists and holds the matrix against the names. */
    public HeatMap {
        rowNames = List.copyOf(rowNames);
        columnNames = List.copyOf(columnNames);
        cells = cells.stream().map(List::copyOf).toList();
        int columns = columnNames.size();
        if (cells.size() != rowNames.size() || cells.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException("heat map " + id + " has cells that do not fit its names");
        }
    }

    /**
     * A cell.
     *
     * @param share how dark it is, 0 to 1; null for an empty cell
     * @param text what it says
     * @param note a smaller second line
     */
    public record Cell(@Nullable Double share, String text, @Nullable String note) {}

    /** Draws the matrix. */
    public Element svg() {
        double left = 92;
        double cellWidth = (WIDTH - left - 4) / columnNames.size();
        double cellHeight = Math.min(58, Math.max(38, cellWidth * 0.7));
        double top = 44;
        int height = (int) Math.ceil(top + cellHeight * rowNames.size() + 6);
        Element svg = Frame.svg(id, title, description, WIDTH, height);
        svg.add(Frame.label((left + WIDTH) / 2, 14, "middle", "label", columnTitle));
        svg.add(Frame.label(0, 36, "start", "label", rowTitle));
        for (int j = 0; j < columnNames.size(); j++) {
            svg.add(Frame.label(left + cellWidth * (j + 0.5), 36, "middle", "tick", columnNames.get(j)));
        }
        for (int i = 0; i < rowNames.size(); i++) {
            double y = top + cellHeight * i;
            svg.add(Frame.label(left - 8, y + cellHeight / 2 + 4, "end", "tick", rowNames.get(i)));
            for (int j = 0; j < columnNames.size(); j++) {
                svg.add(cell(cells.get(i).get(j), left + cellWidth * j, y, cellWidth, cellHeight));
            }
        }
        return svg;
    }

    private static Element cell(Cell cell, double x, double y, double width, double height) {
        Double share = cell.share();
        String shade = share == null
                ? "none"
                : "h" + (int) Math.min(STEPS - 1.0, Math.floor(Math.min(1, Math.max(0, share)) * STEPS));
        Element group = Element.styled("g", "cell " + shade)
                .add(Element.of("rect")
                        .attr("x", x + 1)
                        .attr("y", y + 1)
                        .attr("width", width - 2)
                        .attr("height", height - 2)
                        .attr("rx", 3));
        double middle = y + height / 2;
        String note = cell.note();
        group.add(Frame.label(x + width / 2, note == null ? middle + 5 : middle, "middle", "value", cell.text()));
        if (note != null) {
            group.add(Frame.label(x + width / 2, middle + 15, "middle", "note", note));
        }
        return group;
    }
}
