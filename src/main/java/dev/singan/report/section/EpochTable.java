package dev.singan.report.section;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Table;
import dev.singan.study.results.Head;
import dev.singan.study.results.Results;
import java.util.ArrayList;
import java.util.List;

/** Precision and recall of each class by epoch, for machines. */
final class EpochTable {
    private static final List<Column> COLUMNS = List.of(
            Column.text("task", "task"),
            Column.text("arm", "arm"),
            Column.text("train_zoom", "train_zoom"),
            Column.number("split", "split"),
            Column.number("epoch", "epoch"),
            Column.text("class", "class"),
            Column.number("train_precision", "train_precision"),
            Column.number("train_recall", "train_recall"),
            Column.number("validation_precision", "validation_precision"),
            Column.number("validation_recall", "validation_recall"));

    private EpochTable() {}

    static Table of(Results results) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Head head : results.heads()) {
            for (Head.ClassCurves one : head.classes()) {
                for (int epoch = 0; epoch < one.trainPrecision().size(); epoch++) {
                    rows.add(row(head, one, epoch));
                }
            }
        }
        return new Table("epochs", "Precision and recall of each class at every epoch of every head", COLUMNS, rows);
    }

    private static List<Cell> row(Head head, Head.ClassCurves one, int epoch) {
        return List.of(
                Cell.of(head.task()),
                Cell.of(head.arm()),
                Cell.of(head.trainZoom()),
                Cell.count(head.split()),
                Cell.count(epoch),
                Cell.of(one.label()),
                Cell.number(one.trainPrecision().get(epoch), 3),
                Cell.number(one.trainRecall().get(epoch), 3),
                Cell.number(one.validationPrecision().get(epoch), 3),
                Cell.number(one.validationRecall().get(epoch), 3));
    }
}
