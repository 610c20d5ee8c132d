package dev.singan.report.section;

import dev.singan.report.chart.Axis;
import dev.singan.report.chart.Legend;
import dev.singan.report.chart.LineChart;
import dev.singan.report.chart.Series;
import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.report.part.Scores;
import dev.singan.study.results.Curve;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ROC curves: all arms of a class in one figure, and each arm with its band beside the baseline. */
public final class RocSection {
    private final Report report;
    private final Definition study;
    private final Scores scores;

    private RocSection(Report report) {
        this.report = report;
        this.study = report.results().study();
        this.scores = new Scores(report.results());
    }

    public static Element of(Report report) {
        return new RocSection(report).section();
    }

    private Element section() {
        Element section = Parts.section("roc", "ROC curves");
        section.add(Parts.p("Mean over the splits of the sensitivity at each false positive rate. Bands are pointwise "
                + scores.level() + " intervals of the bootstrap by patient."));
        for (String task : study.tasks()) {
            List<Element> together = new ArrayList<>();
            List<Element> apart = new ArrayList<>();
            List<Element> spread = new ArrayList<>();
            for (String label : scores.tellingClasses(task)) {
                List<Curve> curves = curves(task, label);
                if (!curves.isEmpty()) {
                    together.add(together(task, label, curves));
                    curves.forEach(curve -> apart.add(apart(curve, curves)));
                    curves.forEach(curve -> spread(curve).ifPresent(spread::add));
                }
            }
            if (!together.isEmpty()) {
                section.add(Element.of("h3", Names.task(task)), Parts.grid(together));
                section.add(Parts.details("Each arm with its band, beside the baseline", Parts.grid(apart)));
                section.add(Parts.details(
                        "Each arm ± 1 standard deviation over the splits, as the thesis draws it", Parts.grid(spread)));
            }
        }
        return section;
    }

    private List<Curve> curves(String task, String label) {
        return report.results().curves().stream()
                .filter(one -> one.task().equals(task)
                        && one.label().equals(label)
                        && scores.isPrimary(one.trainZoom(), one.testZoom()))
                .toList();
    }

    private Element together(String task, String label, List<Curve> curves) {
        List<Series> series = new ArrayList<>();
        curves.forEach(curve -> series.add(series(curve).withoutBand()));
        String title = Names.title(label) + " against the rest";
        return figure("roc-" + Table.slug(task + "-" + label), title, series, "All arms, without bands.");
    }

    private Element apart(Curve curve, List<Curve> curves) {
        List<Series> series = new ArrayList<>();
        baseline(curves)
                .filter(base -> base != curve)
                .ifPresent(base -> series.add(series(base).withoutBand()));
        series.add(series(curve));
        String auc = scores.primary(curve.task(), curve.arm(), curve.label(), Scores.AUC)
                .map(Scores::withInterval)
                .orElse("not defined");
        String title = Names.title(curve.label()) + ": " + Names.arm(curve.arm());
        String id = "roc-" + Table.slug(curve.task() + "-" + curve.label() + "-" + curve.arm());
        return figure(id, title, series, "AUC " + auc);
    }

    /** Empty where the splits have no deviation. */
    private Optional<Element> spread(Curve curve) {
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        for (int i = 0; i < curve.sd().size(); i++) {
            Double sd = curve.sd().get(i);
            if (sd != null) {
                low.add(Math.max(0, curve.tpr().get(i) - sd));
                high.add(Math.min(1, curve.tpr().get(i) + sd));
            }
        }
        if (low.size() < curve.tpr().size()) {
            return Optional.empty();
        }
        Series series = new Series(
                Names.arm(curve.arm()),
                Names.style(curve.arm(), study.arms()),
                curve.fpr(),
                curve.tpr(),
                low,
                high,
                false);
        Optional<Summary> auc = scores.primary(curve.task(), curve.arm(), curve.label(), Scores.AUC);
        String caption = "AUC "
                + auc.map(one -> Numbers.fixed(one.mean(), 3) + " ± " + Numbers.fixed(one.sd(), 3))
                        .orElse("not defined")
                + " (SD over the splits, divided by " + auc.map(Summary::sdKind).orElse("n") + ")";
        String title = Names.title(curve.label()) + ": " + Names.arm(curve.arm());
        String id = "roc-sd-" + Table.slug(curve.task() + "-" + curve.label() + "-" + curve.arm());
        return Optional.of(figure(id, title, List.of(series), caption));
    }

    private static Optional<Curve> baseline(List<Curve> curves) {
        return curves.stream().filter(one -> one.arm().equals("baseline")).findFirst();
    }

    private Series series(Curve curve) {
        return new Series(
                Names.arm(curve.arm()),
                Names.style(curve.arm(), study.arms()),
                curve.fpr(),
                curve.tpr(),
                curve.low(),
                curve.high(),
                false);
    }

    private static Element figure(String id, String title, List<Series> series, String caption) {
        LineChart chart = new LineChart(
                id,
                "ROC curve, " + title,
                "Sensitivity over false positive rate, with the line of chance. " + caption,
                Axis.linear("false positive rate (1 − specificity)", 0, 1, 5),
                Axis.linear("sensitivity", 0, 1, 5),
                true,
                series);
        return Parts.figure(chart.svg(), Legend.lines(series), title, caption);
    }
}
