package dev.singan.dataset.archive;

import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import dev.singan.dataset.record.WindowRule;
import dev.singan.image.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of BCDR that holds lesions: mammograms, a mask per lesion, a features table and an outlines table that can stand in for missing
 * masks.
 */
final class BcdrLesionSet {
    private static final int MAX_OUTLINE = 1 << 20;
    private static final FactColumns FACTS =
            new FactColumns("image_view", "mammography_calcification", "mammography_nodule");

    private final Path archive;
    private final Path folder;
    private final String set;
    private final Format format;
    private final List<SourceImage> images;
    private final List<Skipped> skipped;
    private final List<String> notes;
    private final Tree tree;
    private final Map<BcdrName, Path> mammograms = new HashMap<>();
    /** Masks, and the names that missing ones would have, by path: the order of their patches. */
    private final SortedMap<String, Mask> masks = new TreeMap<>();

    /** A lesion's mask, or what stands in for it; no patch is cut of one that is not usable. */
    private record Mask(BcdrName name, Lesion.Place place, boolean usable) {}

    BcdrLesionSet(
            Path archive,
            Path folder,
            String set,
            List<SourceImage> images,
            List<Skipped> skipped,
            List<String> notes) {
        this.archive = archive;
        this.folder = folder;
        this.set = set;
        this.format = set.startsWith("F") ? Format.FILM : Format.DIGITAL;
        this.images = images;
        this.skipped = skipped;
        this.notes = notes;
        this.tree = Tree.of(archive, folder);
    }

    void read() {
        skipped.addAll(tree.skipped());
        listFiles();
        Map<BcdrName, Row> rows = rows();
        addOutlines(rows);
        Map<String, List<Lesion>> lesions = new LinkedHashMap<>();
        Map<String, BcdrName> owners = new HashMap<>();
        masks.forEach((path, mask) -> {
            Path image = mammograms.get(mask.name().image());
            if (image == null) {
                skipped.add(Skipped.damaged(path, null, "the mask has no mammogram beside it. Restore the mammogram."));
                return;
            }
            String name = tree.name(image);
            owners.put(name, mask.name().image());
            lesions.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(new Lesion(
                            String.valueOf(mask.name().lesion()),
                            mask.place(),
                            mask.usable() ? facts(path, rows.get(mask.name())) : null));
        });
        lesions.forEach((name, list) -> addImage(name, owners.get(name), list));
    }

    private void addImage(String name, @Nullable BcdrName key, List<Lesion> lesions) {
        Path file = key == null ? null : mammograms.get(key);
        if (key != null && file != null) {
            Facts none = Facts.ofTable(Classes.NORMAL, key.view(), key.view(), null, null, 0, 0);
            WindowRule windows = format == Format.FILM ? WindowRule.FILM : WindowRule.NONE;
            images.add(new SourceImage(file, name, set, format, String.valueOf(key.patient()), windows, lesions, none));
        }
    }

    private void listFiles() {
        for (Path file : tree.files()) {
            BcdrName name = BcdrName.of(file);
            if (name == null) {
                continue;
            }
            if (name.lesion() != null) {
                masks.put(tree.name(file), new Mask(name, new Lesion.MaskFile(file, tree.name(file)), true));
            } else if (mammograms.putIfAbsent(name, file) != null) {
                skipped.add(Skipped.damaged(
                        tree.name(file),
                        null,
                        "another mammogram has the same name: " + tree.name(mammograms.getOrDefault(name, file))
                                + ". Remove one of them."));
            }
        }
    }

    /** The first row of each lesion; further ones differ in their segmentation only. */
    private Map<BcdrName, Row> rows() {
        CsvTable table = BcdrArchive.table(
                archive,
                folder,
                tree,
                "bcdr_" + set.toLowerCase(Locale.ROOT) + "_features.csv",
                "patient_id",
                "study_id",
                "series",
                "lesion_id",
                "image_view",
                "mammography_nodule",
                "mammography_calcification",
                "age",
                "density",
                "classification");
        Map<BcdrName, Row> rows = new LinkedHashMap<>();
        int repeated = 0;
        for (Row row : table.rows()) {
            BcdrName name = name(row);
            if (name == null) {
                skipped.add(row.damaged(
                        "patient_id, study_id, series, lesion_id and image_view (1 to 4) must be whole numbers"));
            } else if (rows.putIfAbsent(name, row) != null) {
                repeated++;
            }
        }
        if (repeated > 0) {
            notes.add(
                    table.name() + " has " + repeated
                            + " further rows of lesions that it lists already (other segmentations); the first of each is taken");
        }
        return rows;
    }

    private static @Nullable BcdrName name(Row row) {
        Integer patient = row.integer("patient_id");
        Integer study = row.integer("study_id");
        Integer series = row.integer("series");
        Integer lesion = row.integer("lesion_id");
        Integer view = row.integer("image_view");
        if (patient == null
                || study == null
                || series == null
                || lesion == null
                || view == null
                || view < 1
                || view > 4) {
            return null;
        }
        return new BcdrName(patient, study, series, view, lesion);
    }

    private @Nullable Facts facts(String mask, @Nullable Row row) {
        if (row == null) {
            skipped.add(Skipped.damaged(mask, null, "the features table of set " + set + " has no row for this mask"));
            return null;
        }
        String classification = Classes.of(row.text("classification"));
        if (classification == null || classification.equals(Classes.NORMAL)) {
            skipped.add(row.damaged(
                    "classification is '" + row.text("classification") + "', but must be Benign or Malign"));
            return null;
        }
        List<String> unreadable = FACTS.unreadable(row);
        if (!unreadable.isEmpty()) {
            skipped.add(row.damaged(String.join("; ", unreadable)));
            return null;
        }
        return FACTS.facts(row, classification);
    }

    /** Lets outlines stand in for the masks that rows of the table miss. */
    private void addOutlines(Map<BcdrName, Row> rows) {
        Map<BcdrName, Row> missing = new LinkedHashMap<>(rows);
        masks.values().forEach(mask -> missing.remove(mask.name()));
        if (missing.isEmpty()) {
            return;
        }
        Map<BcdrName, Row> outlines = outlines();
        missing.forEach((name, row) -> {
            Path image = mammograms.get(name.image());
            Row outline = outlines.get(name);
            Box box = outline == null ? null : box(outline);
            if (image == null) {
                skipped.add(row.damaged("neither the mammogram nor the mask of this lesion is there. Restore them."));
                return;
            }
            String path = maskPath(image, name);
            if (box == null) {
                skipped.add(row.damaged("the lesion " + name.lesion() + " of " + tree.name(image)
                        + " has no mask, and no outline stands in for it. Restore " + path + "."));
                masks.put(path, new Mask(name, Lesion.Region.UNKNOWN, false));
            } else {
                masks.put(path, new Mask(name, new Lesion.Region(box, false), true));
                notes.add("the outline stands in for the missing mask " + path);
            }
        });
    }

    private String maskPath(Path image, BcdrName name) {
        return tree.name(image).replaceFirst("(?i)\\.tiff?\\s*$", "") + "_mask_id_" + name.lesion() + ".tif";
    }

    private Map<BcdrName, Row> outlines() {
        Path file = BcdrArchive.find(tree, "bcdr_" + set.toLowerCase(Locale.ROOT) + "_outlines.csv");
        Map<BcdrName, Row> outlines = new HashMap<>();
        if (file != null) {
            CsvTable table = CsvTable.read(
                    file,
                    tree.name(file),
                    "patient_id",
                    "study_id",
                    "series",
                    "lesion_id",
                    "image_view",
                    "lw_x_points",
                    "lw_y_points");
            for (Row row : table.rows()) {
                BcdrName name = name(row);
                if (name != null) {
                    outlines.putIfAbsent(name, row);
                }
            }
        }
        return outlines;
    }

    /** The box around an outline's points; null where they are not such. */
    private static @Nullable Box box(Row row) {
        int[] x = range(row.text("lw_x_points"));
        int[] y = range(row.text("lw_y_points"));
        return x == null || y == null ? null : new Box(x[0], y[0], x[1] - x[0] + 1, y[1] - y[0] + 1);
    }

    private static int @Nullable [] range(@Nullable String points) {
        if (points == null) {
            return null;
        }
        int min = Integer.MAX_VALUE;
        int max = -1;
        for (String point : points.strip().split("\\s+")) {
            try {
                double value = Double.parseDouble(point);
                if (!(value >= 0 && value < MAX_OUTLINE)) {
                    return null;
                }
                min = Math.min(min, (int) value);
                max = Math.max(max, (int) value);
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return new int[] {min, max};
    }
}
