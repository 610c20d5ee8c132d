package dev.singan.report.section;

import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.PatchTable;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Table;
import dev.singan.report.part.Report;
import dev.singan.study.results.Mistake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every test patch that was taken for another class, with all that is known of it. */
final class MistakeTable {
    private static final List<Column> COLUMNS = List.of(
            Column.text("task", "Task"),
            Column.text("arm", "Arm"),
            Column.number("split", "Split"),
            Column.number("patch", "Patch"),
            Column.text("class", "Class"),
            Column.text("predicted", "Predicted"),
            Column.number("score", "Score"));

    /** What is known of a patch. */
    private record Known(Column column, Function<Patch, @Nullable Object> value) {}

    private static final List<Known> KNOWN = List.of(
            new Known(Column.text("file_name", "File"), Patch::fileName),
            new Known(Column.text("patient_id", "Patient"), Patch::patientId),
            new Known(Column.text("format", "Format"), Patch::format),
            new Known(Column.number("image_view", "View"), Patch::imageView),
            new Known(Column.text("classification", "Classification"), Patch::classification),
            new Known(Column.number("zoom_group", "Zoom group"), Patch::zoomGroup),
            new Known(Column.number("age", "Age"), Patch::age),
            new Known(Column.number("density", "Density"), Patch::density),
            new Known(Column.number("calcification", "Calcification"), Patch::calcification),
            new Known(Column.number("nodule", "Nodule"), Patch::nodule),
            new Known(Column.text("manufacturer", "Manufacturer"), Patch::manufacturer),
            new Known(Column.text("implant", "Implant"), Patch::implant));

    private MistakeTable() {}

    static Table of(Report report) {
        Path file = PatchTable.file(report.work("."));
        boolean known = Files.exists(file);
        Map<Integer, Patch> patches = new HashMap<>();
        (known ? PatchTable.read(file) : List.<Patch>of()).forEach(patch -> patches.put(patch.id(), patch));
        List<Column> columns = new ArrayList<>(COLUMNS);
        KNOWN.forEach(one -> columns.add(one.column()));
        List<List<Cell>> rows = report.results().mistakes().stream()
                .map(one -> row(one, patches.get(one.patch())))
                .toList();
        String caption = "Every misclassified test patch, "
                + (known ? "with its metadata" : "without metadata, as the working folder holds no metadata.jsonl");
        return new Table("misclassified", caption, columns, rows);
    }

    private static List<Cell> row(Mistake one, @Nullable Patch patch) {
        List<Cell> row = new ArrayList<>(List.of(
                Cell.of(one.task()),
                Cell.of(one.arm()),
                Cell.count(one.split()),
                Cell.of(Integer.toString(one.patch())),
                Cell.of(one.label()),
                Cell.of(one.predicted()),
                Cell.number(one.score(), 3)));
        KNOWN.forEach(known ->
                row.add(Cell.ofNullable(patch == null ? null : known.value().apply(patch))));
        return row;
    }
}
