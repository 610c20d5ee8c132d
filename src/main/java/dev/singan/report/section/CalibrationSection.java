package dev.singan.report.section;

import dev.singan.report.chart.Axis;
import dev.singan.report.chart.Legend;
import dev.singan.report.chart.LineChart;
import dev.singan.report.chart.Series;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.study.results.Calibration;
import dev.singan.study.results.Definition;
import java.util.ArrayList;
import java.util.List;

/** Reliability curves: whether a score of 0.7 is right seven times in ten. */
public final class CalibrationSection {
    private CalibrationSection() {}

    public static Element of(Report report) {
        Element section = Parts.section("calibration", "Calibration");
        section.add(Parts.p(
                "Share of patches that are of the class, over the mean score, in ten bins of equal width. On the "
                        + "diagonal a score is a probability."));
        Definition study = report.results().study();
        List<Element> baselines = new ArrayList<>();
        List<Element> others = new ArrayList<>();
        for (String task : study.tasks()) {
            String label = Names.mainClass(task);
            List<Calibration> curves = report.results().calibration().stream()
                    .filter(one -> one.task().equals(task) && one.label().equals(label))
                    .toList();
            for (Calibration one : curves) {
                (one.arm().equals("baseline") ? baselines : others).add(chart(one, curves, study));
            }
        }
        section.add(baselines.isEmpty() ? Parts.note("Not computed for the baseline.") : Parts.grid(baselines));
        if (!others.isEmpty()) {
            section.add(Parts.details("Every arm, beside the baseline", Parts.grid(others)));
        }
        return section.add(report.csvOnly(table(report.results().calibration())));
    }

    private static Element chart(Calibration one, List<Calibration> all, Definition study) {
        List<Series> series = new ArrayList<>();
        all.stream()
                .filter(other -> other.arm().equals("baseline") && !one.arm().equals("baseline"))
                .forEach(base -> series.add(series(base, study)));
        series.add(series(one, study));
        String title = Names.title(one.label()) + ": " + Names.arm(one.arm());
        LineChart chart = new LineChart(
                "calibration-" + Table.slug(one.task() + "-" + one.arm()),
                "Reliability curve, " + title,
                "Observed share over mean score, with the line of perfect calibration.",
                Axis.linear("mean score", 0, 1, 5),
                Axis.linear("observed share", 0, 1, 5),
                true,
                series);
        int n = one.bins().stream().mapToInt(Calibration.Bin::n).sum();
        return Parts.figure(
                chart.svg(),
                Legend.lines(series),
                title,
                Names.plural(n, "test patch", "test patches") + "; empty bins are left out.");
    }

    private static Series series(Calibration one, Definition study) {
        return new Series(
                Names.arm(one.arm()),
                Names.style(one.arm(), study.arms()),
                one.bins().stream().map(Calibration.Bin::meanScore).toList(),
                one.bins().stream().map(Calibration.Bin::fraction).toList(),
                null,
                null,
                true);
    }

    private static Table table(List<Calibration> all) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Calibration one : all) {
            for (Calibration.Bin bin : one.bins()) {
                rows.add(List.of(
                        Cell.of(one.task()),
                        Cell.of(one.arm()),
                        Cell.of(one.label()),
                        Cell.number(bin.low(), 1),
                        Cell.number(bin.high(), 1),
                        Cell.count(bin.n()),
                        Cell.number(bin.meanScore(), 3),
                        Cell.number(bin.fraction(), 3)));
            }
        }
        return new Table(
                "calibration-bins",
                "Every bin of every reliability curve",
                List.of(
                        Column.text("task", "Task"),
                        Column.text("arm", "Arm"),
                        Column.text("class", "Class"),
                        Column.number("low", "From"),
                        Column.number("high", "To"),
                        Column.number("n", "Patches"),
                        Column.number("mean_score", "Mean score"),
                        Column.number("fraction", "Observed share")),
                rows);
    }
}
