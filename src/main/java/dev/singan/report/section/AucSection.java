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
import dev.singan.study.results.Detectable;
import dev.singan.study.results.Results;
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
        section.add(Parts.p(tests()));
        for (String task : study.tasks()) {
            section.add(report.table(comparison(task)));
        }
        if (!report.results().detectable().isEmpty()) {
            section.add(Parts.p(power()), report.table(detectable()));
        }
        section.add(Parts.details("Accuracy, precision, recall, F1 and Brier score", tables("Means over the splits")));
        return section.add(
                report.csvOnly(FigureTables.summary(report.results())),
                report.csvOnly(FigureTables.runs(report.results())));
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

    private String tests() {
        return "p is that of the paired bootstrap by patient (" + Numbers.count(study.bootstrap())
                + " draws), ± its Monte Carlo error; that of adjusted values is in the CSV. Obuchowski's test (1997) takes patients as independent and patches of one as"
                + " alike. Adjusted values are Holm's over the family: "
                + (study.family().equals("arms") ? "the arms, for each class by itself." : "arms times classes.")
                + (study.primary() == null
                        ? ""
                        : " The primary comparison, marked so, is tested alone and is in no family.")
                + " DeLong's test takes the patches of a patient as independent, which they are not, so that its p is too"
                + " small: it stands here for comparison with other work alone.";
    }

    private static String power() {
        return "What the study could have found: the smallest gain over the baseline that Obuchowski's test finds in 80\u202f% of"
                + " simulated studies. In each, patients are drawn with replacement, and an arm's scores are the baseline's with"
                + " the changes that the study's arms make, less their mean effect, and with the class's patches moved up. A"
                + " difference that is not found is not shown to be smaller than this.";
    }

    private Table detectable() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Detectable one : report.results().detectable()) {
            rows.add(List.of(
                    Cell.of(one.task()),
                    Cell.of(one.label()),
                    Cell.number(one.baseline(), 3),
                    Cell.signed(one.alone(), 3),
                    Cell.count(one.tests()),
                    Cell.signed(one.inFamily(), 3),
                    Cell.count(one.simulations())));
        }
        return new Table(
                "detectable",
                "The smallest gain in AUC that would have been found; a dash where no gain would",
                List.of(
                        Column.text("task", "Task"),
                        Column.text("class", "Class"),
                        Column.number("baseline", "AUC of the baseline"),
                        Column.number("alone", "Tested alone"),
                        Column.number("tests", "Comparisons of the family"),
                        Column.number("in_family", "First of the family"),
                        Column.number("simulations", "Simulated studies")),
                rows);
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
                        Column.machine("p_error"),
                        Column.number("p_adjusted", "Adjusted p"),
                        Column.machine("p_adjusted_error"),
                        Column.machine("obuchowski_standard_error"),
                        Column.machine("obuchowski_p"),
                        Column.number("obuchowski_p_adjusted", "same, Obuchowski"),
                        Column.machine("delong_p"),
                        Column.number("delong_p_adjusted", "same, DeLong")),
                rows);
    }

    private List<Cell> comparisonRow(Summary one) {
        Summary.Delong delong = one.delong();
        Summary.Clustered clustered = one.clustered();
        boolean primary = scores.primaryComparison().filter(one::equals).isPresent();
        return List.of(
                Cell.of(Names.arm(one.arm()) + (primary ? " (primary)" : ""), one.arm())
                        .emphasised(primary),
                Cell.of(one.label().equals(Results.MACRO) ? "mean of classes" : one.label(), one.label()),
                Scores.cell(one),
                Cell.number(one.sd(), 3),
                Cell.of(Scores.difference(one), Numbers.exact(one.difference())),
                Cell.p(one.p(), one.pError()),
                Cell.number(one.pError(), 3),
                Cell.p(one.pAdjusted()),
                Cell.number(one.pAdjustedError(), 3),
                Cell.number(clustered == null ? null : clustered.standardError(), 3),
                Cell.p(clustered == null ? null : clustered.p()),
                Cell.p(clustered == null ? null : clustered.pAdjusted()),
                Cell.p(delong == null ? null : delong.p()),
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
}
