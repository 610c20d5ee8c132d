package dev.singan.report.compare;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.study.results.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tables of a comparison, for the page and as CSV files. */
final class ComparisonTables {
    private static final Pattern HASH = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{28,52}\\b");
    private static final int DECIMALS = 3;

    private final StudyComparison comparison;

    ComparisonTables(StudyComparison comparison) {
        this.comparison = comparison;
    }

    /** Who is who: the numbers that the other tables' columns have. */
    Table studies() {
        List<List<Cell>> rows = new ArrayList<>();
        for (ComparedStudy study : comparison.studies()) {
            Results results = study.results();
            rows.add(List.of(
                    Cell.of(Integer.toString(rows.size() + 1)),
                    Cell.of(study.name()),
                    Cell.of(results.data().archive()),
                    Cell.of(results.protocol()),
                    Cell.of(Long.toString(results.study().seed())),
                    Cell.of(results.study().backbone()),
                    hash(study.sha256())));
        }
        return new Table(
                "compare-studies",
                "The studies that are compared; differences are to the first",
                List.of(
                        Column.text("study", "Study"),
                        Column.text("name", "Where from"),
                        Column.text("archive", "Archive"),
                        Column.text("protocol", "Protocol"),
                        Column.text("seed", "Seed"),
                        Column.text("backbone", "Backbone"),
                        Column.text("sha256", "SHA-256 of results.json")),
                rows);
    }

    /** Figures with intervals, and differences to the first study's. */
    Table figures(String id, String caption, List<ComparedFigure> figures) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("figure", "Figure")));
        for (int i = 1; i <= comparison.studies().size(); i++) {
            addColumns(columns, "study_" + i, "Study " + i);
        }
        for (int i = 2; i <= comparison.studies().size(); i++) {
            addColumns(columns, "difference_" + i, "Study " + i + " minus study 1");
        }
        return new Table(
                id,
                caption,
                columns,
                figures.stream().map(ComparisonTables::row).toList());
    }

    private static void addColumns(List<Column> columns, String key, String title) {
        columns.add(Column.number(key, title));
        columns.add(machine(key + "_low"));
        columns.add(machine(key + "_high"));
    }

    private static Column machine(String key) {
        return Column.machine(key);
    }

    private static List<Cell> row(ComparedFigure figure) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(figure.name())));
        figure.values().forEach(one -> addCells(row, one, false));
        List<@Nullable Estimate> differences = figure.differences();
        differences.subList(1, differences.size()).forEach(one -> addCells(row, one, true));
        return row;
    }

    private static void addCells(List<Cell> row, @Nullable Estimate estimate, boolean signed) {
        if (estimate == null) {
            row.addAll(List.of(Cell.missing(), Cell.missing(), Cell.missing()));
            return;
        }
        Cell cell = Cell.of(words(estimate, signed), Numbers.exact(estimate.value()));
        row.add(cell.emphasised(signed && estimate.isApartFromZero()));
        row.add(Cell.of("", Numbers.exact(estimate.low())));
        row.add(Cell.of("", Numbers.exact(estimate.high())));
    }

    /** {@code 0.812 (0.741 to 0.872)}, with signs for a difference. */
    static String words(@Nullable Estimate estimate, boolean signed) {
        if (estimate == null) {
            return Numbers.MISSING;
        }
        String value = number(estimate.value(), signed);
        return estimate.low() == null || estimate.high() == null
                ? value
                : value + " (" + number(estimate.low(), signed) + " to " + number(estimate.high(), signed) + ")";
    }

    private static String number(double value, boolean signed) {
        int decimals = value == Math.rint(value) ? 0 : DECIMALS;
        return signed ? Numbers.signed(value, decimals) : Numbers.fixed(value, decimals);
    }

    /** Names with the values of each study. */
    Table values(String id, String caption, String title, List<ComparedValue> values) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("name", title)));
        for (int i = 1; i <= comparison.studies().size(); i++) {
            columns.add(Column.text("study_" + i, "Study " + i));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (ComparedValue value : values) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(value.name())));
            value.values().forEach(one -> row.add(one == null ? Cell.missing() : hash(one)));
            rows.add(row);
        }
        return new Table(id, caption, columns, rows);
    }

    private static Cell hash(String value) {
        return Cell.of(HASH.matcher(value).replaceAll("$1…"), value);
    }
}
