package dev.singan.report.section;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Table;
import dev.singan.study.results.Results;
import dev.singan.study.results.Run;
import dev.singan.study.results.Summary;
import java.util.ArrayList;
import java.util.List;

/** Every figure over the splits and of every split, for machines. */
final class FigureTables {
    private FigureTables() {}

    static Table summary(Results results) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Summary one : results.summary()) {
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
                    Cell.number(one.pError(), 3),
                    Cell.p(one.pAdjusted()),
                    Cell.number(one.pAdjustedError(), 3)));
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
                        "p_error",
                        "p_adjusted",
                        "p_adjusted_error"),
                rows);
    }

    static Table runs(Results results) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Run one : results.runs()) {
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
