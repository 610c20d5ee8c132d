package dev.singan.report.section;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.report.part.Scores;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Misclassification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Error rates by what is known of the patches: one table for each task, arms as columns. */
public final class GroupsSection {
    private GroupsSection() {}

    public static Element of(Report report) {
        Element section = Parts.section("groups", "Misclassification by group");
        section.add(Parts.p("Share of test patches taken for another class, by density, zoom group, view, format, "
                + "calcification and nodule, over all splits. A small group's rate is little evidence: see its size."
                + ofHeaders(report.results().misclassification())));
        Scores scores = new Scores(report.results());
        for (String task : report.results().study().tasks()) {
            List<Misclassification> found = report.results().misclassification().stream()
                    .filter(one -> one.task().equals(task) && scores.isPrimary(one.trainZoom(), one.testZoom()))
                    .toList();
            if (!found.isEmpty()) {
                section.add(report.table(table(task, found, report.results().study())));
            }
        }
        return section.add(report.csvOnly(all(report.results().misclassification())));
    }

    /** A sentence on groups that DICOM headers alone tell; empty where there are none. */
    private static String ofHeaders(List<Misclassification> found) {
        List<String> told = Stream.of("manufacturer", "implant")
                .filter(by -> found.stream().anyMatch(one -> one.by().equals(by)))
                .toList();
        return told.isEmpty()
                ? ""
                : " The images' DICOM headers tell " + String.join(" and ", told)
                        + ": where most patches of a class have one value, its rate is that class's rather than the group's.";
    }

    private static Table table(String task, List<Misclassification> found, Definition study) {
        Map<List<String>, Map<String, Misclassification>> groups = new LinkedHashMap<>();
        found.forEach(one -> groups.computeIfAbsent(List.of(one.by(), one.value()), key -> new LinkedHashMap<>())
                .put(one.arm(), one));
        List<String> arms = study.arms().stream()
                .filter(arm -> found.stream().anyMatch(one -> one.arm().equals(arm)))
                .toList();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("by", "Group"));
        columns.add(Column.text("value", "Value"));
        columns.add(Column.number("n", "Patches"));
        arms.forEach(arm -> columns.add(Column.number(arm, Names.arm(arm))));
        List<List<Cell>> rows = new ArrayList<>();
        groups.forEach((key, byArm) -> {
            List<Cell> row = new ArrayList<>();
            row.add(Cell.of(Names.title(key.get(0)), key.get(0)));
            row.add(Cell.of(Names.group(key.get(0), key.get(1)), key.get(1)));
            row.add(Cell.count(byArm.values().iterator().next().n()));
            arms.forEach(arm -> row.add(rate(byArm.get(arm))));
            rows.add(row);
        });
        return new Table("groups-" + Table.slug(task), Names.task(task) + ": errors by group and arm", columns, rows);
    }

    private static Cell rate(@Nullable Misclassification one) {
        return one == null ? Cell.missing() : Cell.of(Numbers.percent(one.rate()), Numbers.exact(one.rate()));
    }

    private static Table all(List<Misclassification> found) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Misclassification one : found) {
            rows.add(List.of(
                    Cell.of(one.task()),
                    Cell.of(one.arm()),
                    Cell.of(one.trainZoom()),
                    Cell.of(one.testZoom()),
                    Cell.of(one.by()),
                    Cell.of(one.value()),
                    Cell.count(one.n()),
                    Cell.count(one.errors()),
                    Cell.count(one.denominator()),
                    Cell.percent(one.rate())));
        }
        return new Table(
                "misclassification",
                "Every error rate with its counts",
                List.of(
                        Column.text("task", "Task"),
                        Column.text("arm", "Arm"),
                        Column.text("train_zoom", "Training zoom groups"),
                        Column.text("test_zoom", "Testing zoom groups"),
                        Column.text("by", "Group"),
                        Column.text("value", "Value"),
                        Column.number("n", "Patches"),
                        Column.number("errors", "Errors"),
                        Column.number("denominator", "Divided by"),
                        Column.number("rate", "Rate")),
                rows);
    }
}
