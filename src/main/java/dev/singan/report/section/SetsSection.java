package dev.singan.report.section;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.study.results.Results;
import dev.singan.study.results.SetCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Label counts of the sets: the baseline's on the page, every arm's in a CSV file. */
public final class SetsSection {
    private static final List<String> ORDER = List.of("train", "validation", "test");

    private SetsSection() {}

    public static Element of(Report report) {
        Results results = report.results();
        String zoom = results.study().primaryZoom();
        Element section = Parts.section("sets", "Training, validation and test sets");
        section.add(Parts.p("Patches of the baseline by set and class, zoom groups " + Names.zooms(zoom)
                + ". The other arms have the same validation and test sets; what they add to training is on the "
                + "classification page."));
        for (String task : results.study().tasks()) {
            List<SetCount> counts = results.sets().stream()
                    .filter(one -> one.task().equals(task)
                            && one.arm().equals("baseline")
                            && one.trainZoom().equals(zoom))
                    .toList();
            if (!counts.isEmpty()) {
                section.add(report.table(table(task, counts)));
            }
        }
        return section.add(report.csvOnly(all(results.sets())));
    }

    private static Table table(String task, List<SetCount> counts) {
        List<String> labels = counts.stream().map(SetCount::label).distinct().toList();
        Map<List<String>, Map<String, Integer>> sets = new LinkedHashMap<>();
        for (SetCount one : counts) {
            sets.computeIfAbsent(List.of(Integer.toString(one.split()), one.set()), key -> new LinkedHashMap<>())
                    .merge(one.label(), one.patches(), Integer::sum);
        }
        List<Column> columns = new ArrayList<>(List.of(Column.text("set", "Set"), Column.number("split", "Split")));
        labels.forEach(label -> columns.add(Column.number(label, Names.title(label))));
        columns.add(Column.number("all", "All"));
        List<List<Cell>> rows = new ArrayList<>();
        List<List<String>> keys = new ArrayList<>(sets.keySet());
        keys.sort(Comparator.comparing((List<String> key) -> Integer.valueOf(key.get(0)))
                .thenComparing(key -> ORDER.indexOf(key.get(1))));
        keys.forEach(key -> {
            Map<String, Integer> byLabel = sets.getOrDefault(key, Map.of());
            List<Cell> row = new ArrayList<>(List.of(Cell.of(key.get(1)), Cell.of(key.get(0))));
            labels.forEach(label -> row.add(Cell.count(byLabel.getOrDefault(label, 0))));
            row.add(Cell.count(
                    byLabel.values().stream().mapToInt(Integer::intValue).sum()));
            rows.add(row);
        });
        return new Table(
                "sets-" + Table.slug(task), Names.task(task) + ": patches of the baseline's sets", columns, rows);
    }

    private static Table all(List<SetCount> counts) {
        List<List<Cell>> rows = new ArrayList<>();
        for (SetCount one : counts) {
            rows.add(List.of(
                    Cell.of(one.task()),
                    Cell.of(one.arm()),
                    Cell.of(one.trainZoom()),
                    Cell.count(one.split()),
                    Cell.of(one.set()),
                    Cell.of(one.label()),
                    Cell.count(one.zoom()),
                    Cell.of(one.format()),
                    Cell.count(one.patches()),
                    Cell.count(one.patients()),
                    Cell.count(one.synthetic())));
        }
        return new Table(
                "sets",
                "Patches of every set of every arm",
                List.of(
                        Column.text("task", "Task"),
                        Column.text("arm", "Arm"),
                        Column.text("train_zoom", "Training zoom groups"),
                        Column.number("split", "Split"),
                        Column.text("set", "Set"),
                        Column.text("class", "Class"),
                        Column.number("zoom", "Zoom"),
                        Column.text("format", "Format"),
                        Column.number("patches", "Patches"),
                        Column.number("patients", "Patients"),
                        Column.number("synthetic", "Synthetic")),
                rows);
    }
}
