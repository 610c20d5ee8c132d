package dev.singan.report.html;

import dev.singan.base.ReportFolder;
import dev.singan.base.Spreadsheet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table that is shown on a page and written as a CSV file (RFC 4180, UTF-8, unrounded numbers, empty where unknown).
 *
 * @param id its name, which is the element's id and the CSV file's name
 * @param caption what it holds, in one sentence
 * @param columns its columns; the first one names the row
 * @param rows its rows, each with one cell per column
 */
public record Table(String id, String caption, List<Column> columns, List<List<Cell>> rows) {
    /** A word that may be broken anywhere, so that a path or a property's name does not widen its table. */
    private static final Pattern LONG_WORD = Pattern.compile("\\S{25,}");

    /** Letters from which on a cell is given room, so that a phone does not show it as a column of single words. */
    private static final int SENTENCE = 24;

    /** Copies the lists, and holds each row against the columns. */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table " + id + " has " + columns.size() + " columns, but a row of " + row.size());
            }
        }
    }

    /** The CSV file, relative to the report's folder. */
    public String csvPath() {
        return ReportFolder.CSV + "/" + id + ".csv";
    }

    /** The table as CSV. */
    public String csv() {
        StringBuilder out = new StringBuilder();
        csvLine(columns.stream().map(Column::key).toList(), out);
        for (List<Cell> row : rows) {
            csvLine(
                    IntStream.range(0, row.size())
                            .mapToObj(i -> csvValue(i, row))
                            .toList(),
                    out);
        }
        return out.toString();
    }

    /** How many of its cells a spreadsheet would take for formulas, did the CSV file not mark them as text. */
    public long formulas() {
        return rows.stream()
                .flatMap(row -> IntStream.range(0, row.size())
                        .filter(i -> !columns.get(i).numeric())
                        .mapToObj(row::get))
                .filter(cell -> Spreadsheet.isFormula(cell.machine()))
                .count();
    }

    private String csvValue(int column, List<Cell> row) {
        String value = row.get(column).machine();
        return columns.get(column).numeric() ? value : Spreadsheet.text(value);
    }

    /** The table for a page, in a frame that scrolls sideways where the screen is narrow. */
    public Element html() {
        Element table = Element.of("table").attr("id", id);
        table.add(Element.of("caption")
                .add(Element.of("span", caption + " ")
                        .add(Element.of("a", "CSV").attr("href", csvPath()).attr("class", "csv"))));
        Element head = Element.of("tr");
        for (Column column : columns) {
            if (!column.csvOnly()) {
                head.add(styled("th", column).attr("scope", "col").add(column.title()));
            }
        }
        table.add(Element.of("thead").add(head));
        Element body = Element.of("tbody");
        rows.forEach(row -> body.add(row(row)));
        table.add(body);
        return Element.styled("div", "scroll")
                .attr("role", "region")
                .attr("tabindex", "0")
                .attr("aria-label", caption)
                .add(table);
    }

    private Element row(List<Cell> cells) {
        Element row = Element.of("tr");
        for (int i = 0; i < cells.size(); i++) {
            Column column = columns.get(i);
            if (column.csvOnly()) {
                continue;
            }
            Cell cell = cells.get(i);
            Element place = i == 0 ? styled("th", column).attr("scope", "row") : styled("td", column);
            if (column.numeric() && !cell.machine().isEmpty()) {
                place.attr("data-value", cell.machine());
            }
            if (LONG_WORD.matcher(cell.shown()).find()) {
                place.attr("class", "long");
            } else if (i > 0 && !column.numeric() && cell.shown().length() > SENTENCE) {
                place.attr("class", "text");
            }
            row.add(place.add(content(cell)));
        }
        return row;
    }

    private static Node content(Cell cell) {
        Node text = cell.strong() ? Element.of("strong", cell.shown()) : new Text(cell.shown());
        return cell.link() == null
                ? text
                : Element.of("a").attr("href", cell.link()).add(text);
    }

    private static Element styled(String name, Column column) {
        return column.numeric() ? Element.styled(name, "n") : Element.of(name);
    }

    private static void csvLine(List<String> values, StringBuilder out) {
        out.append(values.stream().map(Table::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String value) {
        boolean needed = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    /** A name that may stand in an id and a file's name: lower-case letters, digits and dashes. */
    public static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
