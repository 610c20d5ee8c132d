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
import dev.singan.study.results.Definition;
import dev.singan.study.results.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Training curves of the heads, and what their sampler drew. */
public final class HeadsSection {
    private static final int POINTS = 100;

    private HeadsSection() {}

    public static Element of(Report report) {
        Element section = Parts.section("heads", "Training of the heads");
        section.add(Parts.p("Cross-entropy by epoch, mean over the splits. Tested are the weights of the epoch that the"
                + " table names."));
        Definition study = report.results().study();
        List<Element> baseline = new ArrayList<>();
        List<Element> others = new ArrayList<>();
        for (String task : study.tasks()) {
            for (String arm : study.arms()) {
                List<Head> heads = heads(report, task, arm);
                if (!heads.isEmpty()) {
                    (arm.equals("baseline") ? baseline : others).add(chart(task, arm, heads));
                }
            }
        }
        if (baseline.isEmpty() && others.isEmpty()) {
            return section.add(Parts.note("No training curve was kept."));
        }
        if (!baseline.isEmpty()) {
            section.add(Parts.grid(baseline));
        }
        if (!others.isEmpty()) {
            section.add(Parts.details("Curves of the other arms", Parts.grid(others)));
        }
        return section.add(
                Parts.details("Epochs and draws of every head", report.table(table(report))),
                report.csvOnly(EpochTable.of(report.results())));
    }

    private static List<Head> heads(Report report, String task, String arm) {
        return report.results().heads().stream()
                .filter(one -> one.task().equals(task)
                        && one.arm().equals(arm)
                        && one.trainZoom().equals(report.results().study().primaryZoom()))
                .toList();
    }

    private static Element chart(String task, String arm, List<Head> heads) {
        List<Series> series = List.of(
                series("training", 2, heads.stream().map(Head::trainLoss).toList()),
                series("validation", 6, heads.stream().map(Head::validationLoss).toList()));
        double high = series.stream()
                .flatMap(one -> one.y().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        double last = series.stream()
                .flatMap(one -> one.x().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        String title = Names.title(task) + ": " + Names.arm(arm);
        LineChart chart = new LineChart(
                "heads-" + Table.slug(task + "-" + arm),
                "Training curve, " + title,
                "Mean loss on the training and validation sets by epoch.",
                Axis.covering("epoch", 0, Math.max(1, last), 5),
                Axis.covering("cross-entropy (nats)", 0, high, 4),
                false,
                series);
        return Parts.figure(
                chart.svg(), Legend.lines(series), title, Names.plural(heads.size(), "split", "splits") + ".");
    }

    /** The mean over the splits that were still training at an epoch, at no more than a hundred epochs. */
    private static Series series(String name, int style, List<List<Double>> losses) {
        int epochs = losses.stream().mapToInt(List::size).max().orElse(0);
        int step = Math.max(1, (epochs + POINTS - 1) / POINTS);
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        IntStream.range(0, epochs).filter(epoch -> epoch % step == 0).forEach(epoch -> {
            DoubleStream values = losses.stream()
                    .filter(loss -> loss.size() > epoch)
                    .mapToDouble(loss -> loss.get(epoch))
                    .filter(Double::isFinite);
            values.average().ifPresent(mean -> {
                x.add((double) epoch);
                y.add(mean);
            });
        });
        return Series.line(name, style, x, y);
    }

    private static Table table(Report report) {
        TreeSet<String> classes = new TreeSet<>();
        report.results().heads().forEach(one -> classes.addAll(one.drawn().keySet()));
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("arm", "Arm"),
                Column.text("task", "Task"),
                Column.text("train_zoom", "Zoom groups"),
                Column.number("split", "Split"),
                Column.number("epochs", "Epochs"),
                Column.number("best_epoch", "Best epoch"),
                Column.number("tested_epoch", "Tested epoch")));
        classes.forEach(label -> columns.add(Column.number("drawn_" + label, "Drawn: " + label)));
        List<List<Cell>> rows = new ArrayList<>();
        for (Head one : report.results().heads()) {
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.of(Names.arm(one.arm()), one.arm()),
                    Cell.of(one.task()),
                    Cell.of(one.trainZoom()),
                    Cell.count(one.split()),
                    Cell.count(one.trainLoss().size()),
                    Cell.count(one.bestEpoch()),
                    Cell.count(one.testedEpoch())));
            classes.forEach(label -> row.add(Cell.count(one.drawn().get(label))));
            rows.add(row);
        }
        return new Table(
                "heads-table",
                "Epochs (from 0) of every head, and patches as its sampler drew them over all epochs",
                columns,
                rows);
    }
}
