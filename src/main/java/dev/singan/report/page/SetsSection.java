package dev.singan.report.page;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Table;
import dev.singan.study.results.Results;
import dev.singan.study.results.SetCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Label counts of the sets: the baseline's on the page, every arm's in a CSV file. */
final class SetsSection {
    private SetsSection() {}

    static Element of(Report report) {
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
        Map<List<String>, Integer> patches = new LinkedHashMap<>();
        for (SetCount one : counts) {
            List<String> key = List.of(Integer.toString(one.split()), one.set(), one.label(), one.format());
            patches.merge(key, one.patches(), Integer::sum);
        }
        List<List<Cell>> rows = new ArrayList<>();
        patches.forEach((key, n) -> rows.add(List.of(
                Cell.of(key.get(1)), Cell.of(key.get(0)), Cell.of(key.get(2)), Cell.of(key.get(3)), Cell.count(n))));
        return new Table(
                "sets-" + Table.slug(task),
                Names.task(task) + ": patches of the baseline's sets",
                List.of(
                        Column.text("set", "Set"),
                        Column.number("split", "Split"),
                        Column.text("class", "Class"),
                        Column.text("format", "Format"),
                        Column.number("patches", "Patches")),
                rows);
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
