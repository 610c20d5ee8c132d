package dev.singan.report.section;

import dev.singan.report.chart.Axis;
import dev.singan.report.chart.Legend;
import dev.singan.report.chart.LineChart;
import dev.singan.report.chart.Series;
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
import dev.singan.study.results.Results;
import dev.singan.study.results.Run;
import dev.singan.study.results.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** AUC by the number of SinGANs, and the tables of every figure over the splits and of every split. */
public final class AucSection {
    private final Report report;
    private final Definition study;
    private final Scores scores;

    private AucSection(Report report) {
        this.report = report;
        this.study = report.results().study();
        this.scores = new Scores(report.results());
    }

    public static Element of(Report report) {
        return new AucSection(report).section();
    }

    private Element section() {
        Element section = Parts.section("auc", "AUC by number of SinGANs");
        List<Element> charts = new ArrayList<>();
        for (String task : study.tasks()) {
            chart(task).ifPresent(charts::add);
        }
        section.add(charts.isEmpty() ? Parts.note("No arm with SinGANs has a defined AUC.") : Parts.grid(charts));
        for (String task : study.tasks()) {
            section.add(report.table(comparison(task)));
        }
        section.add(Parts.details("Accuracy, precision, recall, F1 and Brier score", tables("Means over the splits")));
        return section.add(report.csvOnly(summary()), report.csvOnly(runs()));
    }

    private Optional<Element> chart(String task) {
        List<String> arms = study.arms().stream()
                .filter(arm -> arm.equals("baseline") || Names.isSingan(arm))
                .toList();
        List<Series> series = new ArrayList<>();
        List<String> classes = scores.tellingClasses(task);
        int most = arms.stream().mapToInt(Names::singans).max().orElse(0);
        double low = 1;
        double high = 0;
        for (int i = 0; i < classes.size(); i++) {
            List<Summary> points = new ArrayList<>();
            for (String arm : arms) {
                scores.primary(task, arm, classes.get(i), Scores.AUC)
                        .filter(AucSection::whole)
                        .ifPresent(points::add);
            }
            double shift = (i - (classes.size() - 1) / 2.0) * 0.02 * most;
            series.add(series(classes.get(i), shift, points));
            low = Math.min(
                    low,
                    points.stream().mapToDouble(one -> orZero(one.low())).min().orElse(low));
            high = Math.max(
                    high,
                    points.stream().mapToDouble(one -> orZero(one.high())).max().orElse(high));
        }
        if (most == 0 || !(high > low)) {
            return Optional.empty();
        }
        String title = Names.task(task);
        LineChart chart = new LineChart(
                "auc-" + Table.slug(task),
                "AUC by number of SinGANs: " + title,
                "Mean AUC with intervals for each class over the number of SinGANs; the numbers are in the table below.",
                new Axis(
                        "number of SinGANs",
                        -0.06 * most,
                        1.06 * most,
                        false,
                        arms.stream()
                                .map(arm -> (double) Names.singans(arm))
                                .sorted()
                                .toList()),
                Axis.covering("AUC", low, Math.min(1, high), 5),
                false,
                series);
        return Optional.of(Parts.figure(
                chart.svg(),
                Legend.lines(series),
                title,
                "Points: mean over the splits; bars: " + scores.level()
                        + " interval. Points of the classes are set side by side."));
    }

    private static Series series(String label, double shift, List<Summary> points) {
        return new Series(
                label,
                Names.classStyle(label),
                points.stream().map(one -> Names.singans(one.arm()) + shift).toList(),
                points.stream().map(one -> orZero(one.mean())).toList(),
                points.stream().map(one -> orZero(one.low())).toList(),
                points.stream().map(one -> orZero(one.high())).toList(),
                true);
    }

    private static boolean whole(Summary one) {
        return one.mean() != null && one.low() != null && one.high() != null;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private Table comparison(String task) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String arm : study.arms()) {
            List<String> labels = new ArrayList<>(scores.tellingClasses(task));
            if (labels.size() > 1) {
                labels.add(Results.MACRO);
            }
            for (String label : labels) {
                scores.primary(task, arm, label, Scores.AUC).ifPresent(one -> rows.add(comparisonRow(one)));
            }
        }
        return new Table(
                "auc-comparison-" + Table.slug(task),
                Names.task(task) + ": AUC and its difference to the baseline",
                List.of(
                        Column.text("arm", "Arm"),
                        Column.text("class", "Class"),
                        Column.number("auc", "AUC (" + scores.level() + " interval)"),
                        Column.number("sd", "SD over splits"),
                        Column.number("difference", "Difference (" + scores.level() + " interval)"),
                        Column.number("p", "p"),
                        Column.number("p_adjusted", "Adjusted p"),
                        Column.number("delong_p_adjusted", "DeLong, adjusted p")),
                rows);
    }

    private static List<Cell> comparisonRow(Summary one) {
        Summary.Delong delong = one.delong();
        return List.of(
                Cell.of(Names.arm(one.arm()), one.arm()),
                Cell.of(one.label().equals(Results.MACRO) ? "mean of classes" : one.label(), one.label()),
                Scores.cell(one),
                Cell.number(one.sd(), 3),
                Cell.of(Scores.difference(one), Numbers.exact(one.difference())),
                Cell.p(one.p()),
                Cell.p(one.pAdjusted()),
                Cell.p(delong == null ? null : delong.pAdjusted()));
    }

    private Element tables(String caption) {
        List<String> metrics = List.of("accuracy", "balancedAccuracy", "precision", "recall", "f1", "brier");
        List<Column> columns = new ArrayList<>(
                List.of(Column.text("task", "Task"), Column.text("arm", "Arm"), Column.text("class", "Class")));
        metrics.forEach(metric -> columns.add(Column.number(metric, Names.metric(metric))));
        List<List<Cell>> rows = new ArrayList<>();
        for (String task : study.tasks()) {
            List<String> labels = new ArrayList<>(scores.classes(task));
            labels.add(Results.MACRO);
            for (String arm : study.arms()) {
                for (String label : labels) {
                    List<Cell> row = new ArrayList<>(List.of(
                            Cell.of(task),
                            Cell.of(Names.arm(arm), arm),
                            Cell.of(label.equals(Results.MACRO) ? "all" : label, label)));
                    metrics.forEach(metric -> row.add(Cell.number(
                            scores.primary(task, arm, label, metric)
                                    .map(Summary::mean)
                                    .orElse(null),
                            3)));
                    rows.add(row);
                }
            }
        }
        return report.table(new Table("decisions", caption + ": decisions by the largest score", columns, rows));
    }

    private Table summary() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Summary one : report.results().summary()) {
            rows.add(List.of(
                    Cell.of(one.task()),
                    Cell.of(one.arm()),
                    Cell.of(one.trainZoom()),
                    Cell.of(one.testZoom()),
                    Cell.of(one.label()),
                    Cell.of(one.metric()),
                    Cell.number(one.mean(), 3),
                    Cell.number(one.sd(), 3),
                    Cell.of(one.sdKind()),
                    Cell.count(one.splits()),
                    Cell.number(one.low(), 3),
                    Cell.number(one.high(), 3),
                    Cell.signed(one.difference(), 3),
                    Cell.signed(one.differenceLow(), 3),
                    Cell.signed(one.differenceHigh(), 3),
                    Cell.p(one.p()),
                    Cell.p(one.pAdjusted())));
        }
        return new Table(
                "summary",
                "Every metric over the splits, for all pairs of zoom groups",
                columns(
                        "task",
                        "arm",
                        "train_zoom",
                        "test_zoom",
                        "class",
                        "metric",
                        "mean",
                        "sd",
                        "sd_kind",
                        "splits",
                        "low",
                        "high",
                        "difference",
                        "difference_low",
                        "difference_high",
                        "p",
                        "p_adjusted"),
                rows);
    }

    private Table runs() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Run one : report.results().runs()) {
            rows.add(List.of(
                    Cell.of(one.task()),
                    Cell.of(one.arm()),
                    Cell.of(one.trainZoom()),
                    Cell.of(one.testZoom()),
                    Cell.of(Integer.toString(one.split())),
                    Cell.of(one.label()),
                    Cell.count(one.n()),
                    Cell.count(one.positives()),
                    Cell.number(one.auc(), 3),
                    Cell.number(one.accuracy(), 3),
                    Cell.number(one.balancedAccuracy(), 3),
                    Cell.number(one.precision(), 3),
                    Cell.number(one.recall(), 3),
                    Cell.number(one.f1(), 3),
                    Cell.number(one.brier(), 3)));
        }
        return new Table(
                "runs",
                "Every metric of every split, for all pairs of zoom groups",
                columns(
                        "task",
                        "arm",
                        "train_zoom",
                        "test_zoom",
                        "split",
                        "class",
                        "n",
                        "positives",
                        "auc",
                        "accuracy",
                        "balanced_accuracy",
                        "precision",
                        "recall",
                        "f1",
                        "brier"),
                rows);
    }

    private static List<Column> columns(String... keys) {
        return List.of(keys).stream().map(key -> Column.text(key, key)).toList();
    }
}
