package dev.singan.report.compare;

import dev.singan.report.part.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a comparison found, in sentences and in a table for the console. */
final class ComparisonSummary {
    private static final int WIDEST = 60;

    private final StudyComparison comparison;

    ComparisonSummary(StudyComparison comparison) {
        this.comparison = comparison;
    }

    /** How many of the figures, parameters, inputs and versions differ. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (comparison.studies().stream().map(ComparedStudy::sha256).distinct().count() == 1) {
            sentences.add("The files results.json are the same, byte for byte.");
        }
        long figures =
                comparison.figures().stream().filter(one -> !one.isSame()).count();
        sentences.add(count(figures, comparison.figures().size(), "figure", "figures"));
        sentences.add(differing("parameter", "parameters", comparison.parameters()));
        sentences.add(differing("input", "inputs", comparison.inputs()));
        sentences.add(differing("version", "versions", comparison.versions()));
        for (int i = 0; i < comparison.studies().size(); i++) {
            if (comparison.studies().get(i).manifest() == null) {
                sentences.add(
                        "Study " + (i + 1)
                                + " has no manifest.json beside its results: its versions and the hashes of its inputs are not known.");
            }
        }
        return sentences;
    }

    private static String differing(String one, String many, List<ComparedValue> values) {
        long differing = values.stream().filter(value -> !value.isSame()).count();
        return count(differing, values.size(), one, many);
    }

    private static String count(long differing, int all, String one, String many) {
        return differing == 0
                ? "No " + one + " differs, of " + all + "."
                : Names.plural(differing, one, many) + " of " + all + (differing == 1 ? " differs." : " differ.");
    }

    /** The AUCs of the class that each task is about, by arm, which is what studies are compared for. */
    List<ComparedFigure> main() {
        return tasks().stream()
                .flatMap(task -> arms().stream().map(arm -> String.join(".", "auc", task, Names.mainClass(task), arm)))
                .flatMap(comparison::figure)
                .toList();
    }

    private Set<String> tasks() {
        return comparison.studies().stream()
                .flatMap(one -> one.results().study().tasks().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> arms() {
        return comparison.studies().stream()
                .flatMap(one -> one.results().study().arms().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The comparison as lines of text: who is who, the AUCs, the parameters that differ. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < comparison.studies().size(); i++) {
            lines.add("study " + (i + 1) + ": " + comparison.studies().get(i).name());
        }
        lines.addAll(sentences());
        lines.addAll(columns(main().stream().map(ComparisonSummary::cells).toList()));
        lines.addAll(columns(comparison.parameters().stream()
                .filter(one -> !one.isSame())
                .map(ComparisonSummary::cells)
                .toList()));
        return lines;
    }

    private static List<String> cells(ComparedFigure figure) {
        List<String> cells = new ArrayList<>(List.of(figure.name()));
        figure.values().forEach(one -> cells.add(ComparisonTables.words(one, false)));
        figure.differences().stream().skip(1).forEach(one -> cells.add(ComparisonTables.words(one, true)));
        return cells;
    }

    private static List<String> cells(ComparedValue value) {
        List<String> cells = new ArrayList<>(List.of(value.name()));
        value.values().forEach(one -> cells.add(one == null ? "not set" : one));
        return cells;
    }

    private static List<String> columns(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.min(WIDEST, Math.max(widths[i], row.get(i).length()));
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i));
            line.append(" ".repeat(2 + Math.max(0, widths[i] - row.get(i).length())));
        }
        return line.toString().stripTrailing();
    }
}
