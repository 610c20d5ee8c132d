package dev.singan.report.section;

import dev.singan.report.chart.HeatMap;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.report.part.Scores;
import dev.singan.study.results.Confusion;
import java.util.ArrayList;
import java.util.List;

/** Confusion matrices, summed over the splits. */
public final class ConfusionSection {
    private ConfusionSection() {}

    public static Element of(Report report) {
        Element section = Parts.section("confusion", "Confusion matrices");
        section.add(Parts.p(
                "Test patches of all splits; each goes to the class of its largest score. Shade and percentage are "
                        + "shares of the row, the true class."));
        Scores scores = new Scores(report.results());
        for (String task : report.results().study().tasks()) {
            List<Element> maps = report.results().confusion().stream()
                    .filter(one -> one.task().equals(task) && scores.isPrimary(one.trainZoom(), one.testZoom()))
                    .map(ConfusionSection::map)
                    .toList();
            if (!maps.isEmpty()) {
                section.add(Element.of("h3", Names.task(task)), Parts.grid(maps));
            }
        }
        return section.add(report.csvOnly(table(report.results().confusion())));
    }

    private static Element map(Confusion one) {
        List<List<HeatMap.Cell>> rows = new ArrayList<>();
        for (List<Integer> counts : one.counts()) {
            double total = counts.stream().mapToInt(Integer::intValue).sum();
            rows.add(counts.stream()
                    .map(n -> new HeatMap.Cell(
                            total == 0 ? null : n / total,
                            Numbers.count(n),
                            total == 0 ? null : Numbers.percent(n / total)))
                    .toList());
        }
        HeatMap map = new HeatMap(
                "confusion-" + Table.slug(one.task() + "-" + one.arm()),
                "Confusion matrix, " + Names.arm(one.arm()),
                "Rows are true, columns predicted classes; each cell has the count and its share of the row.",
                "true class",
                "predicted class",
                one.labels(),
                one.labels(),
                rows);
        return Parts.figure(map.svg(), null, Names.arm(one.arm()), "Patches, and shares of the true class.");
    }

    private static Table table(List<Confusion> all) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Confusion one : all) {
            for (int i = 0; i < one.labels().size(); i++) {
                for (int j = 0; j < one.labels().size(); j++) {
                    rows.add(List.of(
                            Cell.of(one.task()),
                            Cell.of(one.arm()),
                            Cell.of(one.trainZoom()),
                            Cell.of(one.testZoom()),
                            Cell.of(one.labels().get(i)),
                            Cell.of(one.labels().get(j)),
                            Cell.count(one.counts().get(i).get(j))));
                }
            }
        }
        return new Table(
                "confusion-matrices",
                "Every confusion matrix as rows",
                List.of(
                        Column.text("task", "Task"),
                        Column.text("arm", "Arm"),
                        Column.text("train_zoom", "Training zoom groups"),
                        Column.text("test_zoom", "Testing zoom groups"),
                        Column.text("true", "True class"),
                        Column.text("predicted", "Predicted class"),
                        Column.number("n", "Patches")),
                rows);
    }
}
