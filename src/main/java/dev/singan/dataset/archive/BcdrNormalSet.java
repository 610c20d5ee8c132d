package dev.singan.dataset.archive;

import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import dev.singan.dataset.record.WindowRule;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The set of BCDR that holds digital mammograms without lesions. */
final class BcdrNormalSet {
    private final Path archive;
    private final Path folder;
    private final String set;
    private final List<SourceImage> images;
    private final List<Skipped> skipped;
    private final Tree tree;

    BcdrNormalSet(Path archive, Path folder, String set, List<SourceImage> images, List<Skipped> skipped) {
        this.archive = archive;
        this.folder = folder;
        this.set = set;
        this.images = images;
        this.skipped = skipped;
        this.tree = Tree.of(archive, folder);
    }

    void read() {
        skipped.addAll(tree.skipped());
        Map<BcdrName, Row> rows = rows();
        for (Path file : tree.files()) {
            BcdrName name = BcdrName.of(file);
            if (name == null || name.lesion() != null) {
                continue;
            }
            Row row = rows.get(name);
            if (row == null) {
                skipped.add(Skipped.damaged(
                        tree.name(file), null, "the table of set " + set + " has no row for this mammogram"));
                continue;
            }
            List<String> unreadable = row.unreadable("a number", row::number, "age", "density");
            if (!unreadable.isEmpty()) {
                skipped.add(row.damaged(String.join("; ", unreadable)));
                continue;
            }
            // image_type_id counts from 0 where image_view of the other tables counts from 1.
            Facts facts = Facts.ofTable(
                    Classes.NORMAL, name.view(), name.view() - 1, row.number("age"), row.number("density"), 0, 0);
            images.add(new SourceImage(
                    file,
                    tree.name(file),
                    set,
                    Format.DIGITAL,
                    String.valueOf(name.patient()),
                    WindowRule.DIGITAL,
                    List.of(),
                    facts));
        }
    }

    private Map<BcdrName, Row> rows() {
        CsvTable table = BcdrArchive.table(
                archive,
                folder,
                tree,
                "bcdr_" + set.toLowerCase(Locale.ROOT) + "_img.csv",
                "patient_id",
                "study_id",
                "series",
                "image_type_id",
                "age",
                "density");
        Map<BcdrName, Row> rows = new HashMap<>();
        for (Row row : table.rows()) {
            BcdrName name = name(row);
            if (name == null) {
                skipped.add(
                        row.damaged("patient_id, study_id, series and image_type_id (0 to 3) must be whole numbers"));
            } else {
                rows.putIfAbsent(name, row);
            }
        }
        return rows;
    }

    private static @Nullable BcdrName name(Row row) {
        Integer patient = row.integer("patient_id");
        Integer study = row.integer("study_id");
        Integer series = row.integer("series");
        Integer type = row.integer("image_type_id");
        return patient == null || study == null || series == null || type == null || type < 0 || type > 3
                ? null
                : new BcdrName(patient, study, series, type + 1, null);
    }
}
